// SPDX-License-Identifier: Apache-2.0
import { cell } from './columns.ts'

const blockSize = 2048

interface Block {
  readonly rows: Uint32Array
  readonly kinds: Uint8Array
  /** How many rows of each kind the block holds. */
  readonly counts: Uint16Array
  length: number
}

/** Which kinds a filter takes, and what else a row must be. */
export interface Selection {
  readonly kinds: readonly number[]
  readonly accepts?: ((row: number) => boolean) | undefined
}

/**
 * Rows in the order of their instants, with a kind each (status × ring, event type). Blocks know how many rows of each
 * kind they hold, so that a list by a rare kind passes over the others without looking at their rows.
 */
export class Timeline {
  readonly #kinds: number
  readonly #instantOf: (row: number) => number
  readonly #blocks: Block[] = []
  readonly #totals: Float64Array

  /** At most 256 kinds; `instantOf` gives a stored row's instant. */
  constructor(kinds: number, instantOf: (row: number) => number) {
    this.#kinds = kinds
    this.#instantOf = instantOf
    this.#totals = new Float64Array(kinds)
  }

  /** Adds a row; rows of one instant keep the order in which they came. */
  add(row: number, kind: number): void {
    const at = this.#blockFor(this.#instantOf(row))
    const block = this.#roomIn(at, row)
    const position = this.#positionIn(block, this.#instantOf(row))
    block.rows.copyWithin(position + 1, position, block.length)
    block.kinds.copyWithin(position + 1, position, block.length)
    block.rows[position] = row
    block.kinds[position] = kind
    block.length += 1
    count(block.counts, kind, 1)
    count(this.#totals, kind, 1)
  }

  /** Gives a row another kind. */
  change(row: number, kind: number): void {
    // Rows of one instant may lie in several blocks.
    for (let at = this.#blockFor(this.#instantOf(row)); at >= 0; at -= 1) {
      const block = this.#block(at)
      const position = block.rows.subarray(0, block.length).indexOf(row)
      if (position === -1) continue
      const before = cell(block.kinds, position)
      block.kinds[position] = kind
      count(block.counts, before, -1)
      count(block.counts, kind, 1)
      count(this.#totals, before, -1)
      count(this.#totals, kind, 1)
      return
    }
    throw new RangeError(`Row ${row} is not in the timeline.`)
  }

  /** The rows that a selection takes, newest first, after `offset` others. */
  newest(selection: Selection, limit: number, offset = 0): number[] {
    const { kinds, accepts } = selection
    const isTaken = new Uint8Array(this.#kinds)
    for (const kind of kinds) isTaken[kind] = 1
    const found: number[] = []
    let toSkip = offset
    let left = matchingIn(this.#totals, kinds)
    for (let at = this.#blocks.length - 1; left > 0 && found.length < limit; at -= 1) {
      const block = this.#block(at)
      const matching = matchingIn(block.counts, kinds)
      left -= matching
      if (matching === 0) continue
      if (accepts === undefined && matching <= toSkip) toSkip -= matching
      else toSkip = take(block, isTaken, accepts, limit, toSkip, found)
    }
    return found
  }

  /** How many rows a selection takes. */
  total({ kinds, accepts }: Selection): number {
    if (accepts !== undefined) return this.newest({ kinds, accepts }, Number.POSITIVE_INFINITY).length
    return matchingIn(this.#totals, kinds)
  }

  /** The last block that begins at or before an instant; the first one, made if need be. */
  #blockFor(instant: number): number {
    let at = this.#blocks.length - 1
    if (at === -1) return this.#insertBlock(0)
    while (at > 0 && this.#firstInstant(at) > instant) at -= 1
    return at
  }

  #firstInstant(at: number): number {
    return this.#instantOf(cell(this.#block(at).rows, 0))
  }

  /** The block itself while it has room, else a new one after it: empty for a row at its end, else with its half. */
  #roomIn(at: number, row: number): Block {
    const block = this.#block(at)
    if (block.length < blockSize) return block
    const next = this.#block(this.#insertBlock(at + 1))
    const position = this.#positionIn(block, this.#instantOf(row))
    if (position === blockSize) return next
    const half = blockSize / 2
    for (let from = half; from < blockSize; from += 1) {
      const kind = cell(block.kinds, from)
      next.rows[from - half] = cell(block.rows, from)
      next.kinds[from - half] = kind
      count(block.counts, kind, -1)
      count(next.counts, kind, 1)
    }
    block.length = half
    next.length = half
    return position <= half ? block : next
  }

  #insertBlock(at: number): number {
    this.#blocks.splice(at, 0, {
      rows: new Uint32Array(blockSize),
      kinds: new Uint8Array(blockSize),
      counts: new Uint16Array(this.#kinds),
      length: 0,
    })
    return at
  }

  #block(at: number): Block {
    const block = this.#blocks[at]
    if (block === undefined) throw new RangeError(`The timeline has no block ${at}.`)
    return block
  }

  /** Behind all rows of this instant or an earlier one: mostly at the end, unless a seed has rows of the future. */
  #positionIn({ rows, length }: Block, instant: number): number {
    if (length === 0 || this.#instantOf(cell(rows, length - 1)) <= instant) return length
    let low = 0
    let high = length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#instantOf(cell(rows, middle)) <= instant) low = middle + 1
      else high = middle
    }
    return low
  }
}

function take(
  block: Block,
  isTaken: Uint8Array,
  accepts: Selection['accepts'],
  limit: number,
  offset: number,
  found: number[],
): number {
  let toSkip = offset
  for (let position = block.length - 1; position >= 0 && found.length < limit; position -= 1) {
    if (cell(isTaken, cell(block.kinds, position)) !== 1) continue
    const row = cell(block.rows, position)
    if (accepts !== undefined && !accepts(row)) continue
    if (toSkip > 0) toSkip -= 1
    else found.push(row)
  }
  return toSkip
}

function matchingIn(counts: Uint16Array | Float64Array, kinds: readonly number[]): number {
  let sum = 0
  for (const kind of kinds) sum += cell(counts, kind)
  return sum
}

function count(counts: Uint16Array | Float64Array, kind: number, by: number): void {
  counts[kind] = cell(counts, kind) + by
}
