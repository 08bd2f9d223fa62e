// SPDX-License-Identifier: Apache-2.0
import { hash as digestOf } from 'node:crypto'
import { integers } from './columns.ts'
import { HashIndex, mix } from './hash-index.ts'

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

type Words = readonly [number, number, number, number]

/** Flow ids and request ids, each kept once: a UUID as 16 bytes, any other text beside them under its digest. */
export class Ids {
  #count = 0
  readonly #words = integers()
  readonly #otherTexts = new Map<number, string>()
  readonly #index = new HashIndex((id) => mix(...this.#wordsAt(id)))

  /** The number of an id, given to it on first sight. */
  numberOf(text: string): number {
    const words = wordsOf(text)
    const known = this.#findWords(words)
    if (known !== -1) return known
    const number = this.#count++
    for (let at = 0; at < 4; at += 1) this.#words.set(number * 4 + at, words[at] ?? 0)
    if (!canonical.test(text)) this.#otherTexts.set(number, text)
    this.#index.add(mix(...words), number)
    return number
  }

  /** The number of an id already seen; -1 for another. */
  find(text: string): number {
    return this.#findWords(wordsOf(text))
  }

  text(number: number): string {
    return this.#otherTexts.get(number) ?? textOf(this.#wordsAt(number))
  }

  #findWords([a, b, c, d]: Words): number {
    const words = this.#words
    return this.#index.find(mix(a, b, c, d), (id) => {
      const at = id * 4
      return (
        words.get(at) === a && words.get(at + 1) === b && words.get(at + 2) === c && words.get(at + 3) === d
      )
    })
  }

  #wordsAt(number: number): Words {
    const at = number * 4
    return [this.#words.get(at), this.#words.get(at + 1), this.#words.get(at + 2), this.#words.get(at + 3)]
  }
}

function wordsOf(text: string): Words {
  const digits = canonical.test(text) ? text.replaceAll('-', '') : digestOf('sha256', text)
  return [word(digits, 0), word(digits, 8), word(digits, 16), word(digits, 24)]
}

function word(digits: string, at: number): number {
  return parseInt(digits.slice(at, at + 8), 16)
}

function textOf([a, b, c, d]: Words): string {
  return `${hex8(a)}-${hex4(b >>> 16)}-${hex4(b & 0xffff)}-${hex4(c >>> 16)}-${hex4(c & 0xffff)}${hex8(d)}`
}

function hex8(word: number): string {
  return hex4(word >>> 16) + hex4(word & 0xffff)
}

function hex4(half: number): string {
  return (hex[half >>> 8] ?? '') + (hex[half & 0xff] ?? '')
}
