// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json-value.ts'
import type { ProviderCall } from '../provider.ts'
import type { Taken } from '../rate-limit.ts'

const google = 'type.googleapis.com/google.rpc'

/** Statuses of HTTP, and the name that each has with Google. */
const names: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}

/** An answer in Google's envelope. */
export function geminiError(status: number, message: string, details: readonly JsonObject[] = []): Response {
  const error = {
    code: status,
    message,
    status: names[status] ?? 'UNKNOWN',
    ...(details.length === 0 ? {} : { details }),
  }
  return Response.json({ error }, { status })
}

export function wrongGeminiKey(): Response {
  const message = 'API key not valid. Please pass a valid API key.'
  return geminiError(400, message, [
    {
      '@type': `${google}.ErrorInfo`,
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
    { '@type': `${google}.LocalizedMessage`, locale: 'en-US', message },
  ])
}

export function noGeminiKey(): Response {
  return geminiError(
    403,
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  )
}

/** A body with a field that no message of the API has, or with one of another type. */
export function badField(path: string, description: string): Response {
  const violation = { ...(path === '' ? {} : { field: path }), description }
  return geminiError(400, description, [{ '@type': `${google}.BadRequest`, fieldViolations: [violation] }])
}

/** Gemini tells the time to wait in the body only. */
export function geminiRateLimited(model: string, { over, requests, tokens }: Taken): Response {
  const { limit, resetMs } = over === 'tokens' ? tokens : requests
  const metric =
    over === 'tokens' ? 'generate_content_paid_tier_input_token_count' : 'generate_requests_per_model'
  const id =
    over === 'tokens'
      ? 'GenerateContentPaidTierInputTokensPerModelPerMinute'
      : 'GenerateRequestsPerMinutePerProjectPerModel'
  return exhausted(`${Math.ceil(resetMs / 1000)}s`, [
    {
      '@type': `${google}.QuotaFailure`,
      violations: [
        {
          quotaMetric: `generativelanguage.googleapis.com/${metric}`,
          quotaId: id,
          quotaDimensions: { location: 'global', model },
          quotaValue: String(limit),
        },
      ],
    },
  ])
}

function exhausted(retryDelay: string, details: readonly JsonObject[]): Response {
  const message =
    'You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.'
  const help = {
    '@type': `${google}.Help`,
    links: [
      {
        description: 'Learn more about Gemini API quotas',
        url: 'https://ai.google.dev/gemini-api/docs/rate-limits',
      },
    ],
  }
  return geminiError(429, message, [...details, help, { '@type': `${google}.RetryInfo`, retryDelay }])
}

const messages: Readonly<Record<number, string>> = {
  500: 'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
  503: 'The model is overloaded. Please try again later.',
  504: 'The request timed out. Please try again.',
}

/** A failure on purpose, in Gemini's words. A 429 asks to wait a second. */
export function geminiFailure(_: ProviderCall, failure: number | 'expired-token'): Response {
  if (failure === 'expired-token' || failure === 400) return wrongGeminiKey()
  if (failure === 204 || failure === 304) return new Response(null, { status: failure })
  if (failure === 403) return noGeminiKey()
  if (failure === 429) return exhausted('1s', [])
  return geminiError(failure, messages[failure] ?? `Failure ${failure}.`)
}
