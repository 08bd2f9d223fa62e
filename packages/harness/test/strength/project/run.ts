// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { strength } from '../../../src/strength/command.ts'

const { TEST_KNOWN_KILLS: knownKills, TEST_CHANGES: changes } = process.env

process.exitCode = await strength(process.argv.slice(2), {
  suites: join(import.meta.dirname, 'playwright.config.ts'),
  trials: join(import.meta.dirname, 'strength.config.ts'),
  ...(knownKills === undefined ? {} : { knownKills }),
  ...(changes === undefined
    ? {}
    : {
        changes: {
          folder: changes,
          operationsOf: (files) => Promise.resolve(files.map((file) => `of ${file}`)),
        },
      }),
  reasons: {
    'deployments.list/wrong-value/deployments.[].version': 'No scenario of this project looks at it.',
    'deployments.list/order-turned': 'This is no longer true.',
  },
})
