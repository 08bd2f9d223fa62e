// SPDX-License-Identifier: Apache-2.0

/** Reads once what seldom changes; calls at once wait for the same reading. */
export class ReadOnce<T> {
  #reading: Promise<T> | undefined

  /** Gives what was read, or reads it, `fresh` in any case. */
  async value(read: () => Promise<T>, fresh = false): Promise<T> {
    const shared = fresh ? undefined : this.#reading
    if (shared === undefined) return this.#begin(read)
    try {
      return await shared
    } catch {
      // Another request's reading failed, whose trouble need not be this one's.
      return this.#begin(read)
    }
  }

  #begin(read: () => Promise<T>): Promise<T> {
    const reading = read()
    this.#reading = reading
    // What could not be read is read again by the next call.
    reading.catch(() => {
      if (this.#reading === reading) this.#reading = undefined
    })
    return reading
  }
}
