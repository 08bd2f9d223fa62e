// SPDX-License-Identifier: Apache-2.0
import type { Seeded } from '../../plane/seeded.ts'
import type { JsonObject } from '../json-value.ts'
import type { Spoken, ToolUse } from '../prompt.ts'
import { newName } from '../provider.ts'

/** In what the answers of one product differ from those of the others. */
export interface ChatDialect {
  /** Keys of every message beside role, content and tool calls. */
  readonly message: JsonObject
  /** Keys of every choice that has content. */
  readonly choice: JsonObject
  /** Keys of an answer, and of each chunk of it. */
  readonly whole: JsonObject
  /** Keys of an answer that chunks do not have. */
  readonly completion: (id: string) => JsonObject
  readonly usage: (promptTokens: number, completionTokens: number) => JsonObject
  /** A chunk before all others. */
  readonly preface: JsonObject | undefined
  /** Keys of the first chunk, and of the one with the reason of the end. */
  readonly edges: (id: string, usage: JsonObject) => { readonly first: JsonObject; readonly last: JsonObject }
  /** Whether chunks are padded unless the request says no. */
  readonly pads: boolean
  readonly callId: (random: Seeded) => string
}

/** One choice of an answer. */
export interface Choice {
  readonly spoken: Spoken
  readonly callId: string
}

/** What is answered, before it takes a form. */
export interface ChatAnswer {
  readonly id: string
  /** Seconds since the epoch. */
  readonly created: number
  readonly model: string
  readonly fingerprint: string
  readonly choices: readonly Choice[]
  readonly toolUse: ToolUse
}

export function callName(random: Seeded): string {
  return `call_${newName(random, 24)}`
}

/** The body of an answer that does not stream. */
export function completion(answer: ChatAnswer, dialect: ChatDialect): JsonObject {
  return {
    id: answer.id,
    object: 'chat.completion',
    created: answer.created,
    model: answer.model,
    choices: answer.choices.map((choice, index) => ({
      index,
      message: message(choice, dialect),
      logprobs: null,
      finish_reason: finishReason(choice.spoken, answer.toolUse),
      ...dialect.choice,
    })),
    usage: usageOf(answer, dialect),
    system_fingerprint: answer.fingerprint,
    ...dialect.whole,
    ...dialect.completion(answer.id),
  }
}

export function usageOf({ choices }: ChatAnswer, dialect: ChatDialect): JsonObject {
  const completionTokens = choices.reduce((sum, { spoken }) => sum + spoken.completionTokens, 0)
  return dialect.usage(choices[0]?.spoken.promptTokens ?? 0, completionTokens)
}

function message({ spoken, callId }: Choice, dialect: ChatDialect): JsonObject {
  const { call, text } = spoken
  const said = { role: 'assistant', content: call === undefined ? text : null }
  if (call === undefined) return { ...said, ...dialect.message }
  const called = { name: call.name, arguments: JSON.stringify(call.args) }
  return { ...said, tool_calls: [{ id: callId, type: 'function', function: called }], ...dialect.message }
}

/** A call that the request forces by name ends with `stop`: the model did not decide to make it. */
export function finishReason({ call, end }: Spoken, toolUse: ToolUse): string {
  if (call !== undefined && typeof toolUse !== 'object') return 'tool_calls'
  return end === 'length' ? 'length' : 'stop'
}
