// SPDX-License-Identifier: Apache-2.0
import * as TypeBox from 'typebox'
import { describe, expect, test } from 'vitest'
import { Type } from '../../src/contract/schema.ts'

/** A schema at every depth, with what is hidden in it behind the rest. */
function shown(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shown)
  if (typeof schema !== 'object' || schema === null) return schema
  const all = Object.entries(Object.getOwnPropertyDescriptors(schema))
  const hiddenLast = all.toSorted(([, a], [, b]) => Number(b.enumerable) - Number(a.enumerable))
  return hiddenLast.map(([key, { value, enumerable }]) => ({ key, enumerable, value: shown(value) }))
}

const theirs = TypeBox.Type

describe('a builder makes what TypeBox makes', () => {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['String', Type.String({ minLength: 1 }), theirs.String({ minLength: 1 })],
    ['Number', Type.Number({ minimum: 0 }), theirs.Number({ minimum: 0 })],
    ['Integer', Type.Integer(), theirs.Integer()],
    ['Boolean', Type.Boolean(), theirs.Boolean()],
    ['Null', Type.Null(), theirs.Null()],
    ['Unknown', Type.Unknown({ title: 'any' }), theirs.Unknown({ title: 'any' })],
    ['Literal of text', Type.Literal('a'), theirs.Literal('a')],
    ['Literal of a number', Type.Literal(1), theirs.Literal(1)],
    ['Literal of truth', Type.Literal(true), theirs.Literal(true)],
    ['Enum', Type.Enum(['a', 'b']), theirs.Enum(['a', 'b'])],
    ['Union', Type.Union([Type.Null(), Type.String()]), theirs.Union([theirs.Null(), theirs.String()])],
    ['Array', Type.Array(Type.String(), { maxItems: 2 }), theirs.Array(theirs.String(), { maxItems: 2 })],
    [
      'Object',
      Type.Object({ a: Type.String(), b: Type.Optional(Type.Null()) }, { additionalProperties: false }),
      theirs.Object(
        { a: theirs.String(), b: theirs.Optional(theirs.Null()) },
        { additionalProperties: false },
      ),
    ],
    ['Object without a required property', Type.Object({}), theirs.Object({})],
    [
      'Record',
      Type.Record(Type.String(), Type.Unknown(), { minProperties: 1 }),
      theirs.Record(theirs.String(), theirs.Unknown(), { minProperties: 1 }),
    ],
    ['Tuple', Type.Tuple([Type.String(), Type.Number()]), theirs.Tuple([theirs.String(), theirs.Number()])],
    ['Unsafe', Type.Unsafe<Date>({ type: 'string' }), theirs.Unsafe<Date>({ type: 'string' })],
  ]
  test.each(pairs)('%s', (_, ours, reference) => {
    expect(shown(ours)).toEqual(shown(reference))
  })
})
