// SPDX-License-Identifier: Apache-2.0
import type { Seeded } from '../../plane/seeded.ts'
import type { JsonObject } from '../json-value.ts'
import { newName } from '../provider.ts'
import { pieces } from '../speak.ts'
import { finishReason, usageOf, type ChatAnswer, type ChatDialect, type Choice } from './chat-answer.ts'
import type { ChatRequest } from './chat-request.ts'

/** The chunks of an answer that streams, in their order. */
export function* chunks(
  answer: ChatAnswer,
  request: ChatRequest,
  dialect: ChatDialect,
  random: Seeded,
): Generator<JsonObject> {
  const usage = usageOf(answer, dialect)
  const { first, last } = dialect.edges(answer.id, usage)
  const head = {
    id: answer.id,
    object: 'chat.completion.chunk',
    created: answer.created,
    model: answer.model,
    ...dialect.whole,
    system_fingerprint: answer.fingerprint,
  }
  const noUsage = request.includesUsage ? { usage: null } : {}
  const chunk = (choices: readonly JsonObject[], extra: JsonObject = noUsage): JsonObject => {
    const padding =
      dialect.pads && request.obfuscates ? { obfuscation: newName(random, 4 + random.integer(12)) } : {}
    return { ...head, choices, ...extra, ...padding }
  }
  if (dialect.preface !== undefined) yield dialect.preface
  for (const [index, choice] of answer.choices.entries()) {
    const deltas = [...deltasOf(choice, dialect)]
    for (const [at, delta] of deltas.entries()) {
      yield chunk(
        [{ index, delta, logprobs: null, finish_reason: null, ...(at === 0 ? {} : dialect.choice) }],
        at === 0 && index === 0 ? { ...noUsage, ...first } : noUsage,
      )
    }
  }
  for (const [index, { spoken }] of answer.choices.entries()) {
    const end = { index, delta: {}, logprobs: null, finish_reason: finishReason(spoken, answer.toolUse) }
    yield chunk([end], index === answer.choices.length - 1 ? { ...noUsage, ...last } : noUsage)
  }
  if (request.includesUsage) yield chunk([], { usage })
}

function* deltasOf({ spoken: { call, text }, callId }: Choice, dialect: ChatDialect): Generator<JsonObject> {
  const refusal = 'refusal' in dialect.message ? { refusal: null } : {}
  if (call === undefined) {
    yield { role: 'assistant', content: '', ...refusal }
    for (const content of pieces(text)) yield { content }
    return
  }
  const opened = { index: 0, id: callId, type: 'function', function: { name: call.name, arguments: '' } }
  yield { role: 'assistant', content: null, tool_calls: [opened], ...refusal }
  for (const piece of argumentPieces(JSON.stringify(call.args))) {
    yield { tool_calls: [{ index: 0, function: { arguments: piece } }] }
  }
}

/** The JSON of a call's arguments, in pieces that are no JSON themselves. */
export function argumentPieces(json: string): readonly string[] {
  return json.match(/.{1,8}/gs) ?? []
}
