// SPDX-License-Identifier: Apache-2.0
import type { ProviderHeaders } from '../provider.ts'
import { shortDuration, type Taken } from '../rate-limit.ts'

/** How far a caller is from the limits, as OpenAI and Groq tell it. A limit that is off is left out. */
export function rateHeaders({ requests, tokens }: Taken): ProviderHeaders {
  const entries = Object.entries({ requests, tokens })
    .filter(([, { limit }]) => Number.isFinite(limit))
    .flatMap(([name, { limit, remaining, resetMs }]): readonly (readonly [string, string])[] => [
      [`x-ratelimit-limit-${name}`, String(limit)],
      [`x-ratelimit-remaining-${name}`, String(remaining)],
      [`x-ratelimit-reset-${name}`, shortDuration(limit === remaining ? 0 : resetMs)],
    ])
  return Object.fromEntries(entries)
}

/** Until the limit that was met is whole again. */
export function waitMs({ over, requests, tokens }: Taken): number {
  return (over === 'tokens' ? tokens : requests).resetMs
}
