// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { writeRules } from '@eucora/harness/rules-page'
import './strip-types.ts'

const folder = join(import.meta.dirname, '..')

process.exitCode = await writeRules(process.argv.slice(2), {
  suites: join(folder, 'playwright.config.ts'),
  page: join(folder, '..', '..', 'docs', 'RULES.md'),
})
