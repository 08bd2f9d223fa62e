// SPDX-License-Identifier: Apache-2.0
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from './json-value.ts'

const deepest = 16

/**
 * A value that a JSON Schema allows, the same one each time: the first of an `enum` or of alternatives, the least
 * number, every property. Types may be written in capitals, as Gemini does. References are followed within the schema.
 */
export function exampleValue(schema: unknown, root: unknown = schema, depth = 0): unknown {
  const shape = resolved(objectOf(schema), root)
  if (depth > deepest) return null
  if ('const' in shape) return shape['const']
  const [first] = listOf(shape['enum'])
  if (first !== undefined) return first
  const [alternative] = [...listOf(shape['anyOf']), ...listOf(shape['oneOf'])]
  if (alternative !== undefined) return exampleValue(alternative, root, depth + 1)
  switch (typeOf(shape)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(objectOf(shape['properties'])).map(([name, each]) => [
          name,
          exampleValue(each, root, depth + 1),
        ]),
      )
    case 'array':
      return shape['items'] === undefined ? [] : [exampleValue(shape['items'], root, depth + 1)]
    case 'integer':
    case 'number':
      return numberOf(shape['minimum']) ?? 1
    case 'boolean':
      return true
    case 'string':
      return formats[textOf(shape['format'])] ?? 'example'
    default:
      return null
  }
}

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  email: 'user@example.org',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.org/',
}

function typeOf(shape: JsonObject): string {
  const type = Array.isArray(shape['type']) ? listOf(shape['type'])[0] : shape['type']
  if (typeof type === 'string') return type.toLowerCase()
  return isObject(shape['properties']) ? 'object' : ''
}

function resolved(shape: JsonObject, root: unknown): JsonObject {
  const path = textOf(shape['$ref'])
  if (!path.startsWith('#')) return shape
  const found = path
    .split('/')
    .slice(1)
    .reduce<unknown>((value, name) => objectOf(value)[name], root)
  return objectOf(found)
}
