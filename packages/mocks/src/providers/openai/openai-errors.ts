// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../chat/chat-problem.ts'
import { waitMs } from '../chat/rate-headers.ts'
import type { ProviderCall, ProviderHeaders } from '../provider.ts'
import { shortDuration, type Taken } from '../rate-limit.ts'

interface OpenAiError extends Omit<Problem, 'status'> {
  readonly type: string
}

export function openAiError(status: number, error: OpenAiError, headers: ProviderHeaders = {}): Response {
  const { message, type, param, code } = error
  return Response.json({ error: { message, type, param, code } }, { status, headers })
}

export function openAiProblem(problem: Problem): Response {
  const type = problem.status === 501 ? 'not_modelled_by_mock' : 'invalid_request_error'
  return openAiError(problem.status, { ...problem, type })
}

/** No key was sent, or another one; the answer shows the ends of it, as the product does. */
export function wrongKey(key: string | undefined): Response {
  if (key === undefined) {
    const message =
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from https://platform.openai.com/account/api-keys."
    return openAiError(401, { message, type: 'invalid_request_error', param: null, code: null })
  }
  const shown =
    key.length > 12
      ? `${key.slice(0, 4)}${'*'.repeat(key.length - 8)}${key.slice(-4)}`
      : '*'.repeat(key.length)
  const message = `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`
  return openAiError(401, { message, type: 'invalid_request_error', param: null, code: 'invalid_api_key' })
}

export function noSuchModel(model: string): Problem {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`
  return { status: 404, message, param: null, code: 'model_not_found' }
}

export function openAiRateLimited(model: string, taken: Taken): Response {
  const unit = taken.over === 'tokens' ? 'tokens' : 'requests'
  const short = unit === 'tokens' ? 'TPM' : 'RPM'
  const { limit, remaining } = taken[unit]
  const ms = Math.ceil(waitMs(taken))
  const used = `Limit ${limit}, Used ${limit - remaining}`
  const message = `Rate limit reached for ${model} on ${unit} per min (${short}): ${used}. Please try again in ${shortDuration(ms)}. Visit https://platform.openai.com/account/rate-limits to learn more.`
  return openAiError(
    429,
    { message, type: unit, param: null, code: 'rate_limit_exceeded' },
    { 'retry-after': String(Math.ceil(ms / 1000)), 'retry-after-ms': String(ms) },
  )
}

const failures: Readonly<Record<number, OpenAiError>> = {
  403: {
    message: 'Country, region, or territory not supported',
    type: 'request_forbidden',
    param: null,
    code: 'unsupported_country_region_territory',
  },
  404: { ...noSuchModel('gone'), type: 'invalid_request_error' },
  429: {
    message:
      'Rate limit reached for requests. Please try again in 1s. Visit https://platform.openai.com/account/rate-limits to learn more.',
    type: 'requests',
    param: null,
    code: 'rate_limit_exceeded',
  },
  500: {
    message: 'The server had an error while processing your request. Sorry about that!',
    type: 'server_error',
    param: null,
    code: null,
  },
  503: {
    message: 'The engine is currently overloaded, please try again later',
    type: 'server_error',
    param: null,
    code: null,
  },
}

/** A failure on purpose, in OpenAI's words. A 429 asks to wait a second. */
export function openAiFailure({ request }: ProviderCall, failure: number | 'expired-token'): Response {
  if (failure === 'expired-token' || failure === 401) {
    return wrongKey(/^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1])
  }
  if (failure === 204 || failure === 304) return new Response(null, { status: failure })
  const other = { message: `Failure ${failure}.`, type: 'server_error', param: null, code: null }
  const headers: ProviderHeaders = failure === 429 ? { 'retry-after': '1' } : {}
  return openAiError(failure, failures[failure] ?? other, headers)
}
