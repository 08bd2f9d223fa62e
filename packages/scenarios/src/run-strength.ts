// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { strength } from '@eucora/harness/strength'
import { strengthReasons } from './strength-reasons.ts'
import { strengthSample } from './strength-sample.ts'

const folder = join(import.meta.dirname, '..')

process.exitCode = await strength(process.argv.slice(2), {
  suites: join(folder, 'playwright.config.ts'),
  trials: join(folder, 'strength.config.ts'),
  sample: strengthSample,
  rotating: 20,
  reasons: strengthReasons,
})
