// SPDX-License-Identifier: Apache-2.0
import { definePlane, type Plane } from '../../plane/plane.ts'
import { eventStream, sse } from '../event-stream.ts'
import { jsonObject, numberOf, objectOf } from '../json-value.ts'
import {
  newName,
  providerStart,
  type ProviderCall,
  type ProviderOptions,
  type ProviderState,
} from '../provider.ts'
import { minuteMs } from '../rate-limit.ts'
import { isHarmful, speak } from '../speak.ts'
import { content, contentParts, contentPrompt, type ContentAnswer } from './content-answer.ts'
import { camelCased, contentProblem } from './content-problem.ts'
import {
  badField,
  geminiError,
  geminiFailure,
  geminiRateLimited,
  noGeminiKey,
  wrongGeminiKey,
} from './gemini-errors.ts'

/** The models that answer. */
export const geminiModels: readonly string[] = ['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite']

/** The first is what the official client 3.1 sends. */
const versions = ['v1', 'v1beta'] as const

/**
 * Gemini's generateContent and streamGenerateContent, below `/v1` and `/v1beta`. Default limits: 1,000 requests and 1,000,000
 * tokens a minute. A prompt with `[harmful content]` in it is blocked. The key is a header or the query's `key`.
 */
export function createGemini(options: ProviderOptions): Plane<ProviderState> {
  const routes = (verb: 'generateContent' | 'streamGenerateContent') =>
    versions.map((version) => ({
      method: 'POST' as const,
      path: `/${version}/models/{model}:${verb}`,
      answer: (call: ProviderCall) => refusal(call, options) ?? generated(call, version, verb),
    }))
  return definePlane<ProviderState>({
    name: 'gemini',
    ...providerStart(options, { requests: 1000, requestsPerMs: minuteMs, tokens: 1_000_000 }),
    failure: geminiFailure,
    routes: [...routes('generateContent'), ...routes('streamGenerateContent')],
  })
}

function refusal({ request, url }: ProviderCall, { apiKey }: ProviderOptions): Response | undefined {
  const key = request.headers.get('x-goog-api-key') ?? url.searchParams.get('key')
  if (key === null || key === '') return noGeminiKey()
  return key === apiKey ? undefined : wrongGeminiKey()
}

function generated(call: ProviderCall, version: string, verb: string): Response {
  const model = call.params['model'] ?? ''
  const body = jsonObject(call.bytes)
  if (body === undefined) {
    return badField('', 'Invalid JSON payload received. Expected an object.')
  }
  if (!geminiModels.includes(model)) {
    const message = `models/${model} is not found for API version ${version}, or is not supported for ${verb}. Call ListModels to see the list of available models and their supported methods.`
    return geminiError(404, message)
  }
  const sent = objectOf(camelCased(body))
  const problem = contentProblem(sent)
  if (problem !== undefined) return problem
  const prompt = contentPrompt(sent, model)
  const count = numberOf(objectOf(sent['generationConfig'])['candidateCount']) ?? 1
  const { state, clock, random } = call
  const candidates = Array.from({ length: count }, (_, index) => speak(state.speech, prompt, index))
  const tokens = candidates.reduce((sum, { completionTokens }) => sum + completionTokens, 0)
  const taken = state.limit.take(clock.nowMs(), (candidates[0]?.promptTokens ?? 0) + tokens)
  if (taken.over !== undefined) return geminiRateLimited(model, taken)
  const answer: ContentAnswer = { id: newName(random, 22), model, candidates }
  const bodies = isHarmful(prompt) ? [blocked(answer)] : contentParts(answer)
  if (verb === 'generateContent') return Response.json(isHarmful(prompt) ? bodies[0] : content(answer))
  // Without `alt=sse` the stream is one JSON list.
  if (call.url.searchParams.get('alt') !== 'sse') return Response.json(bodies)
  return eventStream(
    bodies.map((each) => sse(each)),
    {},
  )
}

/** A prompt that the filters stop has no candidates. */
function blocked({ id, model, candidates }: ContentAnswer) {
  const promptTokens = candidates[0]?.promptTokens ?? 0
  return {
    promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
    usageMetadata: { promptTokenCount: promptTokens, totalTokenCount: promptTokens },
    modelVersion: model,
    responseId: id,
  }
}
