// SPDX-License-Identifier: Apache-2.0
import { at } from './look.mjs'

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ name: string, code: number, took: string, counts: Counts }} Row
 */

/**
 * @param {unknown} value
 * @param {string} key
 */
function numberAt(value, key) {
  const found = at(value, key)
  return typeof found === 'number' ? found : 0
}

/**
 * A run that failed without a failed test (a file that does not load, a crash) is one failure: no run
 * that ended badly may count as passed only because it left no result.
 * @param {Counts} counts
 * @param {number} code
 */
function withExitCode(counts, code) {
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 }
  if (code === 0 && counts.passed + counts.failed === 0) return { ...counts, failed: 1 }
  return counts
}

/**
 * @param {unknown} results what Vitest's JSON reporter wrote
 * @param {number} code
 */
export function countsOfUnitTests(results, code) {
  return withExitCode(
    {
      passed: numberAt(results, 'numPassedTests'),
      failed: numberAt(results, 'numFailedTests'),
      skipped: numberAt(results, 'numPendingTests') + numberAt(results, 'numTodoTests'),
    },
    code,
  )
}

/**
 * @param {unknown} results reports/scenarios/results.json
 * @param {number} code
 */
export function countsOfScenarios(results, code) {
  const counts = at(results, 'counts')
  return withExitCode(
    {
      passed: numberAt(counts, 'passed'),
      failed: numberAt(counts, 'failed') + numberAt(counts, 'error'),
      skipped: numberAt(counts, 'knownGap') + numberAt(counts, 'notSupported'),
    },
    code,
  )
}

/** @param {Row} row */
function outcome({ counts, code }) {
  if (counts.failed > 0 || (code !== 0 && counts.skipped === 0)) return 'FAIL'
  return counts.passed > 0 ? 'pass' : 'not run'
}

/** @param {readonly Row[]} rows */
export function table(rows) {
  const width = Math.max(...rows.map((row) => row.name.length))
  return rows
    .map((row) => {
      const { passed, failed, skipped } = row.counts
      const detail = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} not run` : ''}`
      return `${row.name.padEnd(width)}  ${outcome(row).padEnd(7)}  ${row.took.padStart(8)}  ${detail}`
    })
    .join('\n')
}

/**
 * The last line of a run. What was not run stands in the table above it, and in the exit code.
 * @param {readonly Row[]} rows
 */
export function closingLine(rows) {
  const passed = rows.reduce((sum, { counts }) => sum + counts.passed, 0)
  const failed = rows.reduce((sum, { counts }) => sum + counts.failed, 0)
  return `${passed} passed, ${failed} failed`
}
