// SPDX-License-Identifier: Apache-2.0
import type { PlaneRoute } from '../../plane/routes.ts'
import { eventStream, sse } from '../event-stream.ts'
import { jsonObject, type JsonObject } from '../json-value.ts'
import type { Prompt } from '../prompt.ts'
import { newName, type ProviderCall, type ProviderHeaders, type ProviderState } from '../provider.ts'
import type { Taken } from '../rate-limit.ts'
import { speak } from '../speak.ts'
import { completion, type ChatAnswer, type ChatDialect } from './chat-answer.ts'
import { chunks } from './chat-chunks.ts'
import type { Problem } from './chat-problem.ts'
import { chatProblem, chatRequest, type ChatRequest } from './chat-request.ts'

/** One product that answers chat completions as OpenAI does. */
export interface ChatProduct {
  readonly dialect: ChatDialect
  /** Refuses a call that may not be made at all. */
  readonly refuse: (call: ProviderCall) => Response | undefined
  /** The model that answers, or why there is none. */
  readonly modelFor: (call: ProviderCall, body: JsonObject) => { readonly model: string } | Problem
  /** Refuses a prompt for what it says. */
  readonly filter?: (prompt: Prompt) => Response | undefined
  readonly problem: (problem: Problem) => Response
  readonly rateLimited: (call: ProviderCall, model: string, taken: Taken) => Response
  readonly headers: (call: ProviderCall, model: string, taken: Taken) => ProviderHeaders
}

const noJson: Problem = {
  status: 400,
  message:
    'We could not parse the JSON body of your request. (HINT: This likely means you aren’t using your HTTP library correctly. The API expects a JSON payload, but what was sent was not valid JSON.)',
  param: null,
  code: null,
}

/** The route of a product's chat completions. */
export function chatRoute(path: string, product: ChatProduct): PlaneRoute<ProviderState> {
  return {
    method: 'POST',
    path,
    answer: (call) => {
      const refused = product.refuse(call)
      if (refused !== undefined) return refused
      const body = jsonObject(call.bytes)
      if (body === undefined) return product.problem(noJson)
      const found = product.modelFor(call, body)
      if ('status' in found) return product.problem(found)
      const problem = chatProblem(body)
      if (problem !== undefined) return product.problem(problem)
      return answer(call, product, chatRequest(body, found.model))
    },
  }
}

function answer(call: ProviderCall, product: ChatProduct, request: ChatRequest): Response {
  const { prompt, streams } = request
  const filtered = product.filter?.(prompt)
  if (filtered !== undefined) return filtered
  const said = answerTo(call, product, request)
  const tokens = said.choices.reduce((sum, { spoken }) => sum + spoken.completionTokens, 0)
  const promptTokens = said.choices[0]?.spoken.promptTokens ?? 0
  const taken = call.state.limit.take(call.clock.nowMs(), promptTokens + tokens)
  if (taken.over !== undefined) return product.rateLimited(call, prompt.model, taken)
  const headers = product.headers(call, prompt.model, taken)
  if (!streams) return Response.json(completion(said, product.dialect), { headers })
  const parts = [...chunks(said, request, product.dialect, call.random)].map((chunk) => sse(chunk))
  return eventStream([...parts, sse('[DONE]')], headers)
}

function answerTo(
  { random, clock, state }: ProviderCall,
  { dialect }: ChatProduct,
  request: ChatRequest,
): ChatAnswer {
  const { prompt, choices } = request
  return {
    id: `chatcmpl-${newName(random, 29)}`,
    created: Math.floor(clock.nowMs() / 1000),
    model: prompt.model,
    fingerprint: `fp_${state.speech.stream(prompt.model).hex(10)}`,
    choices: Array.from({ length: choices }, (_, index) => ({
      spoken: speak(state.speech, prompt, index),
      callId: dialect.callId(random),
    })),
    toolUse: prompt.toolUse,
  }
}
