// SPDX-License-Identifier: Apache-2.0

/** How what is on a timeline goes on. */
export interface Course<T> {
  /** When an item goes on next, in milliseconds since the epoch; undefined for one that waits or has ended. */
  readonly dueMs: (item: T) => number | undefined
  /** Lets an item go on. It changes when it is due next, or ends it. */
  readonly step: (item: T, atMs: number) => void
}

/**
 * What goes on by itself as a plane's clock moves, the earliest first: a binary heap, so that many who wait cost nothing.
 * An item that something else lets go on, or go on earlier, must be planned again.
 */
export class Timeline<T extends { readonly id: number }> {
  readonly #course: Course<T>
  readonly #heap = new Heap<T>()

  constructor(course: Course<T>) {
    this.#course = course
  }

  /** Notes when an item goes on next. */
  plan(item: T): void {
    const atMs = this.#course.dueMs(item)
    if (atMs !== undefined) this.#heap.add(atMs, item.id, item)
  }

  /** Lets everything happen that is due by now, one after the other. */
  runUntil(nowMs: number): void {
    for (;;) {
      const atMs = this.#heap.firstMs
      if (atMs === undefined || atMs > nowMs) return
      const item = this.#heap.take()
      if (item === undefined) return
      // It may wait or be over by now, or be due at another time than when it was planned.
      if (this.#course.dueMs(item) === atMs) this.#course.step(item, atMs)
      this.plan(item)
    }
  }
}

/** The times stand apart from the items, side by side: finding the earliest of a hundred thousand touches no item. */
class Heap<T> {
  readonly #atMs: number[] = []
  /** Decides between two at the same time. */
  readonly #order: number[] = []
  readonly #items: T[] = []

  get firstMs(): number | undefined {
    return this.#atMs[0]
  }

  add(atMs: number, order: number, item: T): void {
    let at = this.#items.length
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.#isAfter(above, atMs, order)) break
      this.#move(above, at)
      at = above
    }
    this.#put(at, atMs, order, item)
  }

  /** Takes the first one out. */
  take(): T | undefined {
    const [first] = this.#items
    const [atMs, order, item] = [this.#atMs.pop(), this.#order.pop(), this.#items.pop()]
    const { length } = this.#items
    if (length === 0 || atMs === undefined || order === undefined || item === undefined) return first
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const right = left + 1
      const below =
        right < length && this.#isAfter(left, this.#atMs[right] ?? 0, this.#order[right] ?? 0) ? right : left
      if (below >= length || this.#isAfter(below, atMs, order)) break
      this.#move(below, at)
      at = below
    }
    this.#put(at, atMs, order, item)
    return first
  }

  /** Whether what stands in a place comes after one of a time and order. */
  #isAfter(place: number, atMs: number, order: number): boolean {
    const placedMs = this.#atMs[place] ?? 0
    return placedMs === atMs ? (this.#order[place] ?? 0) > order : placedMs > atMs
  }

  #move(from: number, to: number): void {
    const item = this.#items[from]
    if (item !== undefined) this.#put(to, this.#atMs[from] ?? 0, this.#order[from] ?? 0, item)
  }

  #put(at: number, atMs: number, order: number, item: T): void {
    this.#atMs[at] = atMs
    this.#order[at] = order
    this.#items[at] = item
  }
}

/** Lets some items alone go on until a time, whatever others do. */
export function runOnly<T extends { readonly id: number }>(
  items: Iterable<T>,
  course: Course<T>,
  untilMs: number,
): void {
  const timeline = new Timeline(course)
  for (const item of items) timeline.plan(item)
  timeline.runUntil(untilMs)
}
