// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { DueTimes } from '../../src/jamf/due-times.ts'

function timesOf(...entries: readonly (readonly [number, number])[]): DueTimes {
  const times = new DueTimes()
  for (const [id, ms] of entries) times.set(id, ms)
  return times
}

test('what is due is taken out once, by id', () => {
  const times = timesOf([3, 10], [1, 20], [4, 30], [2, 20])
  expect(times.take(9)).toEqual([])
  expect(times.take(20)).toEqual([1, 2, 3])
  expect(times.take(20)).toEqual([])
  expect(times.take(30)).toEqual([4])
})

test('a new time takes the place of the one before', () => {
  const times = timesOf([1, 10], [2, 10], [1, 30])
  expect(times.take(29)).toEqual([2])
  expect(times.take(30)).toEqual([1])
})

test('what is removed or never comes is not due', () => {
  const times = timesOf([1, 10], [2, 10], [3, 10], [3, Number.POSITIVE_INFINITY])
  times.remove(2)
  times.remove(9)
  expect(times.take(Number.MAX_SAFE_INTEGER)).toEqual([1])
})
