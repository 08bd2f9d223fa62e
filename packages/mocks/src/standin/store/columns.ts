// SPDX-License-Identifier: Apache-2.0

/** Elements a chunk: beyond the first one, growing never copies what is stored. */
const chunkBits = 14
const chunkSize = 1 << chunkBits
const mask = chunkSize - 1
/** What the first chunk starts with and doubles up to a whole one: hundreds of stand-ins with few rows stay small. */
const firstSize = 64

type Cells = Uint8Array | Uint32Array | Float64Array

/** A column of numbers that grows by chunks; a cell that was never set reads 0. */
export class Column<C extends Cells> {
  readonly #make: (length: number) => C
  readonly #chunks: C[] = []

  constructor(make: (length: number) => C) {
    this.#make = make
  }

  get(index: number): number {
    return this.#chunks[index >>> chunkBits]?.[index & mask] ?? 0
  }

  set(index: number, value: number): void {
    const at = index >>> chunkBits
    const within = index & mask
    let chunk = this.#chunks[at]
    if (chunk === undefined || within >= chunk.length) chunk = this.#grown(at, within)
    chunk[within] = value
  }

  /** The chunk with room for this element. */
  #grown(at: number, within: number): C {
    while (this.#chunks.length < at) this.#chunks.push(this.#make(chunkSize))
    let size = at === 0 ? firstSize : chunkSize
    while (size <= within) size *= 2
    const chunk = this.#make(size)
    const before = this.#chunks[at]
    if (before !== undefined) chunk.set(before)
    this.#chunks[at] = chunk
    return chunk
  }
}

/** The cell of an array of numbers; beyond its end it reads 0. */
export function cell(cells: Cells | Uint16Array, index: number): number {
  return cells[index] ?? 0
}

export const bytes = () => new Column((length) => new Uint8Array(length))
export const integers = () => new Column((length) => new Uint32Array(length))
export const floats = () => new Column((length) => new Float64Array(length))

export type Bytes = ReturnType<typeof bytes>
export type Integers = ReturnType<typeof integers>
export type Floats = ReturnType<typeof floats>
