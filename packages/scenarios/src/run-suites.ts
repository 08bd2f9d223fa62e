// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { runSuites } from '@eucora/harness/playwright/run'
import './strip-types.ts'

process.exitCode = await runSuites({
  config: join(import.meta.dirname, '..', 'playwright.config.ts'),
  args: process.argv.slice(2),
})
