// SPDX-License-Identifier: Apache-2.0

interface Due {
  readonly id: number
  readonly ms: number
}

/** When to look at what next, by id. Asking when nothing is due costs the same however much is waiting. */
export class DueTimes {
  readonly #times = new Map<number, number>()
  /** The soonest last, where it is cheap to take off. */
  readonly #ordered: Due[] = []

  /** Takes the place of the time before; a time that never comes is none. */
  set(id: number, ms: number): void {
    this.remove(id)
    if (ms === Number.POSITIVE_INFINITY) return
    this.#times.set(id, ms)
    this.#ordered.splice(this.#placeOf({ id, ms }), 0, { id, ms })
  }

  remove(id: number): void {
    const ms = this.#times.get(id)
    if (ms === undefined) return
    this.#times.delete(id)
    this.#ordered.splice(this.#placeOf({ id, ms }), 1)
  }

  /** Takes out what is due, by id. */
  take(nowMs: number): readonly number[] {
    const ids: number[] = []
    for (
      let last = this.#ordered.at(-1);
      last !== undefined && last.ms <= nowMs;
      last = this.#ordered.at(-1)
    ) {
      this.#ordered.pop()
      this.#times.delete(last.id)
      ids.push(last.id)
    }
    return ids.toSorted((one, other) => one - other)
  }

  /** Where it is in the order, or belongs. */
  #placeOf(due: Due): number {
    let [from, to] = [0, this.#ordered.length]
    while (from < to) {
      const middle = (from + to) >> 1
      const other = this.#ordered[middle]
      if (other !== undefined && (other.ms - due.ms || other.id - due.id) > 0) from = middle + 1
      else to = middle
    }
    return from
  }
}
