// SPDX-License-Identifier: Apache-2.0
import type { PlaneStart } from '../plane/plane.ts'
import type { PlaneCall } from '../plane/routes.ts'
import type { Seeded } from '../plane/seeded.ts'
import { RateLimit, type RateLimits } from './rate-limit.ts'

export interface ProviderOptions extends PlaneStart {
  /** The one key that is taken. */
  readonly apiKey: string
  /** What differs from the product's own limits. */
  readonly limits?: Partial<RateLimits>
}

/** What a provider remembers between calls. */
export interface ProviderState {
  readonly limit: RateLimit
  /** Where answers come from; they depend on the seed and what is asked, not on what was asked before. */
  readonly speech: Seeded
}

export type ProviderCall = PlaneCall<ProviderState>
export type ProviderHeaders = Readonly<Record<string, string>>

/** How a plane of a provider starts and remembers. */
export function providerStart({ seed, startMs, limits }: ProviderOptions, ownLimits: RateLimits) {
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(startMs === undefined ? {} : { startMs }),
    createState: ({ random }: { readonly random: Seeded }): ProviderState => ({
      limit: new RateLimit({ ...ownLimits, ...limits }),
      speech: random.stream('speech'),
    }),
  }
}

/** The token of an `Authorization: Bearer` header; undefined where there is none. */
export function bearerOf({ request }: ProviderCall): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
}

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new name of letters and digits. */
export function newName(random: Seeded, length: number): string {
  return Array.from({ length }, () => letters.charAt(random.integer(letters.length))).join('')
}
