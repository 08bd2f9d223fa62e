// SPDX-License-Identifier: Apache-2.0

/** One turn of a conversation; of parts, the text only. */
export interface Turn {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly text: string
}

export interface Tool {
  readonly name: string
  /** JSON Schema of its arguments, as the provider takes it. */
  readonly schema: unknown
}

/** Whether a tool may be called, must be, or which one. */
export type ToolUse = 'none' | 'auto' | 'required' | { readonly name: string }

/** What a model was asked, whatever provider asks it. */
export interface Prompt {
  readonly model: string
  readonly turns: readonly Turn[]
  readonly tools: readonly Tool[]
  readonly toolUse: ToolUse
  /** Undefined: no limit. */
  readonly maxTokens: number | undefined
  readonly stops: readonly string[]
  /** The schema that the answer must have; undefined: any text. */
  readonly jsonSchema: unknown
}

export interface ToolCall {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

/** What a model says: a text, or a call of a tool. */
export interface Spoken {
  readonly text: string
  readonly call: ToolCall | undefined
  readonly end: 'stop' | 'length' | 'stop-sequence'
  /** The sequence of the request that ended the text. */
  readonly stopSequence: string | undefined
  readonly promptTokens: number
  readonly completionTokens: number
}
