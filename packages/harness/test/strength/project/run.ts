// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { strength } from '../../../src/strength/command.ts'

process.exitCode = await strength(process.argv.slice(2), {
  suites: join(import.meta.dirname, 'playwright.config.ts'),
  trials: join(import.meta.dirname, 'strength.config.ts'),
  sample: ['deployments.list/order-turned', 'deployments.list/wrong-status'],
  reasons: {
    'deployments.list/wrong-value/deployments.[].version': 'No scenario of this project looks at it.',
    'deployments.list/order-turned': 'This is no longer true.',
  },
})
