// SPDX-License-Identifier: Apache-2.0
import { Arena } from './arena.ts'
import { cell } from './columns.ts'
import type { Ids } from './ids.ts'
import type { Strings } from './strings.ts'

type Data = Readonly<Record<string, unknown>>

const tags = { json: 0, id: 1, string: 2, integer: 3 } as const
/** Template 0 is none: the whole value as JSON. */
const freeForm = 0
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * What events say, kept small: a template (its keys) and the values, where ids and names that are known elsewhere are
 * references. What callers post is kept as JSON.
 */
export class EventData {
  readonly #ids: Ids
  readonly #strings: Strings
  readonly #arena = new Arena()
  readonly #templates: (readonly string[])[] = [[]]
  readonly #templateOf = new Map<string, number>()
  #scratch = Buffer.alloc(1024)
  #length = 0

  constructor(ids: Ids, strings: Strings) {
    this.#ids = ids
    this.#strings = strings
  }

  /** Keeps a workflow's data, whose keys are few and repeat. Answers its address. */
  addFromWorkflow(data: Data): number {
    this.#length = 0
    const keys = Object.keys(data)
    this.#integer(this.#template(keys))
    for (const key of keys) this.#value(data[key])
    return this.#arena.add(this.#scratch.subarray(0, this.#length))
  }

  /** Keeps any JSON value. Answers its address. */
  addFreeForm(data: unknown): number {
    this.#length = 0
    this.#integer(freeForm)
    this.#text(JSON.stringify(data))
    return this.#arena.add(this.#scratch.subarray(0, this.#length))
  }

  read(address: number): unknown {
    const reader = new Reader(this.#arena.at(address))
    const template = reader.integer()
    if (template === freeForm) return JSON.parse(reader.text())
    const keys = this.#templates[template] ?? []
    return Object.fromEntries(keys.map((key) => [key, this.#read(reader)]))
  }

  #read(reader: Reader): unknown {
    const tag = reader.integer()
    if (tag === tags.id) return this.#ids.text(reader.integer())
    if (tag === tags.string) return this.#strings.text(reader.integer())
    return tag === tags.integer ? reader.integer() : JSON.parse(reader.text())
  }

  #value(value: unknown): void {
    if (typeof value === 'string') this.#string(value)
    else if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32) {
      this.#integer(tags.integer)
      this.#integer(value)
    } else this.#json(value)
  }

  #string(value: string): void {
    if (uuid.test(value)) {
      this.#integer(tags.id)
      this.#integer(this.#ids.numberOf(value))
      return
    }
    const known = this.#strings.find(value)
    if (known === undefined) return this.#json(value)
    this.#integer(tags.string)
    this.#integer(known)
  }

  #json(value: unknown): void {
    this.#integer(tags.json)
    this.#text(JSON.stringify(value))
  }

  #template(keys: readonly string[]): number {
    const name = JSON.stringify(keys)
    const known = this.#templateOf.get(name)
    if (known !== undefined) return known
    this.#templateOf.set(name, this.#templates.length)
    return this.#templates.push(keys) - 1
  }

  #text(text: string): void {
    const length = Buffer.byteLength(text)
    this.#integer(length)
    this.#room(length)
    this.#length += this.#scratch.write(text, this.#length)
  }

  /** Seven bits a byte, the lowest first. */
  #integer(value: number): void {
    this.#room(5)
    let rest = value
    while (rest > 0x7f) {
      this.#scratch[this.#length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#scratch[this.#length++] = rest
  }

  #room(length: number): void {
    if (this.#length + length <= this.#scratch.length) return
    const wider = Buffer.alloc(2 * (this.#length + length))
    wider.set(this.#scratch)
    this.#scratch = wider
  }
}

class Reader {
  readonly #page: Buffer
  #at: number

  constructor({ page, offset }: { readonly page: Buffer; readonly offset: number }) {
    this.#page = page
    this.#at = offset
  }

  integer(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = cell(this.#page, this.#at++)
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
  }

  text(): string {
    const length = this.integer()
    const start = this.#at
    this.#at += length
    return this.#page.toString('utf8', start, this.#at)
  }
}
