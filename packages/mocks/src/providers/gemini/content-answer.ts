// SPDX-License-Identifier: Apache-2.0
import { listOf, numberOf, objectOf, textOf, type JsonObject } from '../json-value.ts'
import type { Prompt, Spoken, ToolUse, Turn } from '../prompt.ts'
import { pieces } from '../speak.ts'

/** What is answered, before it takes a form. */
export interface ContentAnswer {
  readonly id: string
  readonly model: string
  readonly candidates: readonly Spoken[]
}

/** What a body that is right asks for. */
export function contentPrompt(body: JsonObject, model: string): Prompt {
  const { contents } = body
  const config = objectOf(body['generationConfig'])
  const system = partsText(objectOf(body['systemInstruction'])['parts'])
  const declarations = listOf(body['tools']).flatMap((tool) => listOf(objectOf(tool)['functionDeclarations']))
  const calling = objectOf(objectOf(body['toolConfig'])['functionCallingConfig'])
  const allowed = listOf(calling['allowedFunctionNames'])
  return {
    model,
    turns: [
      ...(system === '' ? [] : [{ role: 'system' as const, text: system }]),
      ...(Array.isArray(contents) ? listOf(contents) : [contents]).map(turn),
    ],
    tools: declarations
      .map(objectOf)
      .filter(({ name }) => allowed.length === 0 || allowed.includes(name))
      .map((each) => ({
        name: textOf(each['name']),
        schema: each['parameters'] ?? each['parametersJsonSchema'],
      })),
    toolUse: toolUse(calling['mode']),
    maxTokens: numberOf(config['maxOutputTokens']),
    stops: listOf(config['stopSequences']).map(textOf),
    jsonSchema: wantedSchema(config),
  }
}

function turn(content: unknown): Turn {
  const { role, parts } = objectOf(content)
  const responses = listOf(parts)
    .map((part) => objectOf(part)['functionResponse'])
    .filter((response) => response !== undefined)
  if (responses.length > 0) {
    return {
      role: 'tool',
      text: responses.map((each) => JSON.stringify(objectOf(each)['response'])).join('\n'),
    }
  }
  return { role: role === 'model' ? 'assistant' : 'user', text: partsText(parts) }
}

function partsText(parts: unknown): string {
  return listOf(parts)
    .map((part) => textOf(objectOf(part)['text']))
    .join('')
}

function toolUse(mode: unknown): ToolUse {
  if (mode === 'ANY') return 'required'
  return mode === 'NONE' ? 'none' : 'auto'
}

function wantedSchema(config: JsonObject): unknown {
  if (config['responseMimeType'] !== 'application/json') return undefined
  return config['responseSchema'] ?? config['responseJsonSchema'] ?? {}
}

/** The body of an answer that does not stream. */
export function content(answer: ContentAnswer): JsonObject {
  return frame(
    answer,
    answer.candidates.map((spoken, index) => candidate(partsOf(spoken), index, finishReason(spoken))),
    true,
  )
}

/** The bodies of an answer that streams; its pieces are larger than those of others. */
export function contentParts(answer: ContentAnswer): readonly JsonObject[] {
  return answer.candidates.flatMap((spoken, index) => {
    const parts =
      spoken.call === undefined ? chunked(spoken.text).map((text) => [{ text }]) : [partsOf(spoken)]
    return parts.map((each, at) => {
      const isLast = at === parts.length - 1
      return frame(answer, [candidate(each, index, isLast ? finishReason(spoken) : undefined)], isLast)
    })
  })
}

const wordsInPiece = 4

function chunked(text: string): readonly string[] {
  const words = pieces(text)
  const count = Math.max(1, Math.ceil(words.length / wordsInPiece))
  return Array.from({ length: count }, (_, index) =>
    words.slice(index * wordsInPiece, (index + 1) * wordsInPiece).join(''),
  )
}

function partsOf({ call, text }: Spoken): readonly JsonObject[] {
  return [call === undefined ? { text } : { functionCall: { name: call.name, args: call.args } }]
}

function candidate(parts: readonly JsonObject[], index: number, reason: string | undefined): JsonObject {
  return {
    content: { parts, role: 'model' },
    ...(reason === undefined ? {} : { finishReason: reason }),
    index,
  }
}

function finishReason({ end }: Spoken): string {
  return end === 'length' ? 'MAX_TOKENS' : 'STOP'
}

function frame(answer: ContentAnswer, candidates: readonly JsonObject[], isLast: boolean): JsonObject {
  const promptTokens = answer.candidates[0]?.promptTokens ?? 0
  const said = answer.candidates.reduce((sum, { completionTokens }) => sum + completionTokens, 0)
  return {
    candidates,
    usageMetadata: {
      promptTokenCount: promptTokens,
      ...(isLast ? { candidatesTokenCount: said } : {}),
      totalTokenCount: promptTokens + (isLast ? said : 0),
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: promptTokens }],
    },
    modelVersion: answer.model,
    responseId: answer.id,
  }
}
