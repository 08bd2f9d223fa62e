// SPDX-License-Identifier: Apache-2.0
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from '../json-value.ts'
import { currentVersion } from './versions.ts'

const fields: readonly string[] = [
  'model messages max_tokens system stop_sequences stream metadata tools tool_choice thinking service_tier',
  'cache_control container diagnostics inference_geo output_config speed user_profile_id workspace_id',
].flatMap((row) => row.split(' '))

/** These went with the version of 2026-10-21. */
const formerFields: readonly string[] = ['temperature', 'top_k', 'top_p']

/** What is wrong with the body of a message; undefined where nothing is. */
export function messageProblem(body: JsonObject, version: string): string | undefined {
  const known = version === currentVersion ? fields : [...fields, ...formerFields]
  const unknown = Object.keys(body).find((name) => !known.includes(name))
  return (
    missingField(body) ??
    (unknown === undefined ? undefined : `${unknown}: Extra inputs are not permitted`) ??
    samplingProblem(body) ??
    conversationProblem(body['messages']) ??
    toolsProblem(body)
  )
}

function missingField(body: JsonObject): string | undefined {
  const missing = ['model', 'max_tokens', 'messages'].find((name) => body[name] === undefined)
  if (missing !== undefined) return `${missing}: Field required`
  if (typeof body['model'] !== 'string') return 'model: Input should be a valid string'
  const maxTokens = numberOf(body['max_tokens'])
  if (maxTokens === undefined || !Number.isInteger(maxTokens)) {
    return 'max_tokens: Input should be a valid integer'
  }
  return maxTokens < 1 ? 'max_tokens: Input should be greater than or equal to 1' : undefined
}

function samplingProblem({ temperature, stream, system }: JsonObject): string | undefined {
  if (temperature !== undefined) {
    const value = numberOf(temperature)
    if (value === undefined) return 'temperature: Input should be a valid number'
    if (value < 0 || value > 1) return 'temperature: range: 0..1'
  }
  if (stream !== undefined && typeof stream !== 'boolean') return 'stream: Input should be a valid boolean'
  if (system !== undefined && typeof system !== 'string' && !Array.isArray(system)) {
    return 'system: Input should be a valid list'
  }
  return undefined
}

function conversationProblem(messages: unknown): string | undefined {
  if (!Array.isArray(messages)) return 'messages: Input should be a valid list'
  if (messages.length === 0) return 'messages: at least one message is required'
  const all: readonly unknown[] = messages
  for (const [index, message] of all.entries()) {
    const problem = turnProblem(message, index) ?? toolOrderProblem(all, index)
    if (problem !== undefined) return problem
  }
  return undefined
}

function turnProblem(message: unknown, index: number): string | undefined {
  const at = `messages.${index}`
  if (!isObject(message)) return `${at}: Input should be a valid dictionary or object to extract fields from`
  const { role, content } = message
  if (role === undefined) return `${at}.role: Field required`
  if (role === 'system') {
    return 'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.'
  }
  if (role !== 'user' && role !== 'assistant') {
    return `messages: Unexpected role ${JSON.stringify(role)}. Allowed roles are "user" or "assistant"`
  }
  if (content === undefined) return `${at}.content: Field required`
  if (typeof content !== 'string' && !Array.isArray(content)) {
    return `${at}.content: Input should be a valid list`
  }
  if (content.length === 0) return `${at}: ${role} messages must have non-empty content`
  return listOf(content)
    .map((block, at2) => blockProblem(block, `${at}.content.${at2}`))
    .find((problem) => problem !== undefined)
}

function blockProblem(block: unknown, at: string): string | undefined {
  const { type, text } = objectOf(block)
  if (type === undefined) return `${at}.type: Field required`
  if (type !== 'text') return undefined
  if (typeof text !== 'string') return `${at}.text.text: Field required`
  return text === '' ? 'messages: text content blocks must be non-empty' : undefined
}

/** Each use of a tool has its result in the message right behind it, and each result its use before it. */
function toolOrderProblem(messages: readonly unknown[], index: number): string | undefined {
  const used = idsIn(messages[index], 'tool_use', 'id')
  const answered = idsIn(messages[index + 1], 'tool_result', 'tool_use_id')
  const open = used.filter((id) => !answered.includes(id))
  if (open.length > 0) {
    return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`
  }
  const before = index === 0 ? [] : idsIn(messages[index - 1], 'tool_use', 'id')
  const stray = idsIn(messages[index], 'tool_result', 'tool_use_id').find((id) => !before.includes(id))
  if (stray === undefined) return undefined
  return `messages.${index}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`
}

function idsIn(message: unknown, type: string, key: string): readonly string[] {
  return listOf(objectOf(message)['content'])
    .map(objectOf)
    .filter((block) => block['type'] === type)
    .map((block) => textOf(block[key]))
}

function toolsProblem({ tools, tool_choice: choice }: JsonObject): string | undefined {
  if (tools === undefined) {
    return choice === undefined ? undefined : 'tool_choice: may only be specified while providing tools'
  }
  if (!Array.isArray(tools)) return 'tools: Input should be a valid list'
  const all: readonly unknown[] = tools
  for (const [index, tool] of all.entries()) {
    const { name, input_schema: schema, type } = objectOf(tool)
    if (name === undefined) return `tools.${index}.custom.name: Field required`
    if (type === undefined && !isObject(schema)) return `tools.${index}.custom.input_schema: Field required`
  }
  const { type, name } = objectOf(choice)
  if (type !== 'tool' || all.some((tool) => objectOf(tool)['name'] === name)) return undefined
  return `tool_choice: Tool '${String(name)}' not found in provided tools`
}
