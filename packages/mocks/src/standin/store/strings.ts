// SPDX-License-Identifier: Apache-2.0

/** Texts that rows share, each kept once: names, versions, rings, actors. */
export class Strings<T extends string = string> {
  readonly #texts: T[] = []
  readonly #numbers = new Map<string, number>()

  /** The number of a text, given to it on first sight. */
  numberOf(text: T): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.#texts.length)
    return this.#texts.push(text) - 1
  }

  /** The number of a text already seen. */
  find(text: string): number | undefined {
    return this.#numbers.get(text)
  }

  /** Throws a RangeError for a number that was never given. */
  text(number: number): T {
    const text = this.#texts[number]
    if (text === undefined) throw new RangeError(`No text has the number ${number}.`)
    return text
  }
}
