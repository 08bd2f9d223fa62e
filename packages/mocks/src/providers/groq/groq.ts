// SPDX-License-Identifier: Apache-2.0
import { definePlane, type Plane } from '../../plane/plane.ts'
import type { ChatDialect } from '../chat/chat-answer.ts'
import { missing } from '../chat/chat-problem.ts'
import { chatRoute } from '../chat/chat-route.ts'
import { modelRoutes } from '../chat/model-routes.ts'
import { rateHeaders } from '../chat/rate-headers.ts'
import type { JsonObject } from '../json-value.ts'
import { noSuchModel } from '../openai/openai-errors.ts'
import {
  bearerOf,
  newName,
  providerStart,
  type ProviderCall,
  type ProviderOptions,
  type ProviderState,
} from '../provider.ts'
import { dayMs } from '../rate-limit.ts'
import { groqFailure, groqProblem, groqRateLimited, wrongGroqKey } from './groq-errors.ts'

/** The models that answer, and who made each. */
export const groqModels: Readonly<Record<string, string>> = {
  'llama-3.3-70b-versatile': 'Meta',
  'llama-3.1-8b-instant': 'Meta',
  'openai/gpt-oss-120b': 'OpenAI',
  'openai/gpt-oss-20b': 'OpenAI',
}

const modelsCreated = 1_733_447_754
const contextTokens = 131_072

/** Groq tells times as well, in seconds; here they follow from the tokens. */
function usage(promptTokens: number, completionTokens: number): JsonObject {
  const promptTime = promptTokens / 10_000
  const completionTime = completionTokens / 400
  return {
    queue_time: 0.05,
    prompt_tokens: promptTokens,
    prompt_time: promptTime,
    completion_tokens: completionTokens,
    completion_time: completionTime,
    total_tokens: promptTokens + completionTokens,
    total_time: promptTime + completionTime,
  }
}

/** Groq names the request in the body; the name follows from the answer's. */
function requestName(id: string): string {
  return `req_${id.slice(-26).toLowerCase()}`
}

const dialect: ChatDialect = {
  message: {},
  choice: {},
  whole: {},
  completion: (id) => ({ x_groq: { id: requestName(id) }, service_tier: 'on_demand' }),
  usage,
  preface: undefined,
  edges: (id, tokens) => ({
    first: { x_groq: { id: requestName(id) } },
    last: { x_groq: { id: requestName(id), usage: tokens } },
  }),
  pads: false,
  callId: (random) => newName(random, 9).toLowerCase(),
}

/**
 * Groq's chat completions and models, below `/openai/v1`. Default limits: 500,000 requests a day and 300,000 tokens a
 * minute.
 */
export function createGroq(options: ProviderOptions): Plane<ProviderState> {
  const refuse = (call: ProviderCall) => (bearerOf(call) === options.apiKey ? undefined : wrongGroqKey())
  return definePlane<ProviderState>({
    name: 'groq',
    ...providerStart(options, { requests: 500_000, requestsPerMs: dayMs, tokens: 300_000 }),
    failure: groqFailure,
    routes: [
      chatRoute('/openai/v1/chat/completions', {
        dialect,
        refuse,
        modelFor: (_, { model }) => {
          if (typeof model !== 'string') return missing('model')
          return Object.hasOwn(groqModels, model) ? { model } : noSuchModel(model)
        },
        problem: groqProblem,
        rateLimited: (_, model, taken) => groqRateLimited(model, taken),
        headers: ({ random }, _, taken) => ({
          ...rateHeaders(taken),
          'x-request-id': `req_${newName(random, 26).toLowerCase()}`,
          'x-groq-region': 'eu',
        }),
      }),
      ...modelRoutes('/openai/v1/models', {
        refuse,
        models: Object.entries(groqModels).map(([id, owner]) => ({
          id,
          object: 'model',
          created: modelsCreated,
          owned_by: owner,
          active: true,
          context_window: contextTokens,
          public_apps: null,
        })),
        notFound: (name) => groqProblem(noSuchModel(name)),
      }),
    ],
  })
}
