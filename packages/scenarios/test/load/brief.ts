// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, startTarget } from '@eucora/harness'
import type { Workload } from '@eucora/harness/load'
import { runLoad, type LoadRunResult, type RunLoadOptions } from '@eucora/harness/load/run'
import { startHostile, type Spoil } from './hostile/hostile-target.ts'

/** Whether a real k6 is at hand; tests that need one are shown as not run otherwise. */
export const hasK6 =
  spawnSync(process.env['K6_BIN'] || 'k6', ['version'])
    .stdout?.toString()
    .includes('k6 v2.2.') ?? false

/** A run, whose target may misbehave on the way. */
type BriefRun = Partial<RunLoadOptions> & { readonly spoil?: Spoil }

/** Runs brief forms one after the other on one default target, with these defects. */
export async function briefRuns(
  workload: Workload,
  defects: string,
  ...runs: readonly BriefRun[]
): Promise<LoadRunResult[]> {
  const reportsDir = await mkdtemp(join(tmpdir(), 'eucora-load-test-'))
  try {
    const password = randomUUID()
    const config = await loadConfig(import.meta.dirname)
    const args = [...config.target.loadArgs, '--defects', defects]
    await using target = await startTarget(config, { args, env: { EUCORA_PASSWORD: password } })
    const one = (username: string) => [{ username, password }]
    const results: LoadRunResult[] = []
    for (const { spoil, ...more } of runs) {
      await using front = spoil === undefined ? undefined : await startHostile(target.url, spoil)
      const url = front?.url ?? target.url
      const result = await runLoad({
        workload,
        form: 'brief',
        target: { url, kind: 'stand-in', servers: target.servers },
        credentials: one('loadtest_user'),
        credentialsOf: {
          submitter: one('loadtest_user'),
          cab_member: one('cab_approver'),
          publisher: one('publisher_user'),
        },
        reportsDir,
        ...more,
        ...(more.target === undefined ? {} : { target: { url, kind: more.target.kind } }),
      })
      results.push(result)
    }
    return results
  } finally {
    await rm(reportsDir, { recursive: true, force: true })
  }
}
