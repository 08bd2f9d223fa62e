// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { compareValues, type Comparison } from '../../src/replay/compare-values.ts'
import { Identities } from '../../src/replay/identities.ts'
import { Placeholders } from '../../src/replay/placeholders.ts'

const a = 'aaaaaaaa-0000-4000-8000-000000000001'
const b = 'bbbbbbbb-0000-4000-8000-000000000002'
const c = 'cccccccc-0000-4000-8000-000000000003'
const fixed = '5eed0000-0000-4000-8000-0000000000a1'

function comparison(changes: Partial<Comparison> = {}): Comparison {
  return {
    identities: new Identities(new Set([fixed])),
    placeholders: new Placeholders('pass', Date.parse('2026-11-22T12:00:00.900Z')),
    free: [],
    idSpace: undefined,
    anyOrder: undefined,
    ...changes,
  }
}

function compare(expected: unknown, received: unknown, changes: Partial<Comparison> = {}) {
  return compareValues(expected, received, '', comparison(changes))
}

describe('values', () => {
  test.each([
    [50, 50.0],
    ['40.00', '40.00'],
    [null, null],
    [true, true],
    [
      { a: 1, b: [] },
      { b: [], a: 1 },
    ],
  ])('%j equals %j', (expected, received) => {
    expect(compare(expected, received)).toEqual([])
  })

  test.each([
    [1, true],
    [0, false],
    [50, '50'],
    ['40.00', '40.0'],
    [null, ''],
    [[], {}],
    [null, {}],
  ])('%j does not equal %j', (expected, received) => {
    expect(compare(expected, received)).toEqual([{ pointer: '', expected, received }])
  })

  test('are compared key by key, and a key too many is one difference', () => {
    expect(compare({ a: 1, b: 2 }, { a: 3, c: 4 })).toEqual([
      { pointer: '/a', expected: 1, received: 3 },
      { pointer: '/b', expected: 2 },
      { pointer: '/c', received: 4 },
    ])
  })

  test('are free within the bounds of their place', () => {
    const free = [
      { pattern: '/rows/*/x', bounds: 'any number', accepts: (value: unknown) => typeof value === 'number' },
    ]
    expect(compare({ rows: [{ x: 1 }] }, { rows: [{ x: 2 }] }, { free })).toEqual([])
    expect(compare({ rows: [{ x: 1 }] }, { rows: [{ x: 'y' }] }, { free })).toEqual([
      { pointer: '/rows/0/x', expected: 'any number', received: 'y' },
    ])
  })
})

describe('timestamps', () => {
  test.each([
    ['2026-11-22T15:49:52.706858Z', '2027-01-01T00:00:00Z'],
    ['2026-11-22T15:49:52+00:00', '2026-11-22T15:49:53.000001+00:00'],
  ])('of the recorded run, such as %s, are compared by form', (expected, received) => {
    expect(compare(expected, received)).toEqual([])
  })

  test.each([
    ['2026-11-22T15:49:52.706858Z', '2026-11-22T15:49:52.706858+00:00'],
    ['2026-11-22T15:49:52.706858Z', '2026-11-22T15:49:52.706Z'],
    ['2026-11-22T15:49:52.706858Z', 'yesterday'],
    ['2025-06-02T08:00:00Z', '2025-06-02T08:00:01Z'],
    ['{{now-48h}}', '2026-11-20T12:00:01Z'],
  ])('%s does not equal %s', (expected, received) => {
    expect(compare(expected, received)).toMatchObject([{ pointer: '', received }])
  })

  test('of a placeholder are exact and shown as what they stand for', () => {
    expect(compare('{{now-48h}}', '2026-11-20T12:00:00Z')).toEqual([])
    expect(compare('{{now-46h}}', 'x')).toEqual([
      { pointer: '', expected: '2026-11-20T14:00:00Z', received: 'x' },
    ])
  })

  test('of a period lie as many weeks apart as it says', () => {
    const period = { start: '2026-10-25T15:49:54Z', end: '2026-11-22T15:49:54Z', weeks: 4 }
    expect(compare(period, { start: '2026-11-01T00:00:00Z', end: '2026-11-29T00:00:00Z', weeks: 4 })).toEqual(
      [],
    )
    expect(compare(period, { start: '2026-11-01T00:00:00Z', end: '2026-11-22T00:00:00Z', weeks: 4 })).toEqual(
      [{ pointer: '/end', expected: '4 weeks after start', received: '3 weeks after start' }],
    )
  })

  test('of an expiry that is none are left to their form', () => {
    const exception = { requested_at: '2026-11-22T15:49:54Z', expires_at: '2026-12-22T15:49:54Z' }
    expect(compare(exception, { ...exception, expires_at: 'never' })).toEqual([
      { pointer: '/expires_at', expected: exception.expires_at, received: 'never' },
    ])
  })
})

