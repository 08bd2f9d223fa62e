// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { runSuites } from '../../../src/playwright/run.ts'

process.exitCode = await runSuites({
  config: join(import.meta.dirname, 'playwright.config.ts'),
  args: process.argv.slice(2),
})
