// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FullConfig } from '@playwright/test'
import { loadConfig, type ResolvedConfig } from '../config.ts'
import { credentialsFrom } from '../credentials.ts'
import { Invariants } from '../invariants/invariant.ts'
import { judgeRun } from '../invariants/judge-run.ts'
import { writeJsonFile } from '../json-file.ts'
import { openSuiteTarget } from '../suite-target.ts'
import { handedOver } from './hand-over.ts'
import { invariantsFile } from './results.ts'
import { beginShard } from './shard.ts'

/**
 * Playwright's global set-up for whoever starts it directly (its UI, VS Code): without `EUCORA_BASE_URL` it starts the
 * default target and ends it afterwards. `npm run scenarios` opens the target itself. In both cases the target's
 * state is read back at the end and the run's invariants are judged, which the reporter then adds to the results.
 */
export default async function globalSetup({ rootDir, shard }: FullConfig): Promise<() => Promise<void>> {
  const config = await loadConfig(rootDir)
  // Journals of an earlier run must not stand beside this one's.
  rmSync(join(config.reports, 'scenarios', 'journal'), { recursive: true, force: true })
  rmSync(invariantsFile(config.reports), { force: true })
  if (shard !== null) beginShard(join(config.reports, 'scenarios'), shard)
  Object.assign(process.env, await handedOver())
  if (process.env['EUCORA_RUN_ID'] && process.env['EUCORA_BASE_URL']) return () => judge(config)
  const target = await openSuiteTarget(config)
  Object.assign(process.env, target.env)
  return async () => {
    try {
      await judge(config)
    } finally {
      await target[Symbol.asyncDispose]()
    }
  }
}

async function judge({ reports, timeoutMs }: ResolvedConfig): Promise<void> {
  const found = await judgeRun({
    journals: join(reports, 'scenarios', 'journal'),
    targetUrl: process.env['EUCORA_BASE_URL'] ?? '',
    credentials: credentialsFrom(process.env),
    timeoutMs,
  })
  writeJsonFile(invariantsFile(reports), Invariants, found)
  for (const { name, verdict, violations } of found) {
    if (verdict === 'FAIL')
      process.stdout.write(`${[`Invariant broken: ${name}`, ...violations].join('\n  ')}\n`)
  }
}
