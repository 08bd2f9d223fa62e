// SPDX-License-Identifier: Apache-2.0
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from '../json-value.ts'
import type { Prompt } from '../prompt.ts'
import { messagesProblem, turnsOf } from './chat-messages.ts'
import { invalid, notModelled, outOfBounds, wrongType, wrongValue, type Problem } from './chat-problem.ts'
import { toolsOf, toolsProblem, toolUseOf } from './chat-tools.ts'

/** One chat completion as it was asked for. */
export interface ChatRequest {
  readonly prompt: Prompt
  /** How many answers are wanted. */
  readonly choices: number
  readonly streams: boolean
  readonly includesUsage: boolean
  /** Whether chunks of a stream are padded, so that their sizes tell nothing. */
  readonly obfuscates: boolean
}

/** The parameters of CreateChatCompletionRequest (OpenAI's OpenAPI document 2.3.0), and which this mock cannot do. */
const parameters: readonly string[] = [
  'messages model frequency_penalty presence_penalty logit_bias',
  'logprobs top_logprobs max_tokens max_completion_tokens n',
  'seed service_tier stop stream stream_options',
  'temperature top_p tools tool_choice parallel_tool_calls',
  'user response_format metadata modalities audio',
  'prediction reasoning_effort verbosity store functions',
  'function_call web_search_options safety_identifier prompt_cache_key prompt_cache_retention',
  'moderation prompt_cache_options',
].flatMap((row) => row.split(' '))

const bounds = {
  temperature: { least: 0, most: 2, whole: false },
  top_p: { least: 0, most: 1, whole: false },
  frequency_penalty: { least: -2, most: 2, whole: false },
  presence_penalty: { least: -2, most: 2, whole: false },
  n: { least: 1, most: 128, whole: true },
  max_tokens: { least: 1, most: Number.MAX_SAFE_INTEGER, whole: true },
  max_completion_tokens: { least: 1, most: Number.MAX_SAFE_INTEGER, whole: true },
} as const

/** What is wrong with the body of a chat request; undefined where nothing is. */
export function chatProblem(body: JsonObject): Problem | undefined {
  const unknown = Object.keys(body).find((name) => !parameters.includes(name))
  if (unknown !== undefined) return invalid(`Unrecognized request argument supplied: ${unknown}`, null)
  return (
    messagesProblem(body['messages']) ??
    boundsProblem(body) ??
    switchesProblem(body) ??
    toolsProblem(body) ??
    formatProblem(body['response_format']) ??
    beyondMock(body)
  )
}

function boundsProblem(body: JsonObject): Problem | undefined {
  for (const [name, bound] of Object.entries(bounds)) {
    const problem = outOfBounds(name, body[name], bound)
    if (problem !== undefined) return problem
  }
  return undefined
}

function switchesProblem({ stream, stream_options: options, stop }: JsonObject): Problem | undefined {
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') {
    return wrongType('stream', 'a boolean', stream)
  }
  if (isObject(options) && stream !== true) {
    const message = "The 'stream_options' parameter is only allowed when 'stream' is enabled."
    return invalid(message, 'stream_options')
  }
  if (Array.isArray(stop) && stop.length > 4) {
    const message = `Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length ${stop.length} instead.`
    return invalid(message, 'stop', 'array_above_max_length')
  }
  return undefined
}

function formatProblem(format: unknown): Problem | undefined {
  if (format === undefined) return undefined
  if (!isObject(format)) return wrongType('response_format', 'an object', format)
  const known = ['json_object', 'json_schema', 'text']
  if (!known.some((each) => each === format['type'])) {
    return wrongValue('response_format.type', format['type'], known)
  }
  return undefined
}

function beyondMock(body: JsonObject): Problem | undefined {
  if (body['logprobs'] === true) return notModelled('logprobs')
  if (listOf(body['modalities']).includes('audio')) return notModelled('audio')
  const names = ['functions', 'function_call', 'web_search_options', 'moderation']
  const found = names.find((name) => body[name] !== undefined && body[name] !== null)
  return found === undefined ? undefined : notModelled(found)
}

/** What a body that is right asks for. */
export function chatRequest(body: JsonObject, model: string): ChatRequest {
  const { stop, stream_options: options } = body
  return {
    prompt: {
      model,
      turns: turnsOf(body['messages']),
      tools: toolsOf(body),
      toolUse: toolUseOf(body),
      maxTokens: numberOf(body['max_completion_tokens']) ?? numberOf(body['max_tokens']),
      stops: typeof stop === 'string' ? [stop] : listOf(stop).map(textOf),
      jsonSchema: wantedSchema(objectOf(body['response_format'])),
    },
    choices: numberOf(body['n']) ?? 1,
    streams: body['stream'] === true,
    includesUsage: objectOf(options)['include_usage'] === true,
    obfuscates: objectOf(options)['include_obfuscation'] !== false,
  }
}

function wantedSchema({ type, json_schema: schema }: JsonObject): unknown {
  if (type === 'json_object') return {}
  return type === 'json_schema' ? (objectOf(schema)['schema'] ?? {}) : undefined
}
