// SPDX-License-Identifier: Apache-2.0
import type { Operation } from '@eucora/harness/contract'

/** A place in an answer: keys from the root, `[]` for each element of an array. */
export type FieldPath = readonly string[]

export interface AnswerField {
  readonly path: FieldPath
  readonly schema: object
}

/** Every field of an operation's success body, two objects deep, as the contract declares it. */
export function answerFields(operation: Operation): readonly AnswerField[] {
  const schema = successSchema(operation)
  return schema === undefined ? [] : fieldsOf(schema, [], 3)
}

/** The status that an operation answers when it succeeds, the lowest 2xx. */
export function successStatus(operation: Operation): number | undefined {
  return Object.keys(operation.responses)
    .map(Number)
    .filter((status) => status >= 200 && status < 300)
    .toSorted((a, b) => a - b)[0]
}

function successSchema(operation: Operation): object | undefined {
  const status = successStatus(operation)
  return status === undefined ? undefined : operation.responses[status]
}

function fieldsOf(schema: object, path: FieldPath, depth: number): readonly AnswerField[] {
  if ('items' in schema && isObject(schema.items)) return fieldsOf(schema.items, [...path, '[]'], depth)
  if (depth === 0 || !('properties' in schema) || !isObject(schema.properties)) return []
  return Object.entries(schema.properties).flatMap(([key, field]: [string, unknown]) =>
    isObject(field)
      ? [{ path: [...path, key], schema: field }, ...fieldsOf(field, [...path, key], depth - 1)]
      : [],
  )
}

/** A copy of a body in which every value at the path is changed; `undefined` from the change removes the key. */
export function changeAt(body: unknown, path: FieldPath, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return change(body)
  if (key === '[]')
    return Array.isArray(body) ? body.map((each: unknown) => changeAt(each, rest, change)) : body
  if (!isObject(body) || Array.isArray(body)) return body
  const entries = Object.entries(body).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
    if (name !== key) return [[name, value]]
    const changed = changeAt(value, rest, change)
    return changed === undefined ? [] : [[name, changed]]
  })
  return Object.fromEntries(entries)
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
