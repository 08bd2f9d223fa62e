// SPDX-License-Identifier: Apache-2.0
import { definePlane, type Plane } from '../../plane/plane.ts'
import { eventStream } from '../event-stream.ts'
import { jsonObject, type JsonObject } from '../json-value.ts'
import {
  bearerOf,
  newName,
  providerStart,
  type ProviderCall,
  type ProviderOptions,
  type ProviderState,
} from '../provider.ts'
import { minuteMs } from '../rate-limit.ts'
import { speak } from '../speak.ts'
import {
  anthropicError,
  anthropicFailure,
  anthropicRateLimited,
  limitHeaders,
  requestName,
} from './anthropic-errors.ts'
import { message, messageEvents, type MessageAnswer } from './message-answer.ts'
import { messageProblem } from './message-problem.ts'
import { messagePrompt } from './message-prompt.ts'
import { currentVersion, versionProblem } from './versions.ts'

const maxBodyBytes = 32 * 1024 * 1024

/** The models that answer, and the most tokens that each may be asked for. */
export const anthropicModels: Readonly<Record<string, number>> = {
  'claude-opus-5': 128_000,
  'claude-sonnet-5': 128_000,
  'claude-haiku-4-5': 64_000,
  'claude-haiku-4-5-20251001': 64_000,
  'claude-sonnet-4-6': 64_000,
}

/**
 * Anthropic's messages, in both versions that its clients send. Default limits: 4,000 requests and 2,000,000 tokens a
 * minute. A key comes as `x-api-key`, and in the version of 2026-10-21 as a bearer token as well.
 */
export function createAnthropic(options: ProviderOptions): Plane<ProviderState> {
  return definePlane<ProviderState>({
    name: 'anthropic',
    ...providerStart(options, { requests: 4000, requestsPerMs: minuteMs, tokens: 2_000_000 }),
    failure: anthropicFailure,
    routes: [
      {
        method: 'POST',
        path: '/v1/messages',
        answer: (call) => refusal(call, options) ?? answered(call),
      },
    ],
  })
}

function refusal(call: ProviderCall, { apiKey }: ProviderOptions): Response | undefined {
  const version = call.request.headers.get('anthropic-version')
  const key = call.request.headers.get('x-api-key')
  const token = bearerOf(call)
  if (key === null && token === undefined) return anthropicError(call, 401, 'x-api-key header is required')
  if (key !== null && key !== apiKey) return anthropicError(call, 401, 'invalid x-api-key')
  // In the first version a bearer token is one of OAuth, never a key.
  if (key === null && (version !== currentVersion || token !== apiKey)) {
    return anthropicError(call, 401, 'Invalid bearer token')
  }
  const problem = versionProblem(version)
  if (problem !== undefined) return anthropicError(call, 400, problem)
  return call.bytes.length > maxBodyBytes ? anthropicFailure(call, 413) : undefined
}

function answered(call: ProviderCall): Response {
  const version = call.request.headers.get('anthropic-version') ?? currentVersion
  const body = jsonObject(call.bytes)
  if (body === undefined) return anthropicError(call, 400, 'The request body is not valid JSON.')
  const problem = messageProblem(body, version) ?? tooManyTokens(body)
  if (problem !== undefined) return anthropicError(call, 400, problem)
  const prompt = messagePrompt(body)
  if (!Object.hasOwn(anthropicModels, prompt.model)) {
    return anthropicError(call, 404, `model: ${prompt.model}`)
  }
  const { state, random, clock } = call
  const spoken = speak(state.speech, prompt)
  const taken = state.limit.take(clock.nowMs(), spoken.promptTokens + spoken.completionTokens)
  if (taken.over !== undefined) return anthropicRateLimited(call, taken)
  const answer: MessageAnswer = {
    id: `msg_01${newName(random, 22)}`,
    useId: `toolu_01${newName(random, 22)}`,
    model: prompt.model,
    spoken,
    version,
  }
  const headers = {
    ...limitHeaders(call, taken),
    'request-id': requestName(random),
    'anthropic-organization-id': state.speech.stream('organization').uuid(),
  }
  if (body['stream'] === true) return eventStream(messageEvents(answer), headers)
  return Response.json(message(answer), { headers })
}

function tooManyTokens({ model, max_tokens: wanted }: JsonObject): string | undefined {
  const most = typeof model === 'string' ? anthropicModels[model] : undefined
  if (most === undefined || typeof wanted !== 'number' || wanted <= most) return undefined
  return `max_tokens: ${wanted} > ${most}, which is the maximum allowed number of output tokens for ${String(model)}`
}
