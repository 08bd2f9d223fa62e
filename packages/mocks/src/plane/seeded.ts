// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'

/** Numbers and ids that look random and are the same for the same seed and the same calls. No secrets are made of it. */
export class Seeded {
  readonly #seed: string
  #a: number
  #b: number
  #c: number
  #count = 1

  constructor(seed: string) {
    const digest = createHash('sha256').update(seed).digest()
    this.#seed = seed
    this.#a = digest.readInt32LE(0)
    this.#b = digest.readInt32LE(4)
    this.#c = digest.readInt32LE(8)
  }

  /** A sequence of its own, which takes nothing from this one. */
  stream(name: string): Seeded {
    return new Seeded(`${this.#seed}/${name}`)
  }

  /** A number from 0 up to 1. */
  next(): number {
    return this.#word() / 2 ** 32
  }

  /** A whole number from 0 up to the limit. */
  integer(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  /** Digits in lower case. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.#word().toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }

  /** A UUID of version 4. */
  uuid(): string {
    const digits = this.hex(32)
    const variant = ((Number.parseInt(digits.charAt(16), 16) & 3) | 8).toString(16)
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-')
  }

  /** 32 bits of sfc32, a small generator that passes the usual tests of randomness (PractRand). */
  #word(): number {
    const word = (this.#a + this.#b + this.#count) | 0
    this.#count = (this.#count + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + word) | 0
    return word >>> 0
  }
}