describe('ids', () => {
  test('map one-to-one', () => {
    expect(compare([a, b, a], [b, c, b])).toEqual([])
    expect(compare([a, b], [c, c])).toEqual([{ pointer: '/1', expected: b, received: c }])
    expect(compare([a, a], [b, c])).toEqual([{ pointer: '/1', expected: a, received: c }])
  })

  test('of the start state are equal', () => {
    expect(compare(fixed, fixed)).toEqual([])
    expect(compare(fixed, a)).toEqual([{ pointer: '', expected: fixed, received: a }])
  })

  test('stay in their class, also inside a text', () => {
    expect(compare(`Package ${a} of CAB-0123456789AB`, `Package ${b} of CAB-AAAAAAAAAAAA`)).toEqual([])
    expect(compare('CAB-0123456789AB', 'EXC-0123456789AB')).toHaveLength(1)
    expect(compare('CAB-0123456789AB', a)).toHaveLength(1)
    expect(compare(`Package ${a}`, 'Package x')).toHaveLength(1)
  })

  test('that are integers map within their own kind, and are equal elsewhere', () => {
    expect(compare([{ id: 2 }, { id: 1 }], [{ id: 9 }, { id: 5 }], { idSpace: 'event' })).toEqual([])
    expect(compare({ id: 5 }, { id: 6 })).toEqual([{ pointer: '/id', expected: 5, received: 6 }])
  })

  test('of events fall in a list', () => {
    expect(compare([{ id: 2 }, { id: 1 }], [{ id: 5 }, { id: 9 }], { idSpace: 'event' })).toEqual([
      { pointer: '/1/id', expected: 'an id below 5', received: 9 },
    ])
  })
})

describe('lists', () => {
  test('of other lengths show the rows too many and too few', () => {
    expect(compare({ rows: [1, 2, 3] }, { rows: [0, 1, 3, 4] })).toEqual([
      { pointer: '/rows/1', expected: 2 },
      { pointer: '/rows/0', received: 0 },
      { pointer: '/rows/3', received: 4 },
    ])
  })

  test('learn no id from a row that is paired with none', () => {
    const shared = comparison()
    compareValues(
      [{ n: 1, id: a }],
      [
        { n: 2, id: b },
        { n: 1, id: c },
      ],
      '',
      shared,
    )
    expect(shared.identities.textsMatch(a, c)).toBe(true)
    expect(shared.identities.textsMatch(b, b)).toBe(true)
  })

  test('without an order are equal in any', () => {
    expect(compare({ rows: [1, 2, 3] }, { rows: [3, 1, 2] }, { anyOrder: '/rows' })).toEqual([])
    expect(compare({ rows: [1, 2, 3] }, { rows: [3, 1, 4] }, { anyOrder: '/rows' })).toEqual([
      { pointer: '/rows/1', expected: 2, received: 4 },
    ])
    expect(compare({ rows: [1] }, { rows: [3, 1] }, { anyOrder: '/rows' })).toEqual([
      { pointer: '/rows/0', received: 3 },
    ])
  })

  test('with an order are equal in that only', () => {
    expect(compare({ rows: [1, 2] }, { rows: [2, 1] })).toHaveLength(2)
  })
})

test('a recommendation is compared up to the dict that it prints', () => {
  const text = (incidents: number, dict: string) =>
    `${incidents} incidents\n3. New auto-approve thresholds: ${dict}`
  expect(compare({ recommendation: text(1, '{a}') }, { recommendation: text(1, '{b}') })).toEqual([])
  expect(compare({ recommendation: text(1, '{a}') }, { recommendation: text(2, '{a}') })).toHaveLength(1)
})
