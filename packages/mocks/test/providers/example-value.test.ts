// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { exampleValue } from '../../src/providers/example-value.ts'

test.each<[string, unknown, unknown]>([
  ['a constant', { const: 4 }, 4],
  ['the first of an enum', { enum: ['low', 'high'] }, 'low'],
  ['the first alternative', { anyOf: [{ type: 'boolean' }, { type: 'null' }] }, true],
  ['the first type of several', { type: ['string', 'null'], format: 'date' }, '2026-01-01'],
  ['the least number', { type: 'NUMBER', minimum: 0.5 }, 0.5],
  ['a list of one', { type: 'array', items: { type: 'integer' } }, [1]],
  ['an empty list', { type: 'array' }, []],
  [
    'an object by its properties',
    { properties: { id: { type: 'string', format: 'none' } } },
    { id: 'example' },
  ],
  ['null for a schema of nothing', {}, null],
  ['what a reference names', { $ref: '#/$defs/ring', $defs: { ring: { const: 'canary' } } }, 'canary'],
])('%s', (_, schema, value) => {
  expect(exampleValue(schema)).toEqual(value)
})

test('a schema within itself comes to an end', () => {
  const tree = { type: 'object', properties: { child: { $ref: '#' } } }
  expect(JSON.stringify(exampleValue(tree)).match(/child/g)).toHaveLength(17)
})
