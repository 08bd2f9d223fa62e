// SPDX-License-Identifier: Apache-2.0
import { aiAgentTypes } from '@eucora/harness/contract'
import type { Call } from '../call.ts'
import { isRecord, Problems } from '../problems.ts'
import { pythonText } from '../python-repr.ts'
import { truthy } from '../python-text.ts'
import { uuidFrom } from '../uuid.ts'
import { textOf } from './text-of.ts'

type Body = Readonly<Record<string, unknown>>

/** Reads a proposal. Throws a Refusal 400 (C). */
export function taskInput(call: Call, body: Body) {
  const problems = new Problems(call)
  const agentType = textOf(problems, body, 'agent_type', 32, 'amani')
  const input = {
    title: textOf(problems, body, 'title', 256, ''),
    description: textOf(problems, body, 'description', Number.POSITIVE_INFINITY, ''),
    agentType: problems.choice('agent_type', agentType, aiAgentTypes, 'choice'),
    taskType: textOf(problems, body, 'task_type', 64, 'ai_recommendation'),
    inputData: jsonOf(problems, body, 'input_data'),
    outputData: outputOf(problems, body),
    conversationId: conversationOf(call, problems, body['conversation_id']),
  }
  problems.throwIfAny()
  return input
}

function jsonOf(problems: Problems, body: Body, field: string): unknown {
  const value = body[field] === undefined ? {} : body[field]
  problems.check(field, value !== null, 'This field may not be null.')
  return value
}

/** Only agents produce output, so a client may send none (D-17). */
function outputOf(problems: Problems, body: Body): Body {
  const value = jsonOf(problems, body, 'output_data')
  problems.check('output_data', isRecord(value), 'Expected an object.', 'object')
  problems.check('output_data', !truthy(value), 'Only agents produce output.', 'client')
  return isRecord(value) ? value : {}
}

/** One that nobody knows is left out, as coded; another's is refused (D-17). */
function conversationOf(call: Call, problems: Problems, sent: unknown): string | null {
  if (!truthy(sent)) return null
  const field = 'conversation_id'
  const id = uuidFrom(sent)
  problems.check(field, id !== undefined, `“${pythonText(sent)}” is not a valid UUID.`, 'uuid')
  const known = id === undefined ? undefined : call.state.aiConversations.find(id)
  if (known === undefined) return null
  const isOwn = known.userId === call.caller.id
  problems.check(field, isOwn, 'This conversation is not yours.', 'owner')
  return known.id
}
