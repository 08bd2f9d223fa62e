// SPDX-License-Identifier: Apache-2.0
import { listOf, numberOf, objectOf, textOf, type JsonObject } from '../json-value.ts'
import type { Prompt, Tool, ToolUse, Turn } from '../prompt.ts'

/** What a body that is right asks for. */
export function messagePrompt(body: JsonObject): Prompt {
  const system = contentText(body['system'])
  const tools = listOf(body['tools'])
    .map(objectOf)
    .map((tool): Tool => ({ name: textOf(tool['name']), schema: tool['input_schema'] }))
  return {
    model: textOf(body['model']),
    turns: [
      ...(system === '' ? [] : [{ role: 'system' as const, text: system }]),
      ...listOf(body['messages']).map(turn),
    ],
    tools,
    toolUse: toolUse(objectOf(body['tool_choice'])),
    maxTokens: numberOf(body['max_tokens']),
    stops: listOf(body['stop_sequences']).map(textOf),
    jsonSchema: objectOf(objectOf(body['output_config'])['format'])['schema'],
  }
}

function turn(message: unknown): Turn {
  const { role, content } = objectOf(message)
  const results = listOf(content)
    .map(objectOf)
    .filter(({ type }) => type === 'tool_result')
  if (results.length > 0) {
    return { role: 'tool', text: results.map((result) => contentText(result['content'])).join('\n') }
  }
  return { role: role === 'assistant' ? 'assistant' : 'user', text: contentText(content) }
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  return listOf(content)
    .map((part) => textOf(objectOf(part)['text']))
    .join('')
}

function toolUse({ type, name }: JsonObject): ToolUse {
  if (type === 'any') return 'required'
  if (type === 'none') return 'none'
  return type === 'tool' ? { name: textOf(name) } : 'auto'
}
