// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FullConfig } from '@playwright/test'
import { loadConfig } from '../config.ts'
import { openSuiteTarget } from '../suite-target.ts'

/**
 * Playwright's global set-up for whoever starts it directly (its UI, VS Code): without `EUCORA_BASE_URL` it starts the
 * default target and ends it afterwards. `npm run scenarios` has opened the target before.
 */
export default async function globalSetup({
  rootDir,
}: FullConfig): Promise<(() => Promise<void>) | undefined> {
  const config = await loadConfig(rootDir)
  // Journals of an earlier run must not stand beside this one's.
  rmSync(join(config.reports, 'scenarios', 'journal'), { recursive: true, force: true })
  if (process.env['EUCORA_RUN_ID'] && process.env['EUCORA_BASE_URL']) return undefined
  const target = await openSuiteTarget(config)
  Object.assign(process.env, target.env)
  return async () => target[Symbol.asyncDispose]()
}
