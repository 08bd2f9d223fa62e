// SPDX-License-Identifier: Apache-2.0
import type { FileCoverageData } from 'istanbul-lib-coverage'
import { expect, test } from 'vitest'

import { judgeCoverage, leastCovered, packageOf } from '../../src/gate/coverage.ts'

/** A file of one statement a line, of which the first `covered` ran. */
function fileWith(path: string, statements: number, covered: number): FileCoverageData {
  const keys = Array.from({ length: statements }, (_, index) => index)
  return {
    path,
    statementMap: Object.fromEntries(
      keys.map((key) => [key, { start: { line: key + 1, column: 0 }, end: { line: key + 1, column: 9 } }]),
    ),
    fnMap: {},
    branchMap: {},
    s: Object.fromEntries(keys.map((key) => [key, key < covered ? 1 : 0])),
    f: {},
    b: {},
  }
}

test('a package that reaches the limit passes, and one statement less fails', () => {
  const path = '/p/packages/a/src/x.ts'
  expect(judgeCoverage([fileWith(path, 100, 90)], 90).verdict).toBe('PASS')
  const missed = judgeCoverage([fileWith(path, 100, 89)], 90)
  expect(missed.verdict).toBe('FAIL')
  expect(missed.measures).toContainEqual({ name: 'a lines', value: 89, limit: 90, verdict: 'FAIL' })
})

test('a well covered package does not pay for another', () => {
  const { verdict, measures } = judgeCoverage(
    [fileWith('/p/packages/a/src/x.ts', 1000, 1000), fileWith('/p/packages/b/src/x.ts', 10, 1)],
    90,
  )
  expect(verdict).toBe('FAIL')
  expect(measures.filter((measure) => measure.verdict === 'FAIL').map(({ name }) => name)).toEqual([
    'b lines',
    'b statements',
  ])
})

test('a value just below the limit is not shown as the limit', () => {
  const { measures } = judgeCoverage([fileWith('/p/packages/a/src/x.ts', 100_000, 89_999)], 90)
  expect(measures[0]).toMatchObject({ value: 89.99, verdict: 'FAIL' })
})

test('the package is the folder below the innermost packages folder', () => {
  expect(packageOf('/home/packages/work/packages/mocks/src/a.ts')).toBe('mocks')
  expect(packageOf('/home/work/src/a.ts')).toBeUndefined()
})

test('a file outside the packages is not judged', () => {
  expect(judgeCoverage([fileWith('/p/bench/run.ts', 10, 0)], 90).measures).toEqual([])
})

test('the files with the most unrun lines come first, and fully run ones not at all', () => {
  const files = [fileWith('/p/a.ts', 3, 2), fileWith('/p/b.ts', 5, 1), fileWith('/p/c.ts', 2, 2)]
  expect(leastCovered(files, 5)).toEqual([
    { path: '/p/b.ts', lines: [2, 3, 4, 5] },
    { path: '/p/a.ts', lines: [3] },
  ])
  expect(leastCovered(files, 1)).toHaveLength(1)
})
