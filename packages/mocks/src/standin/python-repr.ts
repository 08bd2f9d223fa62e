// SPDX-License-Identifier: Apache-2.0
import { isRecord } from './problems.ts'

/** Python's str() of a JSON value: text as it is, anything else as Python would print it. */
export function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : repr(value)
}

function repr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`
  if (isRecord(value)) {
    const members = Object.entries(value).map(([key, each]) => `${quoted(key)}: ${repr(each)}`)
    return `{${members.join(', ')}}`
  }
  return JSON.stringify(value)
}

function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`
}
