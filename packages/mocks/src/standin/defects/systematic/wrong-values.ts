// SPDX-License-Identifier: Apache-2.0
import { isObject } from './answer-fields.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Another value that the field's schema still takes, so that only a scenario's own assertion can notice it. */
export function otherValue(value: unknown, schema: object): unknown {
  const alternatives = 'enum' in schema && Array.isArray(schema.enum) ? schema.enum : []
  if (value === null) return notNull(schema)
  if (alternatives.length > 1) return alternatives.find((each: unknown) => each !== value)
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value === 0 ? 1 : value - 1
  if (Array.isArray(value)) return value.slice(1)
  if (typeof value === 'string') return otherText(value)
  return isObject(value) ? otherObject(value) : value
}

/** Texts for a field that has none; one of a pattern takes only its own. */
const texts = ['~', '2025-01-01T00:00:00Z', '2025-01-01T00:00:00+00:00', '1.00'] as const

/** What a field may be instead of null; null where it may be nothing else, or an object. */
function notNull(schema: object): unknown {
  const branches: readonly unknown[] = 'anyOf' in schema && Array.isArray(schema.anyOf) ? schema.anyOf : []
  return (
    branches.map((branch) => (isObject(branch) ? someOf(branch) : null)).find((each) => each !== null) ?? null
  )
}

function someOf(schema: object): unknown {
  if ('const' in schema) return schema.const
  if ('enum' in schema && Array.isArray(schema.enum)) return schema.enum[0]
  switch ('type' in schema && schema.type) {
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return 1
    case 'string':
      return textOf(schema)
    default:
      return null
  }
}

function textOf(schema: object): string {
  if ('format' in schema) return 'b3b1f9f2-4f0b-4f57-9d0f-000000000000'
  const pattern = 'pattern' in schema ? new RegExp(String(schema.pattern)) : /^~$/
  return texts.find((each) => pattern.test(each)) ?? '~'
}

/** A value of another type. */
export function otherType(value: unknown): unknown {
  if (typeof value === 'string') return 7
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value) || isObject(value)) return 'text'
  return value === null ? { unexpected: true } : value
}

/** Its first value is another one; an empty object has a key. */
function otherObject(value: object): object {
  const [first, ...rest]: readonly [string, unknown][] = Object.entries(value)
  if (first === undefined) return { '~': '~' }
  const [key, old] = first
  return { [key]: otherValue(old, {}) ?? '~', ...Object.fromEntries(rest) }
}

function otherText(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) {
    return `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`
  }
  if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    return text.replace(/^.{10}/, new Date(Date.parse(text) + dayMs).toISOString().slice(0, 10))
  }
  if (/^[0-9a-f]{64}$/.test(text)) return text.replace(/.$/, text.endsWith('0') ? '1' : '0')
  if (/^-?\d+\.\d\d$/.test(text)) return text.replace(/\d$/, text.endsWith('0') ? '1' : '0')
  return `${text}~`
}
