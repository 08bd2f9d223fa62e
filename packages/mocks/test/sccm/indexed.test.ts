// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { Indexed } from '../../src/sccm/indexed.ts'

interface Row {
  readonly id: number
  name: string
  readonly group: number | null
}

function tableOf(...rows: readonly Row[]) {
  const table = new Indexed({ Name: ({ name }: Row) => name, Group: ({ group }: Row) => group })
  for (const row of rows) table.set(row.id, row)
  return table
}

const one = { id: 1, name: 'Editor', group: 7 }
const two = { id: 2, name: 'Browser', group: 7 }
const three = { id: 3, name: 'EDITOR', group: null }

describe('a table with indexes', () => {
  test('finds rows by a value without case, in the order of their numbers', () => {
    const table = tableOf(three, two, one)
    expect(table.with('Name', 'editor')).toEqual([one, three])
    expect(table.with('Name', 'edit')).toEqual([])
    expect(table.with('Group', 7)).toEqual([one, two])
    expect(table.with('Group', '7')).toEqual([one, two])
  })

  test('counts rows by a value', () => {
    const table = tableOf(one, two, three)
    expect(table.countWith('Group', 7)).toBe(2)
    expect(table.countWith('Group', 8)).toBe(0)
  })

  test('finds by nothing what has no value', () => {
    expect(tableOf(three).with('Group', 'null')).toEqual([])
  })

  test('finds a row that changed by its new value alone once it is set again', () => {
    const row = { ...one }
    const table = tableOf(row, two)
    row.name = 'Viewer'
    table.set(row.id, row)
    expect(table.with('Name', 'Editor')).toEqual([])
    expect(table.with('Name', 'Viewer')).toEqual([row])
    expect([...table.keys()]).toEqual([1, 2])
  })

  test('finds no row that was deleted, and the others still', () => {
    const table = tableOf(one, three)
    expect(table.delete(1)).toBe(true)
    expect(table.delete(1)).toBe(false)
    expect(table.with('Name', 'Editor')).toEqual([three])
    expect(table.countWith('Group', 7)).toBe(0)
  })

  test('finds nothing once it is cleared', () => {
    const table = tableOf(one, two)
    table.clear()
    expect(table.with('Group', 7)).toEqual([])
    expect(table.size).toBe(0)
  })
})
