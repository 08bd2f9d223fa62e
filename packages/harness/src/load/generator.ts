// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runK6, type K6Exit } from './k6-process.ts'
import { requestTimeoutSeconds, toK6Options } from './k6-options.ts'
import { readSummary, type K6Summary } from './k6-summary.ts'
import type { LoadPlan, Session } from './plan.ts'
import type { Form, Profile } from './profile.ts'
import type { Receiver } from './receiver.ts'

/** What one k6 process is to do. */
export interface Generation {
  readonly profile: Profile
  readonly form: Form
  readonly runId: string
  readonly seed: number
  readonly baseUrl: string
  readonly sessions: readonly Session[]
  readonly bodies: readonly string[]
  readonly receiver: Receiver
  readonly k6Path: string
  readonly scriptFile: string
  /** A folder that only this user can read; the caller deletes it. */
  readonly privateDir: string
  readonly signal?: AbortSignal | undefined
}

export interface Generated {
  readonly exit: K6Exit
  /** Undefined where k6 did not live to write it. */
  readonly summary: K6Summary | undefined
  readonly logFile: string
}

/** Runs one k6 process over a profile, all it needs passed in files of mode 0600. */
export async function generate(generation: Generation): Promise<Generated> {
  const { profile, form, runId, privateDir, sessions, bodies, receiver } = generation
  const file = (name: string) => join(privateDir, `${runId}-${name}`)
  const writePrivate = (path: string, value: unknown) =>
    writeFile(path, JSON.stringify(value), { mode: 0o600 })
  const plan: LoadPlan = {
    runId,
    baseUrl: generation.baseUrl,
    seed: generation.seed,
    options: toK6Options({ profile, form, runId, instance: '1' }),
    rampSeconds: form.rampSeconds,
    holdSeconds: form.holdSeconds,
    thinkSeconds: profile.thinkSeconds,
    mix: profile.mix,
    expectedStatus: profile.expectedStatus,
    bodySampleShare: profile.bodySampleShare,
    requestTimeout: `${requestTimeoutSeconds}s`,
    sessionsFile: file('sessions.json'),
    bodiesFile: file('bodies.json'),
    summaryFile: file('summary.json'),
  }
  await writePrivate(plan.sessionsFile, sessions)
  await writePrivate(plan.bodiesFile, bodies)
  await writePrivate(file('plan.json'), plan)
  const logFile = file('k6.log')
  const exit = await runK6({
    k6Path: generation.k6Path,
    scriptFile: generation.scriptFile,
    planFile: file('plan.json'),
    receiverUrl: receiver.url,
    logFile,
    signal: generation.signal,
  })
  return { exit, summary: await readSummary(plan.summaryFile), logFile }
}
