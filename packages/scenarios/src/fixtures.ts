// SPDX-License-Identifier: Apache-2.0
import { test as base, withTrials } from '@eucora/harness/playwright'
import { createGiven, type Given } from './given.ts'

interface Fixtures {
  /** Ways to reach a state through the public API. */
  readonly given: Given
}

const scenario = base.extend<Fixtures>({
  given: [async ({ faker, runId }, use) => use(createGiven(faker, runId)), { box: true }],
})

/** Declares a scenario: one rule of governance. */
export const test = withTrials(scenario)

export { about, answered, expect } from '@eucora/harness/playwright'
