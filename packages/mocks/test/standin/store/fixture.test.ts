// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { FixtureFields } from '../../../src/standin/store/fixture.ts'

function fieldOf(value: unknown): FixtureFields {
  return new FixtureFields({ model: 'app.model', pk: 'k', fields: { f: value } })
}

const none = new FixtureFields({ model: 'app.model', pk: 'k', fields: {} })

describe('a field of a fixture', () => {
  test.each([
    ['a number as text', fieldOf('12.5').number('f'), 12.5],
    ['a number', fieldOf(7).number('f'), 7],
    ['a decimal', fieldOf('3').decimal('f'), '3.00'],
    ['an instant', fieldOf('1970-01-01T00:00:01Z').instantUs('f'), 1_000_000],
    ['a flag', fieldOf(true).flagOrNull('f'), true],
    ['one of several', fieldOf('b').oneOf('f', ['a', 'b']), 'b'],
    ['an object', fieldOf({ a: [1] }).object('f'), { a: [1] }],
    ['numbers by name', fieldOf({ a: 1 }).numbers('f'), { a: 1 }],
    ['texts', fieldOf(['a', 'b']).texts('f'), ['a', 'b']],
    ['a list', fieldOf([1, 'b']).list('f'), [1, 'b']],
    ['any JSON', fieldOf({ a: null }).json('f'), { a: null }],
  ])('is read as %s', (_, value, expected) => {
    expect(value).toEqual(expected)
  })

  test.each([
    ['text', none.textOrNull('f'), null],
    ['integer', none.integerOrNull('f'), null],
    ['number', none.numberOrNull('f'), null],
    ['flag', none.flagOrNull('f'), null],
    ['instant', none.instantUsOrNull('f'), null],
    ['flag that may not be null', none.flag('f'), false],
    ['object', none.object('f'), {}],
    ['text with a default', none.text('f', 'd'), 'd'],
    ['integer with a default', none.integer('f', 3), 3],
    ['number with a default', none.number('f', 0.5), 0.5],
  ])('that is not there is its default: %s', (_, value, expected) => {
    expect(value).toEqual(expected)
  })

  test.each([
    ['a text', 7, (fields: FixtureFields) => fields.text('f')],
    ['an integer', 1.5, (fields: FixtureFields) => fields.integer('f')],
    ['an integer', '1', (fields: FixtureFields) => fields.integer('f')],
    ['a number', 'many', (fields: FixtureFields) => fields.number('f')],
    ['a number', ' ', (fields: FixtureFields) => fields.number('f')],
    ['true or false', 'yes', (fields: FixtureFields) => fields.flag('f')],
    ['an ISO 8601 instant with its offset', 'noon', (fields: FixtureFields) => fields.instantUs('f')],
    ['one of a, b', 'c', (fields: FixtureFields) => fields.oneOf('f', ['a', 'b'])],
    ['a list', { a: 1 }, (fields: FixtureFields) => fields.list('f')],
    ['an object', [1], (fields: FixtureFields) => fields.object('f')],
    ['an object', null, (fields: FixtureFields) => fields.object('f')],
    ['an object of numbers', { a: '1' }, (fields: FixtureFields) => fields.numbers('f')],
    ['a list of texts', 'a', (fields: FixtureFields) => fields.texts('f')],
    ['a list of texts', ['a', 1], (fields: FixtureFields) => fields.texts('f')],
  ])('that shall be %s and is %j is refused by name and value', (wanted, value, read) => {
    expect(() => read(fieldOf(value))).toThrow(`app.model k: f is ${JSON.stringify(value)}; give ${wanted}.`)
  })
})

test.each([['x'], [0], [1.5]])('a key that shall be a positive integer and is %j is refused', (pk) => {
  const fields = new FixtureFields({ model: 'app.model', pk, fields: {} })
  expect(() => fields.pk).toThrow(`app.model: its pk is ${JSON.stringify(pk)}; give a positive integer.`)
})
