// SPDX-License-Identifier: Apache-2.0
const firstSize = 8

interface Part {
  /** Entry + 1; 0 is a free slot. */
  slots: Uint32Array
  used: number
}

/**
 * Finds entries by hash with open addressing. Entries are numbers whose content the owner keeps. It is cut in 256
 * parts that grow on their own, so that no insert ever waits for the whole index to be built again.
 */
export class HashIndex {
  readonly #hashOf: (entry: number) => number
  /** By the upper eight bits of the hash. */
  readonly #parts: (Part | undefined)[] = Array.from({ length: 256 })

  /** `hashOf` gives the hash of a stored entry again, when a part grows. */
  constructor(hashOf: (entry: number) => number) {
    this.#hashOf = hashOf
  }

  /** The entry with this hash that `isIt` accepts; -1 where there is none. */
  find(hash: number, isIt: (entry: number) => boolean): number {
    const slots = this.#parts[hash >>> 24]?.slots
    if (slots === undefined) return -1
    const mask = slots.length - 1
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const slot = slots[at]
      if (slot === undefined || slot === 0) return -1
      if (isIt(slot - 1)) return slot - 1
    }
  }

  add(hash: number, entry: number): void {
    const part = (this.#parts[hash >>> 24] ??= { slots: new Uint32Array(firstSize), used: 0 })
    // At most half full: a search for what is not there would else pass many entries, each far away in memory.
    if ((part.used + 1) * 2 > part.slots.length) this.#grow(part)
    place(part.slots, hash, entry)
    part.used += 1
  }

  #grow(part: Part): void {
    const slots = new Uint32Array(part.slots.length * 2)
    for (const slot of part.slots) if (slot !== 0) place(slots, this.#hashOf(slot - 1), slot - 1)
    part.slots = slots
  }
}

function place(slots: Uint32Array, hash: number, entry: number): void {
  const mask = slots.length - 1
  let at = hash & mask
  while (slots[at] !== 0) at = (at + 1) & mask
  slots[at] = entry + 1
}

/** One well-spread unsigned 32-bit hash of four words. */
export function mix(a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(c, 0xc2b2ae35), 0x27d4eb2f)
  hash = Math.imul(hash ^ (hash >>> 13) ^ Math.imul(d, 0x165667b1), 0x9e3779b1)
  return (hash ^ (hash >>> 16)) >>> 0
}
