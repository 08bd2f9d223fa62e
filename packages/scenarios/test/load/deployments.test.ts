// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runLoad, type LoadRunResult } from '@eucora/harness/load/run'
import { deploymentsLoad } from '../../src/load/deployments.ts'
import { startSmallBackend } from './small-backend.ts'

const hasK6 =
  spawnSync(process.env['K6_BIN'] || 'k6', ['version'])
    .stdout?.toString()
    .includes('k6 v2.2.') ?? false

interface Outcome extends LoadRunResult {
  readonly correlationIds: number
  readonly appNames: readonly string[]
}

/** Runs the profile's brief form with a real k6 on a small backend. */
async function brief(options: { readonly mixUp?: boolean } = {}): Promise<Outcome> {
  const reportsDir = await mkdtemp(join(tmpdir(), 'eucora-load-test-'))
  try {
    await using backend = await startSmallBackend(options)
    const target = { url: backend.url, kind: 'stand-in' } as const
    const result = await runLoad({
      workload: deploymentsLoad,
      form: 'brief',
      target,
      credentials: backend.users,
      reportsDir,
    })
    return { ...result, correlationIds: backend.correlationIds.size, appNames: backend.appNames }
  } finally {
    await rm(reportsDir, { recursive: true, force: true })
  }
}

describe.skipIf(!hasK6)(`the profile deployments${hasK6 ? '' : ' (not run: no k6 2.2 here)'}`, () => {
  it('passes on a healthy target, every request with an id of its own', { timeout: 60_000 }, async () => {
    const { verdict, exitCode, targets, correlationIds, appNames, runId } = await brief()
    expect({ verdict, exitCode }).toEqual({ verdict: 'PASS', exitCode: 0 })
    expect(targets).toHaveLength(13)
    const judged = targets.find(({ name }) => name === 'rate')?.samples ?? Infinity
    expect(correlationIds).toBeGreaterThan(judged)
    expect(appNames.filter((name) => !name.startsWith(`load-${runId}-`))).toEqual([])
  })

  it('fails a target that answers with another record’s body, exit 1', { timeout: 60_000 }, async () => {
    const { verdict, exitCode, reasons } = await brief({ mixUp: true })
    expect({ verdict, exitCode }).toEqual({ verdict: 'FAIL', exitCode: 1 })
    expect(reasons[0]).toContain('bodies were another record than the one asked for.')
  })
})
