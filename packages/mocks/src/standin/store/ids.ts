// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto'
import { cell, integers } from './columns.ts'
import { HashIndex, mix } from './hash-index.ts'

const hexDigits = Buffer.from('0123456789abcdef')
const hyphen = 0x2d
/** Where a UUID is written before it becomes a text: one flat text takes a tenth of one put together from parts. */
const written = Buffer.alloc(36, hyphen)
/** The value of each lower-case hex digit by its character code; -1 for any other character. */
const digitOf = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code)),
)
/** Where the eight groups of four digits begin in a UUID. */
const groups = [0, 4, 9, 14, 19, 24, 28, 32] as const

type Words = readonly [number, number, number, number]

/** Flow ids and request ids, each kept once: a UUID as 16 bytes, any other text beside them under its digest. */
export class Ids {
  #count = 0
  /** A request asks for the same two or three ids again and again. */
  readonly #recent: { text: string; number: number }[] = Array.from({ length: 4 }, () => ({
    text: '',
    number: -1,
  }))
  #nextRecent = 0
  readonly #words = integers()
  readonly #otherTexts = new Map<number, string>()
  readonly #index = new HashIndex((id) => mix(...this.#wordsAt(id)))

  /** The number of an id, given to it on first sight. */
  numberOf(text: string): number {
    const recent = this.#findRecent(text)
    if (recent !== -1) return recent
    const words = wordsOf(text)
    const known = this.#findWords(words ?? digestOf(text))
    const number = known === -1 ? this.#add(text, words) : known
    const slot = this.#recent[this.#nextRecent++ & 3]
    if (slot !== undefined) {
      slot.text = text
      slot.number = number
    }
    return number
  }

  /** The number of an id already seen; -1 for another. */
  find(text: string): number {
    const recent = this.#findRecent(text)
    return recent === -1 ? this.#findWords(wordsOf(text) ?? digestOf(text)) : recent
  }

  text(number: number): string {
    return this.#otherTexts.get(number) ?? textOf(this.#wordsAt(number))
  }

  #add(text: string, uuid: Words | undefined): number {
    const number = this.#count++
    const words = uuid ?? digestOf(text)
    for (let at = 0; at < 4; at += 1) this.#words.set(number * 4 + at, words[at] ?? 0)
    if (uuid === undefined) this.#otherTexts.set(number, text)
    this.#index.add(mix(...words), number)
    return number
  }

  #findRecent(text: string): number {
    for (const { text: each, number } of this.#recent) if (each === text) return number
    return -1
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

/** The 16 bytes of a UUID in lower case with its four hyphens; undefined for any other text. */
function wordsOf(text: string): Words | undefined {
  if (text.length !== 36 || text[8] !== '-' || text[13] !== '-' || text[18] !== '-' || text[23] !== '-') {
    return undefined
  }
  const [a, b, c, d, e, f, g, h] = groups
  const words: Words = [pair(text, a, b), pair(text, c, d), pair(text, e, f), pair(text, g, h)]
  return Number.isNaN(words[0] + words[1] + words[2] + words[3]) ? undefined : words
}

function pair(text: string, high: number, low: number): number {
  return fourDigits(text, high) * 0x10000 + fourDigits(text, low)
}

function fourDigits(text: string, at: number): number {
  let value = 0
  for (let index = at; index < at + 4; index += 1) {
    const digit = digitOf[text.charCodeAt(index)] ?? -1
    if (digit === -1) return Number.NaN
    value = value * 16 + digit
  }
  return value
}

function digestOf(text: string): Words {
  const digest = hash('sha256', text, 'buffer')
  return [digest.readUInt32BE(0), digest.readUInt32BE(4), digest.readUInt32BE(8), digest.readUInt32BE(12)]
}

function textOf(words: Words): string {
  groups.forEach((at, group) => {
    const word = words[group >>> 1] ?? 0
    const half = group % 2 === 0 ? word >>> 16 : word & 0xffff
    for (let digit = 0; digit < 4; digit += 1) {
      written[at + digit] = cell(hexDigits, (half >>> (12 - 4 * digit)) & 0xf)
    }
  })
  return written.toString('latin1')
}
