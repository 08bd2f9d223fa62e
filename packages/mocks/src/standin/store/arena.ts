// SPDX-License-Identifier: Apache-2.0

const pageBits = 20
const pageSize = 1 << pageBits
/** Hundreds of stand-ins with few rows stay small. */
const firstSize = 1 << 16

/**
 * Byte strings one after the other in pages of 1 MiB, of which the first is smaller, each found again by its address.
 * At most 4 GiB.
 */
export class Arena {
  readonly #pages: Buffer[] = []
  #page = Buffer.alloc(0)
  #used = 0

  /** Copies bytes in and answers their address. Throws a RangeError when the arena is full. */
  add(bytes: Uint8Array): number {
    if (this.#used + bytes.length > Math.min(pageSize, this.#page.length)) {
      this.#open(Math.max(this.#pages.length === 0 ? firstSize : pageSize, bytes.length))
    }
    const at = this.#used
    this.#page.set(bytes, at)
    this.#used += bytes.length
    return (this.#pages.length - 1) * pageSize + at
  }

  /** The page that an address lies in, and where. The reader knows where to stop. */
  at(address: number): { readonly page: Buffer; readonly offset: number } {
    const page = this.#pages[address >>> pageBits]
    if (page === undefined) throw new RangeError(`Nothing is stored at address ${address}.`)
    return { page, offset: address & (pageSize - 1) }
  }

  #open(size: number): void {
    if (this.#pages.length === 1 << (32 - pageBits)) {
      throw new RangeError('The event data of this stand-in takes 4 GiB; start a new one.')
    }
    this.#page = Buffer.alloc(size)
    this.#pages.push(this.#page)
    this.#used = 0
  }
}
