// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { failedScenarios, failedUnitTests, listOfFailures } from '../failures.mjs'
import { ROOT } from '../paths.mjs'

const file = (status: string, assertionResults: readonly object[], message = '') => ({
  name: join(ROOT, 'scripts', 'test', 'a.test.ts'),
  status,
  message,
  assertionResults,
})
const unit = (status: string) => ({
  status,
  title: `is ${status}`,
  ancestorTitles: ['a stand-in'],
  failureMessages: status === 'failed' ? ['expected 2 to be 1'] : [],
})

test('of the unit tests only the failed ones are named, with file, group and reason', () => {
  expect(failedUnitTests({ testResults: [file('failed', [unit('passed'), unit('failed')])] })).toEqual([
    { name: 'scripts/test/a.test.ts > a stand-in > is failed', message: 'expected 2 to be 1' },
  ])
})

test('a file of tests that cannot be loaded is named itself', () => {
  expect(
    failedUnitTests({ testResults: [file('failed', [], 'no such module'), file('passed', [])] }),
  ).toEqual([{ name: 'scripts/test/a.test.ts', message: 'no such module' }])
})

test('scenarios that failed or that the harness could not carry out are named, and errors outside of any', () => {
  const scenario = (status: string) => ({
    id: `cab/${status}`,
    title: 'A rule',
    status,
    messages: ['403 was expected'],
  })
  const scenarios = ['passed', 'failed', 'knownGap', 'notSupported', 'error', 'notRun'].map(scenario)
  expect(failedScenarios({ scenarios, errors: ['the set-up broke'] })).toEqual([
    { name: 'cab/failed: A rule', message: '403 was expected' },
    { name: 'cab/error: A rule', message: '403 was expected' },
    { name: 'outside of any scenario', message: 'the set-up broke' },
  ])
})

test('a run without results names nothing', () => {
  expect(failedUnitTests(null)).toEqual([])
  expect(failedScenarios(null)).toEqual([])
})

test('of a long message the beginning is shown, and how much was left out', () => {
  const message = Array.from({ length: 20 }, (_, line) => `line ${line}`).join('\n')
  const shown = listOfFailures('unit tests', [{ name: 'a test', message }]).split('\n')
  expect(shown).toHaveLength(14)
  expect(shown[0]).toBe('FAILED in unit tests: a test')
  expect(shown[1]).toBe('    line 0')
  expect(shown.at(-1)).toBe('    … 8 more lines')
})
