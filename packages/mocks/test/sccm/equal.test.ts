// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { withEqual } from '../../src/sccm/equal.ts'
import { Indexed } from '../../src/sccm/indexed.ts'

const rows = [
  { id: 1, name: 'Example Browser' },
  { id: 2, name: "Sam's Editor" },
  { id: 3, name: 'EXAMPLE BROWSER' },
  { id: 12, name: 'a and Id eq 2' },
]

function left(filter?: string): readonly number[] {
  const url = new URL('http://site/AdminService/wmi/SMS_Application')
  if (filter !== undefined) url.searchParams.set('$filter', filter)
  const table = new Indexed({
    Id: ({ id }: (typeof rows)[number]) => id,
    Name: ({ name }: (typeof rows)[number]) => name,
  })
  for (const row of rows) table.set(row.id, row)
  return withEqual(table, { url }, ['Id', 'Name']).map(({ id }) => id)
}

describe('what a query of Configuration Manager can be about', () => {
  test.each([
    ['Id eq 2', [2]],
    ['Id eq 9', []],
    ["Name eq 'Example Browser'", [1, 3]],
    ["IsLatest eq true and Name eq 'example browser' and Id eq 3", [3]],
    ["startswith(Name,'Example') and Id eq 1", [1]],
    ["Name eq 'a and Id eq 2'", [12]],
  ])('by %s are the rows of the values that it wants', (filter, ids) => {
    expect(left(filter)).toEqual(ids)
  })

  test.each([
    [undefined],
    ['Id eq 1 or Id eq 2'],
    ['not (Id eq 1)'],
    ['Id ne 1'],
    ['Id gt 1'],
    ['MyId eq 1'],
    ['Id eq 1.5'],
    ["Name eq 'Sam''s Editor'"],
    ["contains(Name,'Id eq 2')"],
  ])('by %s are all rows: the filter itself decides', (filter) => {
    expect(left(filter)).toEqual([1, 2, 3, 12])
  })

  test('is told without the words in a text', () => {
    expect(left("Id eq 1 and Name eq 'this or that, not both'")).toEqual([])
    expect(left("Id eq 1 and contains(Name,'this or that, not both')")).toEqual([1])
  })
})
