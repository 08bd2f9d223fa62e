// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { worstExitCode } from '../exit-codes.mjs'
import { closingLine, countsOfScenarios, countsOfUnitTests, table } from '../tally.mjs'

const row = (name: string, code: number, passed: number, failed: number, skipped = 0) => ({
  name,
  code,
  took: '1.0 s',
  counts: { passed, failed, skipped },
})

test('the closing line sums what every step counted', () => {
  expect(closingLine([row('types', 0, 1, 0), row('unit', 2, 40, 2), row('suites', 0, 27, 0)])).toBe(
    '68 passed, 2 failed',
  )
})

test('a step that could not run is neither passed nor failed, and the table says so', () => {
  const rows = [row('types', 0, 1, 0), row('load', 4, 0, 0, 1)]
  expect(closingLine(rows)).toBe('1 passed, 0 failed')
  expect(table(rows)).toMatch(/load +not run/)
})

test('a run that ended badly without a failed test is one failure', () => {
  expect(countsOfUnitTests({ numPassedTests: 5, numFailedTests: 0 }, 1)).toMatchObject({
    passed: 5,
    failed: 1,
  })
  expect(countsOfScenarios(null, 5)).toMatchObject({ passed: 0, failed: 1 })
})

test('a run that ended well without a single test is one failure', () => {
  expect(countsOfUnitTests({ numPassedTests: 0 }, 0).failed).toBe(1)
  expect(countsOfScenarios({ counts: {} }, 0).failed).toBe(1)
})

test('a scenario that the harness could not carry out counts as failed, a known gap as skipped', () => {
  const counts = { passed: 20, failed: 1, knownGap: 3, notSupported: 2, error: 4 }
  expect(countsOfScenarios({ counts }, 1)).toEqual({ passed: 20, failed: 5, skipped: 5 })
})

test('the table says pass, fail and not run', () => {
  const text = table([row('a', 0, 1, 0), row('b', 2, 0, 1), row('c', 3, 4, 0)])
  expect(text.split('\n').map((line) => line.split(/ +/)[1])).toEqual(['pass', 'FAIL', 'FAIL'])
})

test.each([
  [[0, 0], 0],
  [[3, 1], 1],
  [[1, 5], 5],
  [[5, 2], 2],
  [[2, 4], 4],
  [[0, 130], 2],
  [[], 0],
])('of the exit codes %j the one that speaks for all is %i', (codes, expected) => {
  expect(worstExitCode(codes)).toBe(expected)
})
