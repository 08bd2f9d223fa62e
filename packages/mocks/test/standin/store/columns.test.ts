// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { Arena } from '../../../src/standin/store/arena.ts'
import { bytes, cell, Column, floats, integers } from '../../../src/standin/store/columns.ts'

test('a column keeps what is set, over many chunks, and reads 0 where nothing was set', () => {
  const column = integers()
  for (const index of [0, 16_383, 16_384, 100_000]) column.set(index, index + 1)
  expect([0, 16_383, 16_384, 100_000].map((index) => column.get(index))).toEqual([1, 16_384, 16_385, 100_001])
  expect([1, 50_000, 100_001, 5_000_000].map((index) => column.get(index))).toEqual([0, 0, 0, 0])
})

test('a column keeps what it has while its first chunk grows, whatever was set before', () => {
  const column = integers()
  for (let index = 0; index < 40_000; index += 1) column.set(index, index + 1)
  const wrong = Array.from({ length: 40_000 }, (_, index) => index).filter(
    (index) => column.get(index) !== index + 1,
  )
  expect(wrong).toEqual([])

  const behind = integers()
  behind.set(20_000, 7)
  behind.set(100, 8)
  behind.set(16_000, 9)
  expect([20_000, 100, 16_000, 15_999].map((index) => behind.get(index))).toEqual([7, 8, 9, 0])
})

test('a column with few rows takes few bytes', () => {
  const made: number[] = []
  const column = new Column((length) => {
    made.push(length)
    return new Uint32Array(length)
  })
  for (let index = 0; index < 100; index += 1) column.set(index, 1)
  expect(made).toEqual([64, 128])
})

test('a column cuts numbers as its cells do', () => {
  const cut = [bytes(), integers(), floats()].map((column) => {
    column.set(3, 2 ** 32 + 257.5)
    return column.get(3)
  })
  expect(cut).toEqual([1, 257, 2 ** 32 + 257.5])
})

test('a cell beyond the end of an array reads 0', () => {
  expect([cell(Uint8Array.of(7), 0), cell(Uint8Array.of(7), 1)]).toEqual([7, 0])
})

function read(arena: Arena, address: number, length: number): string {
  const { page, offset } = arena.at(address)
  return page.toString('latin1', offset, offset + length)
}

test('an arena gives every byte string back by its address, over many pages', () => {
  const arena = new Arena()
  const texts = Array.from({ length: 3000 }, (_, index) => `${index} ${'x'.repeat(1000)}`)
  const addresses = texts.map((text) => arena.add(Buffer.from(text)))
  expect(texts.map((text, index) => read(arena, addresses[index] ?? -1, text.length))).toEqual(texts)
})

test('an arena takes a byte string longer than a page, and others after it', () => {
  const arena = new Arena()
  const long = 'a'.repeat(3 * 1024 * 1024)
  const [first, second, third] = [
    arena.add(Buffer.from('before')),
    arena.add(Buffer.from(long)),
    arena.add(Buffer.from('after')),
  ]
  expect(read(arena, first, 6)).toBe('before')
  expect(read(arena, second, long.length)).toBe(long)
  expect(read(arena, third, 5)).toBe('after')
})

test('an arena has nothing at an address that it did not give', () => {
  expect(() => new Arena().at(0)).toThrow('Nothing is stored at address 0.')
})
