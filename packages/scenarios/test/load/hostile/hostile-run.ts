// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, startTarget } from '@eucora/harness'
import { StandInControl } from '@eucora/harness/strength'
import type { Workload } from '@eucora/harness/load'
import { runLoad, type LoadRunResult, type RunLoadOptions } from '@eucora/harness/load/run'
import { deployments, deploymentsLoad } from '../../../src/load/deployments.ts'
import { hostileForm } from './hostile-form.ts'

/** Fewer users and shorter think times, so that a few seconds give enough to judge. */
export const quicker: Workload = {
  ...deploymentsLoad,
  profile: {
    ...deployments,
    users: 50,
    thinkSeconds: { min: 0.1, max: 0.2 },
    perSecond: { min: 100, max: 200 },
  },
}

/** The profile of most runs. */
export const quick = hostileForm === 'short' ? deploymentsLoad : quicker

const generous = { p50Ms: 1000, p99Ms: 9000, successRate: 0.99 } as const

/** The same with latency limits that a busy machine keeps too, for verdicts that are about something else. */
export const patient: Workload = {
  ...quick,
  profile: {
    ...quick.profile,
    perSecond: { min: 30, max: 60 },
    limits: {
      'deployments.create': generous,
      'deployments.list': generous,
      'deployments.get': generous,
    },
    overall: generous,
  },
}

export interface Backend extends AsyncDisposable {
  readonly password: string
  /** Another stand-in in the same process, so that runs side by side do not count each other's deployments. */
  fresh(defects?: readonly string[]): Promise<string>
}

/** The process of stand-ins as loads meet them. */
export async function startBackend(): Promise<Backend> {
  const password = randomUUID()
  const config = await loadConfig(import.meta.dirname)
  const args = [...config.target.loadArgs, '--without-planes']
  const target = await startTarget(config, { args, env: { EUCORA_PASSWORD: password } })
  const control = new StandInControl(target.url)
  return {
    password,
    fresh: async (defects = []) => (await control.start(defects)).url,
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  }
}

/** A brief run of the quick profile, with a reports folder that is gone afterwards. */
export async function judged(
  url: string,
  password: string,
  more: Partial<RunLoadOptions> = {},
): Promise<LoadRunResult> {
  const reportsDir = await mkdtemp(join(tmpdir(), 'eucora-hostile-'))
  try {
    return await runLoad({
      workload: quick,
      form: hostileForm,
      target: { url, kind: 'stand-in' },
      credentials: [{ username: 'loadtest_user', password }],
      reportsDir,
      ...more,
    })
  } finally {
    await rm(reportsDir, { recursive: true, force: true })
  }
}
