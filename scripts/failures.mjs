// SPDX-License-Identifier: Apache-2.0
// What failed, by name: a log is often kept by its end only, and the failures stand far above it.
import { relative } from 'node:path'

import { at } from './look.mjs'
import { ROOT } from './paths.mjs'

/** A message may be an answer of thousands of lines; its beginning says what was expected. */
const LINES_OF_A_MESSAGE = 12

/** @typedef {{ name: string, message: string }} Failure */

/** @param {unknown} value @returns {unknown[]} */
function list(value) {
  return Array.isArray(value) ? value : []
}

/** @param {unknown} value */
function text(value) {
  return typeof value === 'string' ? value : ''
}

/**
 * The tests that failed, and the files that could not be run at all.
 * @param {unknown} results what Vitest's JSON reporter wrote
 * @returns {Failure[]}
 */
export function failedUnitTests(results) {
  return list(at(results, 'testResults')).flatMap((file) => {
    const path = relative(ROOT, text(at(file, 'name')))
    const failed = list(at(file, 'assertionResults')).filter((test) => at(test, 'status') === 'failed')
    if (failed.length === 0 && at(file, 'status') === 'failed') {
      return [{ name: path, message: text(at(file, 'message')) }]
    }
    return failed.map((test) => ({
      name: [path, ...list(at(test, 'ancestorTitles')), at(test, 'title')].join(' > '),
      message: list(at(test, 'failureMessages')).map(text).join('\n'),
    }))
  })
}

/**
 * The scenarios that failed or could not be carried out, and what went wrong outside of any.
 * @param {unknown} results reports/scenarios/results.json
 * @returns {Failure[]}
 */
export function failedScenarios(results) {
  const scenarios = list(at(results, 'scenarios'))
    .filter((scenario) => ['failed', 'error'].includes(text(at(scenario, 'status'))))
    .map((scenario) => ({
      name: `${text(at(scenario, 'id'))}: ${text(at(scenario, 'title'))}`,
      message: list(at(scenario, 'messages')).map(text).join('\n'),
    }))
  const errors = list(at(results, 'errors')).map((error) => ({
    name: 'outside of any scenario',
    message: text(error),
  }))
  return [...scenarios, ...errors]
}

/**
 * @param {string} step
 * @param {readonly Failure[]} failures
 */
export function listOfFailures(step, failures) {
  return failures
    .map(({ name, message }) => {
      const lines = message.trimEnd().split('\n')
      const more = lines.length - LINES_OF_A_MESSAGE
      const shown = more > 0 ? [...lines.slice(0, LINES_OF_A_MESSAGE), `… ${more} more lines`] : lines
      return [`FAILED in ${step}: ${name}`, ...shown.map((line) => `    ${line}`)].join('\n')
    })
    .join('\n')
}
