// SPDX-License-Identifier: Apache-2.0
import { isObject, listOf, objectOf, textOf, type JsonObject } from '../json-value.ts'
import type { Tool, ToolUse } from '../prompt.ts'
import { invalid, missing, notModelled, wrongType, wrongValue, type Problem } from './chat-problem.ts'

/** What is wrong with the tools of a chat request and with the choice among them; undefined where nothing is. */
export function toolsProblem(body: JsonObject): Problem | undefined {
  const { tools, tool_choice: choice } = body
  if (tools === undefined) {
    if (choice === undefined || choice === 'none') return undefined
    return invalid(
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
      'tool_choice',
    )
  }
  if (!Array.isArray(tools)) return wrongType('tools', 'an array of objects', tools)
  const all: readonly unknown[] = tools
  for (const [index, tool] of all.entries()) {
    const problem = toolProblem(tool, `tools[${index}]`)
    if (problem !== undefined) return problem
  }
  return choiceProblem(choice, toolsOf(body))
}

function toolProblem(tool: unknown, path: string): Problem | undefined {
  if (!isObject(tool)) return wrongType(path, 'an object', tool)
  const { type } = tool
  if (type === undefined) return missing(`${path}.type`)
  if (type === 'custom') return notModelled('custom tools')
  if (type !== 'function') return wrongValue(`${path}.type`, type, ['function', 'custom'])
  if (!isObject(tool['function'])) return missing(`${path}.function`)
  const { name } = tool['function']
  if (name === undefined) return missing(`${path}.function.name`)
  if (typeof name === 'string' && /^[a-zA-Z0-9_-]{1,64}$/.test(name)) return undefined
  const message = `Invalid '${path}.function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`
  return invalid(message, `${path}.function.name`, 'invalid_value')
}

function choiceProblem(choice: unknown, tools: readonly Tool[]): Problem | undefined {
  if (choice === undefined) return undefined
  if (isObject(choice)) {
    const name = textOf(objectOf(choice['function'])['name'])
    if (tools.some((tool) => tool.name === name)) return undefined
    return invalid(`Tool choice '${name}' not found in 'tools' parameter.`, 'tool_choice')
  }
  const known = ['none', 'auto', 'required']
  return known.some((each) => each === choice) ? undefined : wrongValue('tool_choice', choice, known)
}

export function toolsOf(body: JsonObject): readonly Tool[] {
  return listOf(body['tools']).map((tool) => {
    const { name, parameters } = objectOf(objectOf(tool)['function'])
    return { name: textOf(name), schema: parameters }
  })
}

export function toolUseOf({ tool_choice: choice }: JsonObject): ToolUse {
  if (choice === 'none' || choice === 'required') return choice
  return isObject(choice) ? { name: textOf(objectOf(choice['function'])['name']) } : 'auto'
}
