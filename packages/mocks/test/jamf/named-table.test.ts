// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { NamedTable } from '../../src/jamf/named-table.ts'

interface Item {
  readonly id: number
  name: string
}

function tableOf(...names: readonly string[]) {
  const table = new NamedTable<Item, 'name'>(new Map([['name', ({ name }) => name]]))
  const items = names.map((name, index) => ({ id: index + 1, name }))
  for (const item of items) table.add(item)
  return { table, items }
}

test('what is added is found by its id and its name', () => {
  const { table, items } = tableOf('One', 'Two')
  expect(table.get(2)).toBe(items[1])
  expect(table.named('name', 'Two')).toBe(items[1])
  expect(table.named('name', 'Three')).toBeUndefined()
  expect([...table.values()]).toEqual(items)
  expect([...table.keys()]).toEqual([1, 2])
  expect(table.size).toBe(2)
})

test('what is renamed is found by its new name only', () => {
  const { table, items } = tableOf('One', 'Two')
  const [one = { id: 0, name: '' }] = items
  table.change(one, (item) => {
    item.name = 'Three'
  })
  expect(table.named('name', 'One')).toBeUndefined()
  expect(table.named('name', 'Three')).toBe(one)
  expect(table.get(1)).toBe(one)
})

test('what is removed is found no more, and others stay', () => {
  const { table, items } = tableOf('One', 'one')
  const [one = { id: 0, name: '' }] = items
  table.remove(one)
  expect(table.get(1)).toBeUndefined()
  expect(table.named('name', 'One')).toBeUndefined()
  expect(table.alike('name', 'ONE')).toEqual([items[1]])
  expect(table.size).toBe(1)
})

test('names that differ in case are different names, and alike', () => {
  const { table, items } = tableOf('App', 'app', 'Other')
  expect(table.named('name', 'app')).toBe(items[1])
  expect(table.named('name', 'APP')).toBeUndefined()
  expect(table.alike('name', 'APP')).toEqual([items[0], items[1]])
  expect(table.alike('name', 'nobody')).toEqual([])
})

test('what is alike comes by id, whatever was renamed last', () => {
  const { table, items } = tableOf('other', 'app')
  const [first = { id: 0, name: '' }] = items
  table.change(first, (item) => {
    item.name = 'APP'
  })
  expect(table.alike('name', 'app').map(({ id }) => id)).toEqual([1, 2])
})
