// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contract } from '@eucora/harness/contract'
import { RequestBody } from '../../src/standin/body.ts'
import { Call } from '../../src/standin/call.ts'
import { decimal, hundredths } from '../../src/standin/decimal.ts'
import { Deviations, type Defect } from '../../src/standin/defect.ts'
import {
  anyList,
  anyText,
  choice,
  flag,
  integer,
  jsonObject,
  list,
  nullable,
  optional,
  text,
} from '../../src/standin/fields.ts'
import { Refusal } from '../../src/standin/reply.ts'
import { read, type Field } from '../../src/standin/serializer.ts'
import { freshState, plain } from './call-helper.ts'

const percent = decimal({ digits: 5, places: 2, min: 0, max: 100 })

function callWith(defects: readonly Defect[] = []): Call {
  return new Call({
    id: 'cab.submit',
    operation: contract['cab.submit'],
    params: {},
    query: new URLSearchParams(),
    headers: {},
    body: new RequestBody(Buffer.from(''), 'application/json', 'r'),
    user: plain,
    requestId: 'r',
    sentRequestId: undefined,
    state: freshState(),
    deviations: new Deviations(defects),
  })
}

/** What a body is refused with, or the values that it brings. */
function outcome(fields: Readonly<Record<string, Field<unknown>>>, body: unknown): unknown {
  try {
    return read(callWith(), fields, body)
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.reply.body
    throw refusal
  }
}

function problem(field: Field<unknown>, value: unknown): unknown {
  return outcome({ x: field }, { x: value })
}

const toStore = (value: unknown) => ({ x: value })
const refusedWith = (...messages: readonly string[]) => ({ x: messages })

describe('a serializer', () => {
  it.each([
    [[], 'Invalid data. Expected a dictionary, but got list.'],
    ['a', 'Invalid data. Expected a dictionary, but got str.'],
    [1, 'Invalid data. Expected a dictionary, but got int.'],
    [null, 'No data provided'],
  ])('refuses the body %j', (body, message) => {
    expect(outcome({ x: text() }, body)).toEqual({ non_field_errors: [message] })
  })

  it('names every field that is wrong at once', () => {
    expect(outcome({ a: text(), b: integer(1, 2), c: optional(text(), 'd') }, { b: 3 })).toEqual({
      a: ['This field is required.'],
      b: ['Ensure this value is less than or equal to 2.'],
    })
  })

  it('takes null only where a field says so', () => {
    expect(problem(text(), null)).toEqual(refusedWith('This field may not be null.'))
    expect(problem(nullable(text(), 'none'), null)).toEqual(toStore('none'))
  })

  it('does not take keys of every object for fields', () => {
    expect(outcome({ constructor: text() }, {})).toEqual({ constructor: ['This field is required.'] })
  })

  it('stores what was sent where a defect leaves a check out', () => {
    const unchecked: Defect = {
      id: 'x',
      rule: 'input-is-validated',
      summary: '',
      operations: ['cab.submit'],
      off: [
        { operation: 'cab.submit', guard: 'input:text' },
        { operation: 'cab.submit', guard: 'input:score' },
        { operation: 'cab.submit', guard: 'input:days' },
        { operation: 'cab.submit', guard: 'input:items' },
        { operation: 'cab.submit', guard: 'input:named' },
        { operation: 'cab.submit', guard: 'input:absent' },
        { operation: 'cab.submit', guard: 'input:non_field_errors' },
      ],
    }
    const fields = {
      text: text({ max: 2 }),
      score: percent,
      days: integer(1, 90),
      items: list(text()),
      named: choice(['a']),
      absent: text(),
    }
    const sent = { text: 'abc', score: 1000.5, days: 2.5, items: 'no list', named: null }
    expect(read(callWith([unchecked]), fields, sent)).toEqual({
      text: 'abc',
      score: '1000.50',
      days: 2.5,
      items: [],
      named: '',
      absent: '',
    })
    expect(read(callWith([unchecked]), { absent: text() }, [])).toEqual({ absent: '' })
  })
})

describe('a text field', () => {
  it.each([
    [' a b ', 'a b'],
    [5, '5'],
    [1.5, '1.5'],
  ])('takes %j', (sent, stored) => {
    expect(problem(text(), sent)).toEqual(toStore(stored))
  })

  it.each([
    ['', 'This field may not be blank.'],
    [' \t', 'This field may not be blank.'],
    [true, 'Not a valid string.'],
    [['a'], 'Not a valid string.'],
    [{ a: 1 }, 'Not a valid string.'],
    ['a\0b', 'Null characters are not allowed.'],
    ['a\uD800', 'Surrogate characters are not allowed: U+D800.'],
  ])('refuses %j', (sent, message) => {
    expect(problem(text(), sent)).toEqual(refusedWith(message))
  })

  it('takes blank text where it may be blank', () => {
    expect(problem(text({ allowBlank: true }), ' ')).toEqual(toStore(''))
  })

  it('counts its length in code points, after stripping', () => {
    const message = 'Ensure this field has no more than 3 characters.'
    expect(problem(text({ max: 3 }), ' 😀😀😀 ')).toEqual(toStore('😀😀😀'))
    expect(problem(text({ max: 3 }), 'abcd')).toEqual(refusedWith(message))
    expect(problem(text({ max: 3 }), 'abc\0')).toEqual(
      refusedWith(message, 'Null characters are not allowed.'),
    )
  })
})

