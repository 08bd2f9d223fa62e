// SPDX-License-Identifier: Apache-2.0
import type { TestResult, TestStep } from '@playwright/test/reporter'
import type { ScenarioStatus } from './results.ts'

/**
 * What came of a scenario. It failed only where an assertion of its own is why; whatever else went wrong says nothing
 * about the backend.
 */
export function statusOf(result: TestResult | undefined, expected: TestResult['status']): ScenarioStatus {
  if (result === undefined) return 'notRun'
  if (result.status === 'skipped') return isNotSupported(result) ? 'notSupported' : 'notRun'
  if (result.status === expected) return 'passed'
  return result.status === 'failed' && failedByAssertion(result) ? 'failed' : 'error'
}

/** `notSupported()` skips with this annotation; a scenario that was never reached has none. */
function isNotSupported({ annotations }: TestResult): boolean {
  return annotations.some(({ type }) => type === 'skip')
}

function failedByAssertion({ steps, errors }: TestResult): boolean {
  const messages = new Set(errors.map(({ message }) => message))
  return failedAssertions(steps).some((message) => messages.has(message))
}

function failedAssertions(steps: readonly TestStep[]): readonly (string | undefined)[] {
  return steps.flatMap((step) => [
    ...(step.category === 'expect' && step.error !== undefined ? [step.error.message] : []),
    ...failedAssertions(step.steps),
  ])
}
