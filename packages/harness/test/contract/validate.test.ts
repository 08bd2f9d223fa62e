// SPDX-License-Identifier: Apache-2.0
import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { closed } from '../../src/contract/envelopes.ts'
import { answerProblems, schemaProblems } from '../../src/contract/validate.ts'
import { contract } from '../../src/contract/index.ts'

const schema = closed({ kind: Type.Enum(['a', 'b']), count: Type.Integer() })

it('a value that keeps its schema has no problems', () => {
  expect(schemaProblems(schema, { kind: 'a', count: 1 })).toEqual([])
})

it('every problem names its place and what is wrong', () => {
  expect(schemaProblems(schema, { kind: 'c', more: 1 })).toEqual([
    'the body lacks count',
    'the body has more than is declared: more',
    '/kind must be equal to one of the allowed values: a, b',
  ])
  expect(schemaProblems(schema, { kind: 'a', count: 'x' })).toEqual(['/count must be integer'])
})

it('at most five problems are told', () => {
  const many = Type.Array(Type.Integer())
  expect(
    schemaProblems(
      many,
      Array.from({ length: 9 }, () => 'x'),
    ),
  ).toHaveLength(5)
})

it('a refusal is JSON also where the answer proper is text', () => {
  const { 'health.prometheus': operation } = contract
  const refused = { error: 'no', correlation_id: 'x' }
  expect(answerProblems(operation, 403, 'application/json', refused)).toEqual([])
  expect(answerProblems(operation, 200, 'application/json', {})).toEqual([
    'content type is "application/json", not "text/plain"',
  ])
})
