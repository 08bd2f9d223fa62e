// SPDX-License-Identifier: Apache-2.0
import { test as base } from '@eucora/harness/playwright'
import { createGiven, type Given } from './given.ts'

interface Fixtures {
  /** Ways to reach a state through the public API. */
  readonly given: Given
}

export const test = base.extend<Fixtures>({
  given: [async ({ faker, runId }, use) => use(createGiven(faker, runId)), { box: true }],
})

export { about, answered, expect } from '@eucora/harness/playwright'
