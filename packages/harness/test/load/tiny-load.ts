// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineProfile } from '../../src/load/profile.ts'
import type { RunLoadOptions } from '../../src/load/runner.ts'
import type { Workload } from '../../src/load/workload.ts'
import type { FakeBackend } from './fake-backend.ts'

const limits = { p50Ms: 200, p99Ms: 500, successRate: 0.99 }

/** Five users who write without much thought: small enough for a test, with every target of a real profile. */
export const tinyProfile = defineProfile({
  name: 'tiny',
  summary: 'Five users who write.',
  users: 5,
  spawnPerSecond: 10,
  holdSeconds: 2,
  mix: { write: 1 },
  expectedStatus: { write: 201 },
  thinkSeconds: { min: 0.05, max: 0.05 },
  perSecond: { min: 15, max: 30 },
  limits: { write: limits },
  overall: limits,
  bodySampleShare: 1,
  preconditions: ['users-can-sign-in', 'stored-deployments-can-be-counted'],
})

export const tinyLoad: Workload = {
  profile: tinyProfile,
  script: new URL('./k6/tiny.js', import.meta.url),
  createOperation: 'write',
  buildBodies: (runId, _seed, count) =>
    Array.from({ length: count }, (_, index) =>
      JSON.stringify({ app_name: `load-${runId}-${index}`, version: '1', target_ring: 'LAB' }),
    ),
  answerAtOnce: () => ({
    status: 201,
    body: JSON.stringify({ correlation_id: randomUUID(), status: 'APPROVED' }),
  }),
}

/** A run of the tiny load against a backend. */
export const optionsFor = (
  backend: FakeBackend,
  reportsDir: string,
  more: Partial<RunLoadOptions> = {},
): RunLoadOptions => ({
  workload: tinyLoad,
  target: { url: backend.url, kind: 'stand-in' },
  credentials: backend.users,
  reportsDir,
  ...more,
})

/** Whether a real k6 is at hand; tests that need one are shown as not run otherwise. */
export const hasK6 =
  spawnSync(process.env['K6_BIN'] || 'k6', ['version'])
    .stdout?.toString()
    .includes('k6 v2.2.') ?? false

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'eucora-load-test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** A program that passes for k6: tells its version, and does what `script` (JavaScript) says when it is run. */
export async function fakeK6(
  folder: string,
  script: string,
  version = 'k6 v2.2.0 (go1.26)',
): Promise<string> {
  const path = join(folder, 'k6')
  const source = `#!${process.execPath}
if (process.argv[2] === 'version') console.log(${JSON.stringify(version)})
else { ${script} }
`
  await writeFile(path, source)
  await chmod(path, 0o755)
  return path
}
