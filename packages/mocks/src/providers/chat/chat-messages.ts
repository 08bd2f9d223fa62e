// SPDX-License-Identifier: Apache-2.0
import { isObject, listOf, objectOf, textOf, type JsonObject } from '../json-value.ts'
import type { Turn } from '../prompt.ts'
import { invalid, missing, wrongType, wrongValue, type Problem } from './chat-problem.ts'

const roles = ['system', 'assistant', 'user', 'function', 'tool', 'developer'] as const

/** What is wrong with the messages of a chat request; undefined where nothing is. */
export function messagesProblem(messages: unknown): Problem | undefined {
  if (messages === undefined) return missing('messages')
  if (!Array.isArray(messages)) return wrongType('messages', 'an array of objects', messages)
  if (messages.length === 0) {
    const message =
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead."
    return invalid(message, 'messages', 'empty_array')
  }
  const all: readonly unknown[] = messages
  for (const [index, message] of all.entries()) {
    const problem = messageProblem(message, index) ?? orderProblem(all, index)
    if (problem !== undefined) return problem
  }
  return undefined
}

function messageProblem(message: unknown, index: number): Problem | undefined {
  const path = `messages[${index}]`
  if (!isObject(message)) return wrongType(path, 'an object', message)
  const { role, content } = message
  if (role === undefined) return missing(`${path}.role`)
  if (!roles.some((each) => each === role)) return wrongValue(`${path}.role`, role, roles)
  const isCall = role === 'assistant' && listOf(message['tool_calls']).length > 0
  if (content === undefined || content === null) return isCall ? undefined : contentMissing(index)
  if (typeof content === 'string') return undefined
  return Array.isArray(content) ? partsProblem(content, path) : wrongContent(path, content)
}

function contentMissing(index: number): Problem {
  return invalid("Invalid value for 'content': expected a string, got null.", `messages.[${index}].content`)
}

function wrongContent(path: string, content: unknown): Problem {
  return wrongType(`${path}.content`, 'one of a string or array of objects', content)
}

function partsProblem(parts: readonly unknown[], path: string): Problem | undefined {
  const types = ['text', 'image_url', 'input_audio', 'refusal', 'audio', 'file']
  for (const [index, part] of parts.entries()) {
    const at = `${path}.content[${index}]`
    if (!isObject(part)) return wrongType(at, 'an object', part)
    const { type } = part
    if (type === undefined) return missing(`${at}.type`)
    if (!types.some((each) => each === type)) return wrongValue(`${at}.type`, type, types)
    if (type === 'text' && typeof part['text'] !== 'string') return missing(`${at}.text`)
  }
  return undefined
}

/** A tool's result stands behind the call that it answers, and every call has one. */
function orderProblem(messages: readonly unknown[], index: number): Problem | undefined {
  const message = objectOf(messages[index])
  if (message['role'] === 'tool') {
    const id = message['tool_call_id']
    if (id === undefined) return missing(`messages[${index}].tool_call_id`)
    if (callsBefore(messages, index).includes(id)) return undefined
    const text = "messages with role 'tool' must be a response to a preceding message with 'tool_calls'."
    return invalid(`Invalid parameter: ${text}`, `messages.[${index}].role`)
  }
  const unanswered = callIds(message).filter((id) => !answersAfter(messages, index).includes(id))
  if (unanswered.length === 0) return undefined
  const ids = unanswered.map(String).join(', ')
  const rule =
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'."
  return invalid(
    `${rule} The following tool_call_ids did not have response messages: ${ids}`,
    `messages.[${index}].role`,
  )
}

function callIds({ role, tool_calls: calls }: JsonObject): readonly unknown[] {
  return role === 'assistant' ? listOf(calls).map((call) => objectOf(call)['id']) : []
}

function callsBefore(messages: readonly unknown[], index: number): readonly unknown[] {
  const before = messages.slice(0, index).map(objectOf)
  return callIds(before.findLast(({ role }) => role !== 'tool') ?? {})
}

function answersAfter(messages: readonly unknown[], index: number): readonly unknown[] {
  const after = messages.slice(index + 1).map(objectOf)
  const end = after.findIndex(({ role }) => role !== 'tool')
  return after.slice(0, end === -1 ? after.length : end).map((message) => message['tool_call_id'])
}

/** The turns of messages that are right. */
export function turnsOf(messages: unknown): readonly Turn[] {
  return listOf(messages).map((each) => {
    const { role, content } = objectOf(each)
    return { role: turnRole(role), text: contentText(content) }
  })
}

function turnRole(role: unknown): Turn['role'] {
  if (role === 'developer' || role === 'system') return 'system'
  if (role === 'tool' || role === 'function') return 'tool'
  return role === 'assistant' ? 'assistant' : 'user'
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  return listOf(content)
    .map((part) => textOf(objectOf(part)['text']))
    .join('')
}