describe('a decimal field', () => {
  it.each([
    [50.01, '50.01'],
    [50, '50.00'],
    ['50', '50.00'],
    ['+7.5', '7.50'],
    [' 1_0 ', '10.00'],
    ['.5', '0.50'],
    ['5e1', '50.00'],
    ['-0', '0.00'],
    ['007', '7.00'],
    ['100', '100.00'],
    [0, '0.00'],
  ])('takes %j', (sent, stored) => {
    expect(problem(percent, sent)).toEqual(toStore(stored))
  })

  it.each([
    [101, 'Ensure this value is less than or equal to 100.'],
    [-0.01, 'Ensure this value is greater than or equal to 0.'],
    [50.001, 'Ensure that there are no more than 2 decimal places.'],
    [123.456, 'Ensure that there are no more than 5 digits in total.'],
    [1e-7, 'Ensure that there are no more than 5 digits in total.'],
    ['1e999999999', 'Ensure that there are no more than 5 digits in total.'],
    [1000, 'Ensure that there are no more than 3 digits before the decimal point.'],
    ['0.000', 'Ensure that there are no more than 2 decimal places.'],
    ['abc', 'A valid number is required.'],
    ['', 'A valid number is required.'],
    ['NaN', 'A valid number is required.'],
    ['Infinity', 'A valid number is required.'],
    [true, 'A valid number is required.'],
    [[1], 'A valid number is required.'],
    ['1'.repeat(1001), 'String value too large.'],
  ])('refuses %j', (sent, message) => {
    expect(problem(percent, sent)).toEqual(refusedWith(message))
  })

  it('keeps every amount of two places exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (cents) => {
        const value = percent.parse(cents / 100)
        expect(value.errors).toBeUndefined()
        expect(hundredths(value.value)).toBe(cents)
      }),
    )
  })

  it('has no limits where none are given', () => {
    expect(problem(decimal({ digits: 12, places: 2 }), '-1234567890.12')).toEqual(toStore('-1234567890.12'))
  })
})

describe('other fields', () => {
  it.each([
    [30, 30],
    ['30', 30],
    ['30.00 ', 30],
    [' 30', 30],
  ])('an integer field takes %j', (sent, stored) => {
    expect(problem(integer(1, 90), sent)).toEqual(toStore(stored))
  })

  it.each([
    [0, 'Ensure this value is greater than or equal to 1.'],
    [91, 'Ensure this value is less than or equal to 90.'],
    [1.5, 'A valid integer is required.'],
    [true, 'A valid integer is required.'],
    ['x', 'A valid integer is required.'],
    ['1'.repeat(1001), 'String value too large.'],
  ])('an integer field refuses %j', (sent, message) => {
    expect(problem(integer(1, 90), sent)).toEqual(refusedWith(message))
  })

  it('a flag takes what reads as yes or no', () => {
    expect(problem(flag, 'on')).toEqual(toStore(true))
    expect(problem(flag, 0)).toEqual(toStore(false))
    expect(problem(flag, 'maybe')).toEqual(refusedWith('Must be a valid boolean.'))
  })

  it('a choice takes its choices only', () => {
    expect(problem(choice(['P1']), 'P1')).toEqual(toStore('P1'))
    expect(problem(choice(['P1']), 'P9')).toEqual(refusedWith('"P9" is not a valid choice.'))
    expect(problem(choice(['P1']), 9)).toEqual(refusedWith('"9" is not a valid choice.'))
  })

  it('a list names what is wrong with an item under its index', () => {
    const controls = list(text({ max: 3 }), 'At least one is required')
    expect(problem(controls, ['a', ' b '])).toEqual(toStore(['a', 'b']))
    expect(problem(controls, [])).toEqual(refusedWith('At least one is required'))
    expect(problem(controls, 'a')).toEqual(refusedWith('Expected a list of items but got type "str".'))
    expect(problem(controls, ['ok', '', null, 'long'])).toEqual({
      x: {
        1: ['This field may not be blank.'],
        2: ['This field may not be null.'],
        3: ['Ensure this field has no more than 3 characters.'],
      },
    })
    expect(problem(list(text()), [])).toEqual(toStore([]))
  })

  it('an object field takes objects only', () => {
    const conditions = jsonObject('Conditions must be a JSON object')
    expect(problem(conditions, { a: 1 })).toEqual(toStore({ a: 1 }))
    expect(problem(conditions, [1])).toEqual(refusedWith('Conditions must be a JSON object'))
  })

  it('a field of a hand-written view keeps text as it is', () => {
    expect(problem(anyText, ' a ')).toEqual(toStore(' a '))
    expect(problem(anyText, 'a\0')).toEqual(refusedWith('Null characters are not allowed.'))
    expect(problem(anyText, 5)).toEqual(refusedWith('Not a valid string.'))
    expect(problem(anyList, [null, 1])).toEqual(toStore([null, 1]))
    expect(problem(anyList, {})).toEqual(refusedWith('Expected a list of items but got type "dict".'))
  })
})
