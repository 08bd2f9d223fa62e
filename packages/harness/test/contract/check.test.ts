// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { Check, Errors } from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { conforms, parseAs, problemsIn } from '../../src/contract/check.ts'
import { contract, type Operation } from '../../src/contract/index.ts'
import { Type, type TSchema } from '../../src/contract/schema.ts'
import { mutated, valueOf } from '../support/schema-values.ts'

const told = (schema: TSchema, value: unknown) =>
  problemsIn(schema, value).map(({ path, what }) => `${path} ${what}`)

/** What TypeBox finds, in the words of ours; `boolean` is what it says of each property that is too many. */
const reference = (schema: TSchema, value: unknown) =>
  Errors(schema, value)[1]
    .filter(({ keyword }) => keyword !== 'boolean')
    .map((error) => `${error.instancePath} ${wordsOf(error)}`)

function wordsOf(error: ReturnType<typeof Errors>[1][number]): string {
  if (error.keyword === 'additionalProperties') {
    return `has more than is declared: ${error.params.additionalProperties.join(', ')}`
  }
  if (error.keyword === 'required') return `lacks ${error.params.requiredProperties.join(', ')}`
  if (error.keyword === 'enum') return `${error.message}: ${error.params.allowedValues.join(', ')}`
  return error.message
}

/** TypeBox tells no more than so many. */
const mostOfTypeBox = 8

const operations: readonly Operation[] = Object.values(contract)
const schemas = operations.flatMap(({ id, responses }) =>
  Object.entries(responses).map(([status, schema]) => ({ name: `${id} ${status}`, schema })),
)

describe('an answer of the contract is judged as TypeBox judges it', () => {
  it.each(schemas)('$name', ({ schema }) => {
    const values = valueOf(schema).chain((whole) => fc.tuple(fc.constant(whole), mutated(whole)))
    fc.assert(
      fc.property(values, ([whole, broken]) => {
        expect(told(schema, whole)).toEqual([])
        expect(conforms(schema, broken)).toBe(Check(schema, broken))
        const theirs = reference(schema, broken)
        const all = Errors(schema, broken)[1].length < mostOfTypeBox
        expect(told(schema, broken).slice(0, all ? undefined : 1)).toEqual(all ? theirs : theirs.slice(0, 1))
      }),
      { numRuns: 30 },
    )
  })
})

describe('a keyword holds at its limit and not beyond', () => {
  it.each([
    [Type.String({ minLength: 2 }), 'ab', 'a', ' must not have fewer than 2 characters'],
    [Type.String({ maxLength: 2 }), '😀😀', '😀😀a', ' must not have more than 2 characters'],
    [Type.String({ minLength: 2 }), '😀😀', '😀', ' must not have fewer than 2 characters'],
    [Type.String({ pattern: '^a+$' }), 'aa', 'ab', ' must match pattern "^a+$"'],
    [
      Type.String({ format: 'uuid' }),
      '0B54ac00-52fd-4c1c-9d6a-3b6f0f1b2c3d',
      '0b54ac0052fd4c1c9d6a3b6f0f1b2c3d',
      ' must match format "uuid"',
    ],
    [Type.Integer({ minimum: 1 }), 1, 0, ' must be >= 1'],
    [Type.Integer({ maximum: 1 }), 1, 2, ' must be <= 1'],
    [Type.Number({ exclusiveMinimum: 0 }), 0.1, 0, ' must be > 0'],
    [Type.Integer(), 1, 1.5, ' must be integer'],
    [Type.Number(), 1.5, Number.NaN, ' must be number'],
    [Type.Boolean(), false, 0, ' must be boolean'],
    [Type.Null(), null, undefined, ' must be null'],
    [Type.Literal('a'), 'a', 'b', ' must be equal to constant'],
    [Type.Enum(['a', 'b']), 'b', 'c', ' must be equal to one of the allowed values: a, b'],
    [Type.Array(Type.Null(), { minItems: 1 }), [null], [], ' must not have fewer than 1 items'],
    [Type.Array(Type.Null(), { maxItems: 1 }), [null], [null, null], ' must not have more than 1 items'],
    [Type.Array(Type.Null()), [null], [null, 1], '/1 must be null'],
    [Type.Tuple([Type.Null(), Type.Integer()]), [null, 1], [null, null], '/1 must be integer'],
    [Type.Tuple([Type.Null()]), [null], [null, 1], ' must not have more than 1 items'],
    [Type.Object({ a: Type.Null() }), { a: null, b: 1 }, {}, ' lacks a'],
    [Type.Object({}), {}, [], ' must be object'],
    [Type.Record(Type.String(), Type.Null()), { 'a/b': null }, { 'a/b': 1 }, '/a~1b must be null'],
    [
      Type.Record(Type.String(), Type.Null(), { minProperties: 1 }),
      { a: null },
      {},
      ' must not have fewer than 1 properties',
    ],
    [Type.Object({ a: Type.Optional(Type.Null()) }), { a: undefined }, { a: 1 }, '/a must be null'],
    [Type.Object({ a: Type.Unknown() }), { a: undefined }, {}, ' lacks a'],
    [Type.Object({ a: Type.Null() }), { a: null }, { a: undefined }, '/a must be null'],
  ])('%j takes %j and refuses %j', (schema, kept, broken, problem) => {
    expect(told(schema, kept)).toEqual([])
    expect(told(schema, broken)).toContain(problem)
    expect([conforms(schema, kept), conforms(schema, broken)]).toEqual([true, false])
    expect([Check(schema, kept), Check(schema, broken)]).toEqual([true, false])
  })
})

it('a value that fits no branch is told what each of them wants', () => {
  const schema = Type.Object({ a: Type.Union([Type.Null(), Type.Integer({ minimum: 1 })]) })
  expect(told(schema, { a: 0 })).toEqual([
    '/a must be null',
    '/a must be >= 1',
    '/a must match a schema in anyOf',
  ])
})

it('names that an object inherits are none of its own', () => {
  expect(told(Type.Object({ toString: Type.Optional(Type.Null()) }), {})).toEqual([])
  expect(told(Type.Object({ toString: Type.Unknown() }), {})).toEqual([' lacks toString'])
})

it('a value that is taken at its word is given back, and another thrown out with every reason', () => {
  const schema = Type.Object({ a: Type.Integer(), b: Type.Null() })
  expect(parseAs(schema, { a: 1, b: null })).toEqual({ a: 1, b: null })
  expect(() => parseAs(schema, { a: 'x', b: 2 })).toThrow(
    'The value is not as its schema has it: /a must be integer; /b must be null.',
  )
})

describe('what cannot be checked is never passed over', () => {
  it.each([
    [{ type: 'array', uniqueItems: true }, 'the keyword uniqueItems'],
    [{ type: 'string', format: 'email' }, 'the format email'],
    [{ type: 'text' }, 'the type text'],
    [{ type: ['string', 'null'] }, '["string","null"] where a text belongs'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'additionalProperties that are not false'],
    [{ items: [{ type: 'null' }], additionalItems: true }, 'additionalItems that are not false'],
    [{ properties: { a: { $ref: '#' } } }, 'the keyword $ref'],
    [{ const: { a: 1 } }, '{"a":1} where a plain value belongs'],
    [{ enum: [[1]] }, '[1] where a plain value belongs'],
    [{ minLength: '1' }, '"1" where a number belongs'],
    [{ anyOf: {} }, '{} where a list belongs'],
    [{ properties: [] }, '[] where an object belongs'],
  ])('%j', (schema, words) => {
    expect(() => conforms(schema, null)).toThrow(words)
  })
})
