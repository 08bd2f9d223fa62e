// SPDX-License-Identifier: Apache-2.0
import type { Seeded } from '../../plane/seeded.ts'
import { newName, type ProviderCall, type ProviderHeaders } from '../provider.ts'
import type { Taken } from '../rate-limit.ts'

/** Statuses, and the type of error that each has. */
const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

/** What a failure on purpose says. */
const messages: Readonly<Record<number, string>> = {
  402: 'There is an issue with your billing or payment information.',
  403: 'Your API key does not have permission to use the specified resource.',
  404: 'The requested resource could not be found.',
  413: 'Request exceeds the maximum size',
  429: 'This request would exceed your account’s rate limit. Please try again later.',
  500: 'Internal server error',
  504: 'The request timed out.',
  529: 'Overloaded',
}

export function requestName(random: Seeded): string {
  return `req_011C${newName(random, 20)}`
}

/** An answer in Anthropic's envelope; the request's id stands in the body and in the header. */
export function anthropicError(
  { random }: ProviderCall,
  status: number,
  message: string,
  headers: ProviderHeaders = {},
): Response {
  const id = requestName(random)
  const type = status === 501 ? 'not_modelled_by_mock' : (types[status] ?? 'api_error')
  return Response.json(
    { type: 'error', error: { type, message }, request_id: id },
    { status, headers: { ...headers, 'request-id': id } },
  )
}

/** A failure on purpose, in Anthropic's words. A 429 asks to wait a second. */
export function anthropicFailure(call: ProviderCall, failure: number | 'expired-token'): Response {
  if (failure === 'expired-token') return anthropicError(call, 401, 'Invalid bearer token')
  if (failure === 401) return anthropicError(call, 401, 'invalid x-api-key')
  if (failure === 204 || failure === 304) return new Response(null, { status: failure })
  const headers: ProviderHeaders = failure === 429 ? { 'retry-after': '1' } : {}
  return anthropicError(call, failure, messages[failure] ?? `Failure ${failure}.`, headers)
}

export function anthropicRateLimited(call: ProviderCall, taken: Taken): Response {
  const { limit, resetMs } = taken.over === 'tokens' ? taken.tokens : taken.requests
  const what = taken.over === 'tokens' ? 'tokens' : 'requests'
  const message = `This request would exceed your organization’s rate limit of ${limit} ${what} per minute. For details, refer to: https://docs.claude.com/en/api/rate-limits.`
  return anthropicError(call, 429, message, {
    ...limitHeaders(call, taken),
    'retry-after': String(Math.ceil(resetMs / 1000)),
  })
}

/** How far a caller is from the limits; times are to the second. A limit that is off is left out. */
export function limitHeaders({ clock }: ProviderCall, { requests, tokens }: Taken): ProviderHeaders {
  const entries = Object.entries({ requests, tokens })
    .filter(([, { limit }]) => Number.isFinite(limit))
    .flatMap(([name, { limit, remaining, resetMs }]): readonly (readonly [string, string])[] => {
      const reset = new Date(clock.nowMs() + (limit === remaining ? 0 : resetMs)).toISOString()
      return [
        [`anthropic-ratelimit-${name}-limit`, String(limit)],
        [`anthropic-ratelimit-${name}-remaining`, String(remaining)],
        [`anthropic-ratelimit-${name}-reset`, `${reset.slice(0, 19)}Z`],
      ]
    })
  return Object.fromEntries(entries)
}
