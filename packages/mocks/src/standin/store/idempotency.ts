// SPDX-License-Identifier: Apache-2.0
import { integers } from './columns.ts'
import type { Ids } from './ids.ts'

/** What an earlier request of the same user under the same X-Correlation-ID was. */
export type Earlier =
  | { readonly kind: 'none' }
  | { readonly kind: 'other-body' }
  | { readonly kind: 'same-body'; readonly ref: number }

/**
 * The accepted requests of one resource by user and sent X-Correlation-ID, each with a digest of its body and a number
 * that finds its answer again. A refused request holds no key, so that it may be put right and sent again.
 */
export class Idempotency {
  readonly #ids: Ids
  #count = 0
  /** Entry + 1 by the number of the id; then from each entry to the next one under the same id. */
  readonly #newest = integers()
  readonly #older = integers()
  readonly #user = integers()
  readonly #digestHigh = integers()
  readonly #digestLow = integers()
  readonly #ref = integers()

  constructor(ids: Ids) {
    this.#ids = ids
  }

  /** `sentId` is undefined where the client sent none, which is no key. */
  earlier(userId: number, sentId: string | undefined, body: Uint8Array): Earlier {
    const id = sentId === undefined ? -1 : this.#ids.find(sentId)
    let entry = id === -1 ? -1 : this.#newest.get(id) - 1
    if (entry === -1) return { kind: 'none' }
    const { high, low } = digestOf(body)
    let isThere = false
    for (; entry !== -1; entry = this.#older.get(entry) - 1) {
      if (this.#user.get(entry) !== userId) continue
      isThere = true
      if (this.#digestHigh.get(entry) === high && this.#digestLow.get(entry) === low) {
        return { kind: 'same-body', ref: this.#ref.get(entry) }
      }
    }
    return { kind: isThere ? 'other-body' : 'none' }
  }

  /** Keeps an accepted request; `ref` is an unsigned 32-bit number. */
  remember(userId: number, sentId: string | undefined, body: Uint8Array, ref: number): void {
    if (sentId === undefined) return
    const id = this.#ids.numberOf(sentId)
    const entry = this.#count++
    const { high, low } = digestOf(body)
    this.#older.set(entry, this.#newest.get(id))
    this.#newest.set(id, entry + 1)
    this.#user.set(entry, userId)
    this.#digestHigh.set(entry, high)
    this.#digestLow.set(entry, low)
    this.#ref.set(entry, ref)
  }
}

/**
 * 64 bits that tell bodies apart (cyrb53's mixing): a cryptographic digest would guard against a caller who makes two
 * bodies collide under a key of his own, and take longer than all the rest of a create's bookkeeping.
 */
function digestOf(body: Uint8Array): { readonly high: number; readonly low: number } {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (const byte of body) {
    high = Math.imul(high ^ byte, 0x9e3779b1)
    low = Math.imul(low ^ byte, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return { high: high >>> 0, low: low >>> 0 }
}
