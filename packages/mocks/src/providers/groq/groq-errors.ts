// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../chat/chat-problem.ts'
import { waitMs } from '../chat/rate-headers.ts'
import type { ProviderCall, ProviderHeaders } from '../provider.ts'
import { shortDuration, type Taken } from '../rate-limit.ts'

interface GroqError {
  readonly message: string
  readonly type: string
  readonly code?: string
}

/** Groq leaves out what OpenAI sets to null. */
export function groqError(status: number, error: GroqError, headers: ProviderHeaders = {}): Response {
  return Response.json({ error }, { status, headers })
}

export function wrongGroqKey(): Response {
  return groqError(401, {
    message: 'Invalid API Key',
    type: 'invalid_request_error',
    code: 'invalid_api_key',
  })
}

export function groqProblem({ status, message, param, code }: Problem): Response {
  if (status === 501) return groqError(501, { message, type: 'not_modelled_by_mock' })
  if (status === 404)
    return groqError(404, { message, type: 'invalid_request_error', code: 'model_not_found' })
  if (code !== 'missing_required_parameter' || param === null) {
    return groqError(400, { message, type: 'invalid_request_error' })
  }
  const missing = `'${param}' : property '${param}' is missing`
  return groqError(400, { message: missing, type: 'invalid_request_error' })
}

export function groqRateLimited(model: string, taken: Taken): Response {
  const unit = taken.over === 'tokens' ? 'tokens' : 'requests'
  const per = unit === 'tokens' ? 'tokens per minute (TPM)' : 'requests per day (RPD)'
  const { limit, remaining } = taken[unit]
  const ms = waitMs(taken)
  const message = `Rate limit reached for model \`${model}\` on ${per}: Limit ${limit}, Used ${limit - remaining}. Please try again in ${shortDuration(ms)}. Visit https://console.groq.com/docs/rate-limits for more information.`
  return groqError(
    429,
    { message, type: unit, code: 'rate_limit_exceeded' },
    { 'retry-after': String(Math.ceil(ms / 1000)) },
  )
}

const failures: Readonly<Record<number, GroqError>> = {
  429: {
    message:
      'Rate limit reached. Please try again in 1s. Visit https://console.groq.com/docs/rate-limits for more information.',
    type: 'requests',
    code: 'rate_limit_exceeded',
  },
  498: { message: 'Flex tier capacity exceeded.', type: 'capacity_exceeded', code: 'capacity_exceeded' },
  500: { message: 'Internal Server Error', type: 'internal_server_error' },
  503: { message: 'Service Unavailable', type: 'internal_server_error' },
}

/** A failure on purpose, in Groq's words. A 429 asks to wait a second. */
export function groqFailure(_: ProviderCall, failure: number | 'expired-token'): Response {
  if (failure === 'expired-token' || failure === 401) return wrongGroqKey()
  if (failure === 204 || failure === 304) return new Response(null, { status: failure })
  const headers: ProviderHeaders = failure === 429 ? { 'retry-after': '1' } : {}
  const other = { message: `Failure ${failure}.`, type: 'internal_server_error' }
  return groqError(failure, failures[failure] ?? other, headers)
}
