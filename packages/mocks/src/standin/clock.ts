// SPDX-License-Identifier: Apache-2.0

/**
 * Time as a mock has it: the machine's, or one that stands still at a given start; moved by what tests ask for. It
 * never runs backwards.
 */
export class Clock {
  readonly #startMs: number | undefined
  #offsetMs = 0
  #lastStampUs = 0

  /** A start, in milliseconds since the epoch, makes a clock that stands still. Default: the machine's time, running. */
  constructor(startMs?: number) {
    this.#startMs = startMs
  }

  /** Milliseconds since the epoch. */
  nowMs(): number {
    return (this.#startMs ?? Date.now()) + this.#offsetMs
  }

  /** Microseconds since the epoch for a new record; each stamp is later than the one before, so that lists have one order. */
  stampUs(): number {
    this.#lastStampUs = Math.max(this.nowMs() * 1000, this.#lastStampUs + 1)
    return this.#lastStampUs
  }

  /** Moves time on. Throws a RangeError for a negative or non-finite step, since expiry only ever moves one way. */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`The clock moves forward only; got ${ms} ms.`)
    this.#offsetMs += ms
  }
}
