// SPDX-License-Identifier: Apache-2.0
import { cell, floats, type Floats } from './columns.ts'

/** Instants of what happened to each application, counted since any moment without looking at the others. */
export class History {
  /** An application's first instant lies here, since most have one only. */
  readonly #first: Floats = floats()
  readonly #all = new Map<number, Instants>()

  add(app: number, instant: number): void {
    const first = this.#first.get(app)
    if (first === 0) {
      this.#first.set(app, instant)
      return
    }
    const known = this.#all.get(app)
    if (known === undefined) this.#all.set(app, new Instants(first, instant))
    else known.add(instant)
  }

  /** How often since an instant, that instant included. */
  since(app: number, instant: number): number {
    const all = this.#all.get(app)
    if (all !== undefined) return all.since(instant)
    return this.#first.get(app) >= instant && this.#first.get(app) !== 0 ? 1 : 0
  }
}

class Instants {
  #sorted = new Float64Array(4)
  #length = 0

  constructor(...instants: readonly number[]) {
    for (const instant of instants) this.add(instant)
  }

  add(instant: number): void {
    if (this.#length === this.#sorted.length) {
      const wider = new Float64Array(this.#length * 2)
      wider.set(this.#sorted)
      this.#sorted = wider
    }
    const at = this.#firstAfter(instant)
    this.#sorted.copyWithin(at + 1, at, this.#length)
    this.#sorted[at] = instant
    this.#length += 1
  }

  since(instant: number): number {
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (cell(this.#sorted, middle) < instant) low = middle + 1
      else high = middle
    }
    return this.#length - low
  }

  #firstAfter(instant: number): number {
    let at = this.#length
    while (at > 0 && cell(this.#sorted, at - 1) > instant) at -= 1
    return at
  }
}
