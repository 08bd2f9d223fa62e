// SPDX-License-Identifier: Apache-2.0
import { about, test } from '../../../../src/playwright/index.ts'

// In a file of its own, the last by name: with one worker the others have ended when it starts.
const facts = { app: 'deployments', class: 'EdgeCases', rule: 'ring-must-exist' } as const

test('a scenario waits for ever', about({ ...facts, tags: ['@endless'] }), async () => {
  await new Promise(() => undefined)
})
