// SPDX-License-Identifier: Apache-2.0

const windowMs = 60 * 60 * 1000
const sliceMs = 1000
const mostKeys = 10_000

interface Slice {
  readonly startMs: number
  newestMs: number
  count: number
}

interface Usage {
  readonly slices: Slice[]
  total: number
}

/**
 * Counts requests over a sliding hour. Requests of one second share a slice that lives as long as the newest of them,
 * so that a key takes at most 3,600 slices whatever its rate. At most 10,000 keys are kept, the newest ones.
 */
export class Throttle {
  readonly #usage = new Map<string, Usage>()

  /** Counts one request of a key; where the key has used up its rate, answers the seconds to wait and counts nothing. */
  take(key: string, perHour: number, nowMs: number): number | undefined {
    if (perHour === Number.POSITIVE_INFINITY) return undefined
    const usage = this.#live(key, nowMs)
    if (usage.total >= perHour) {
      const oldest = usage.slices[0]?.newestMs ?? nowMs
      return Math.max(1, Math.ceil((oldest + windowMs - nowMs) / 1000))
    }
    usage.total += 1
    const last = usage.slices.at(-1)
    if (last !== undefined && nowMs - last.startMs < sliceMs) {
      last.newestMs = nowMs
      last.count += 1
    } else {
      usage.slices.push({ startMs: nowMs, newestMs: nowMs, count: 1 })
    }
    return undefined
  }

  #live(key: string, nowMs: number): Usage {
    const known = this.#usage.get(key)
    if (known === undefined) {
      const fresh = { slices: [], total: 0 }
      const [oldest] = this.#usage.keys()
      if (this.#usage.size >= mostKeys && oldest !== undefined) this.#usage.delete(oldest)
      this.#usage.set(key, fresh)
      return fresh
    }
    for (let first = known.slices[0]; first !== undefined; first = known.slices[0]) {
      if (first.newestMs > nowMs - windowMs) break
      known.total -= first.count
      known.slices.shift()
    }
    return known
  }
}

/** The message of a 429 (DRF's wording). */
export function throttledMessage(waitSeconds: number): string {
  const unit = waitSeconds === 1 ? 'second' : 'seconds'
  return `Request was throttled. Expected available in ${waitSeconds} ${unit}.`
}
