// SPDX-License-Identifier: Apache-2.0
import type { GraphAnswer } from '../graph/admit.ts'
import { throttled } from '../graph/answers.ts'

/** Calls that are let through within 20 seconds: of one application, and of the tenant. */
interface Limit {
  readonly perApp: number
  readonly perTenant: number
}

const windowMs = 20_000

/** The limits that Microsoft publishes for Intune. */
export const productLimits = {
  appWrites: { perApp: 100, perTenant: 200 },
  apps: { perApp: 1000, perTenant: 2000 },
  devices: { perApp: 2000, perTenant: 4000 },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof productLimits

/** Counts calls in windows of 20 seconds, by the plane's clock. */
export class Throttle {
  readonly #counts = new Map<string, number>()
  #windowStartMs = 0

  /** Whole seconds to wait, or 0 where the call is let through. */
  waitS(name: LimitName, appId: string, nowMs: number): number {
    if (nowMs >= this.#windowStartMs + windowMs) {
      this.#counts.clear()
      this.#windowStartMs = nowMs
    }
    const { perApp, perTenant } = productLimits[name]
    const app = this.#count(`${name}/${appId}`)
    const tenant = this.#count(name)
    if (app <= perApp && tenant <= perTenant) return 0
    return Math.max(Math.ceil((this.#windowStartMs + windowMs - nowMs) / 1000), 1)
  }

  #count(key: string): number {
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    return count
  }
}

/** An answer that keeps to limits, each of which counts the call. */
export function limited<S extends { readonly throttle: Throttle | null }>(
  names: readonly LimitName[],
  answer: GraphAnswer<S>,
): GraphAnswer<S> {
  return (call, claims) => {
    const { throttle } = call.state
    const nowMs = call.clock.nowMs()
    const waits = names.map((name) => throttle?.waitS(name, claims.appid, nowMs) ?? 0)
    const waitS = Math.max(...waits)
    return waitS > 0 ? throttled(call, waitS) : answer(call, claims)
  }
}
