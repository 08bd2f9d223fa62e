// SPDX-License-Identifier: Apache-2.0
import { definePlane, type Plane } from '../../plane/plane.ts'
import { callName, type ChatDialect } from '../chat/chat-answer.ts'
import { invalid } from '../chat/chat-problem.ts'
import { chatRoute } from '../chat/chat-route.ts'
import { modelRoutes } from '../chat/model-routes.ts'
import { rateHeaders } from '../chat/rate-headers.ts'
import type { JsonObject } from '../json-value.ts'
import {
  bearerOf,
  providerStart,
  type ProviderCall,
  type ProviderOptions,
  type ProviderState,
} from '../provider.ts'
import { minuteMs } from '../rate-limit.ts'
import { noSuchModel, openAiFailure, openAiProblem, openAiRateLimited, wrongKey } from './openai-errors.ts'

/** Names of models, and the snapshot that answers for each. */
export const openAiModels: Readonly<Record<string, string>> = {
  'gpt-4o': 'gpt-4o-2024-08-06',
  'gpt-4o-2024-08-06': 'gpt-4o-2024-08-06',
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
  'gpt-4o-mini-2024-07-18': 'gpt-4o-mini-2024-07-18',
  'gpt-4.1': 'gpt-4.1-2025-04-14',
  'gpt-4.1-2025-04-14': 'gpt-4.1-2025-04-14',
  'gpt-4.1-mini': 'gpt-4.1-mini-2025-04-14',
  'gpt-4.1-mini-2025-04-14': 'gpt-4.1-mini-2025-04-14',
}

const modelsCreated = 1_715_367_049

/** Tokens, with the details that OpenAI gives and this mock has none of. */
export function openAiUsage(promptTokens: number, completionTokens: number): JsonObject {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}

export const openAiDialect: ChatDialect = {
  message: { refusal: null, annotations: [] },
  choice: {},
  whole: { service_tier: 'default' },
  completion: () => ({}),
  usage: openAiUsage,
  preface: undefined,
  edges: () => ({ first: {}, last: {} }),
  pads: true,
  callId: callName,
}

/**
 * OpenAI's chat completions and models, below `/v1`. Default limits: 10,000 requests and 2,000,000 tokens a minute.
 * Logprobs, audio, custom tools, functions of the first generation, web search and moderation are 501.
 */
export function createOpenAi(options: ProviderOptions): Plane<ProviderState> {
  const refuse = (call: ProviderCall) => {
    const key = bearerOf(call)
    return key === options.apiKey ? undefined : wrongKey(key)
  }
  return definePlane<ProviderState>({
    name: 'openai',
    ...providerStart(options, { requests: 10_000, requestsPerMs: minuteMs, tokens: 2_000_000 }),
    failure: openAiFailure,
    routes: [
      chatRoute('/v1/chat/completions', {
        dialect: openAiDialect,
        refuse,
        modelFor: (_, { model }) => {
          if (typeof model !== 'string') return invalid('you must provide a model parameter', null)
          const snapshot = Object.hasOwn(openAiModels, model) ? openAiModels[model] : undefined
          return snapshot === undefined ? noSuchModel(model) : { model: snapshot }
        },
        problem: openAiProblem,
        rateLimited: (_, model, taken) => openAiRateLimited(model, taken),
        headers: ({ random }, _, taken) => ({
          ...rateHeaders(taken),
          'x-request-id': `req_${random.hex(32)}`,
          'openai-organization': 'eucora',
          'openai-version': '2020-10-01',
          'openai-processing-ms': '120',
        }),
      }),
      ...modelRoutes('/v1/models', {
        refuse,
        models: Object.keys(openAiModels).map((id) => ({
          id,
          object: 'model',
          created: modelsCreated,
          owned_by: 'system',
        })),
        notFound: (name) => openAiProblem({ ...noSuchModel(name), param: 'model' }),
      }),
    ],
  })
}
