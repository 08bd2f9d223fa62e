// SPDX-License-Identifier: Apache-2.0

const pageBits = 20
const pageSize = 1 << pageBits

/** Byte strings one after the other in pages of 1 MiB, each found again by its address. At most 4 GiB. */
export class Arena {
  readonly #pages: Buffer[] = []
  #page = Buffer.alloc(0)
  #used = 0

  /** Copies bytes in and answers their address. Throws a RangeError when the arena is full. */
  add(bytes: Uint8Array): number {
    if (this.#pages.length === 0 || this.#used + bytes.length > pageSize) {
      this.#open(Math.max(pageSize, bytes.length))
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
