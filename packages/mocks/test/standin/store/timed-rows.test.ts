// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TimedRows } from '../../../src/standin/store/timed-rows.ts'

const named = (id: string, text = '') => ({ id, text })

test('rows are listed newest first, the last that came first where instants are equal', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), (instants) => {
      const rows = new TimedRows<{ readonly id: string }>()
      for (const [index, atUs] of instants.entries()) rows.add({ id: String(index) }, atUs)
      const expected = instants
        .map((atUs, index) => ({ atUs, index }))
        .toSorted((a, b) => b.atUs - a.atUs || b.index - a.index)
      expect(rows.newestFirst().map(({ id }) => id)).toEqual(expected.map(({ index }) => String(index)))
    }),
  )
})

test('a changed row stands in the place of the one with its id', () => {
  const rows = new TimedRows<ReturnType<typeof named>>()
  rows.add(named('a'), 1)
  rows.add(named('b'), 2)
  rows.replace(named('a', 'changed'))
  expect(rows.get('a')).toEqual(named('a', 'changed'))
  expect(rows.newestFirst()).toEqual([named('b'), named('a', 'changed')])
})

test('an id that is there is not added, and one that is not is not replaced', () => {
  const rows = new TimedRows<ReturnType<typeof named>>()
  rows.add(named('a'), 1)
  expect(() => rows.add(named('a', 'other'), 2)).toThrow('A row with the id a is there already.')
  expect(() => rows.replace(named('b'))).toThrow('There is no row with the id b to replace.')
  expect(rows.newestFirst()).toEqual([named('a')])
})
