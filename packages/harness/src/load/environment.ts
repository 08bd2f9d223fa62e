// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'
import type { Profile } from './profile.ts'

/** The machine and programs of a run, for comparing like with like. */
export function machine(): {
  readonly node: string
  readonly os: string
  readonly cpuModel: string
  readonly cpuCount: number
  readonly memoryGiB: number
} {
  const processors = cpus()
  return {
    node: process.versions.node,
    os: `${platform()} ${release()} ${arch()}`,
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
    cpuCount: processors.length,
    memoryGiB: Math.round((totalmem() / 1024 ** 3) * 10) / 10,
  }
}

/** Load average over one minute. */
export function loadAverage(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100
}

/** SHA-256 of all that a profile says. */
export function profileHash(profile: Profile): string {
  return createHash('sha256').update(JSON.stringify(profile)).digest('hex')
}

/** A seed below 2^31 that follows from the run id, so that the id alone replays the data. */
export function seedOf(runId: string): number {
  return createHash('sha256').update(runId).digest().readUInt32BE(0) >>> 1
}

/** A run id that sorts by time: profile, form, UTC time to the second, four random digits. */
export function newRunId(
  profile: string,
  form: string,
  now: Date,
  random: () => number = Math.random,
): string {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const suffix = Math.floor(random() * 0x1_0000)
    .toString(16)
    .padStart(4, '0')
  return `${profile}-${form}-${time}-${suffix}`
}
