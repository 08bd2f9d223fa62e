// SPDX-License-Identifier: Apache-2.0
import { argumentPieces } from '../chat/chat-chunks.ts'
import { sse } from '../event-stream.ts'
import type { JsonObject } from '../json-value.ts'
import type { Spoken } from '../prompt.ts'
import { pieces } from '../speak.ts'
import { currentVersion } from './versions.ts'

/** What is answered, before it takes a form. */
export interface MessageAnswer {
  readonly id: string
  readonly model: string
  /** The name of a tool's use. */
  readonly useId: string
  readonly spoken: Spoken
  readonly version: string
}

/** The body of a message that does not stream. */
export function message(answer: MessageAnswer): JsonObject {
  const { spoken } = answer
  return {
    ...opened(answer),
    content: [block(answer)],
    stop_reason: stopReason(spoken),
    stop_sequence: spoken.stopSequence ?? null,
    usage: usage(answer, spoken.completionTokens),
  }
}

/** The events of a message that streams. */
export function* messageEvents(answer: MessageAnswer): Generator<string> {
  const { spoken } = answer
  const { call } = spoken
  const start = {
    ...opened(answer),
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: usage(answer, 1),
  }
  yield event({ type: 'message_start', message: start })
  const empty = call === undefined ? { ...block(answer), text: '' } : { ...block(answer), input: {} }
  yield event({ type: 'content_block_start', index: 0, content_block: empty })
  yield event({ type: 'ping' })
  const deltas =
    call === undefined
      ? pieces(spoken.text).map((text) => ({ type: 'text_delta', text }))
      : ['', ...argumentPieces(JSON.stringify(call.args))].map((json) => ({
          type: 'input_json_delta',
          partial_json: json,
        }))
  for (const delta of deltas) yield event({ type: 'content_block_delta', index: 0, delta })
  yield event({ type: 'content_block_stop', index: 0 })
  yield event({
    type: 'message_delta',
    delta: {
      stop_reason: stopReason(spoken),
      stop_sequence: spoken.stopSequence ?? null,
      ...(isCurrent(answer) ? { container: null, stop_details: null } : {}),
    },
    usage: deltaUsage(answer),
  })
  yield event({ type: 'message_stop' })
}

function event(data: { readonly type: string } & JsonObject): string {
  return sse(data, data.type)
}

function isCurrent({ version }: MessageAnswer): boolean {
  return version === currentVersion
}

function opened(answer: MessageAnswer): JsonObject {
  const { model, id } = answer
  const current = isCurrent(answer) ? { container: null, diagnostics: null, stop_details: null } : {}
  return { model, id, type: 'message', role: 'assistant', ...current }
}

function block(answer: MessageAnswer): JsonObject {
  const { call, text } = answer.spoken
  if (call === undefined) return { type: 'text', text, ...(isCurrent(answer) ? { citations: null } : {}) }
  const caller = isCurrent(answer) ? { caller: { type: 'direct' } } : {}
  return { type: 'tool_use', id: answer.useId, name: call.name, input: call.args, ...caller }
}

function stopReason({ call, end }: Spoken): string {
  if (call !== undefined) return 'tool_use'
  if (end === 'length') return 'max_tokens'
  return end === 'stop-sequence' ? 'stop_sequence' : 'end_turn'
}

function usage(answer: MessageAnswer, outputTokens: number): JsonObject {
  const more = {
    inference_geo: 'not_available',
    output_tokens_details: null,
    server_tool_use: null,
    speed: null,
  }
  return {
    input_tokens: answer.spoken.promptTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    service_tier: 'standard',
    ...(isCurrent(answer) ? more : {}),
  }
}

function deltaUsage(answer: MessageAnswer): JsonObject {
  const { promptTokens, completionTokens } = answer.spoken
  if (!isCurrent(answer)) return { output_tokens: completionTokens }
  return {
    input_tokens: promptTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: completionTokens,
    output_tokens_details: null,
    server_tool_use: null,
  }
}
