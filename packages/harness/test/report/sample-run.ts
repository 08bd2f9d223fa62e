// SPDX-License-Identifier: Apache-2.0
import type { RunFile } from '../../src/load/run-schema.ts'
import type { TimelinePoint } from '../../src/load/timeline.ts'

type Target = RunFile['targets'][number]

/** One latency target of all operations together. */
export function target(more: Partial<Target> = {}): Target {
  return {
    name: 'p99',
    kind: 'latency',
    operation: 'overall',
    unit: 'ms',
    comparison: '<',
    limit: 500,
    measured: 12.3,
    interval: { lowerMs: 12.05, upperMs: 13.14 },
    samples: 1206,
    verdict: 'PASS',
    reason: 'All operations together: 99 of 100 expected answers came within 12.3 ms.',
    ...more,
  }
}

/** A whole run.json of a load that passed. */
export function sampleRun(more: Partial<RunFile> = {}): RunFile {
  return {
    schemaVersion: 1,
    id: 'deployments-short-20261122T170000Z-00ff',
    profile: 'deployments',
    summary: 'A hundred packagers.',
    form: { name: 'short', users: 100, rampSeconds: 5, holdSeconds: 15 },
    target: { url: 'http://127.0.0.1:4600', kind: 'stand-in' },
    startedAt: '2026-11-22T17:00:00.000Z',
    finishedAt: '2026-11-22T17:00:25.000Z',
    interrupted: false,
    verdict: 'PASS',
    reasons: ['All 13 targets were met.'],
    exitCode: 0,
    targets: [
      target({ name: 'rate', kind: 'rate', unit: 'per second', comparison: '>=', limit: 50, measured: 80.4 }),
      target(),
      target({
        name: 'success',
        kind: 'success',
        unit: 'share',
        comparison: '>=',
        limit: 0.99,
        measured: 0.998,
      }),
    ],
    invariants: [
      { name: 'accepted = stored', verdict: 'PASS', checked: 926, violations: [], note: '926 and 926.' },
    ],
    rates: {
      model: 'closed',
      offered: 69,
      achieved: 80.4,
      dropped: 0,
      ceiling: null,
      band: { min: 50, max: 100 },
    },
    statuses: [
      {
        operation: 'deployments.create',
        phase: 'hold',
        status: '201',
        errorCode: '',
        expected: true,
        count: 926,
      },
    ],
    environment: {
      targetArgs: ['--throttle-per-hour', 'off'],
      users: ['loadtest_user'],
      k6: '2.2.0',
      node: '24.0.0',
      os: 'linux',
      cpuModel: 'Some CPU',
      cpuCount: 2,
      memoryGiB: 4,
      loadAverageBefore: 0.1,
      loadAverageAfter: 0.2,
      scriptSha256: 'ab',
      profileSha256: 'cd',
      seed: 7,
      generators: 1,
      generatorExit: '0',
      pushes: { taken: 20, malformed: 0, refusedCount: 0, refused: [], resets: 0 },
    },
    ...more,
  }
}

export const samplePoints: readonly TimelinePoint[] = ['ramp', 'hold', 'hold'].map((phase, index) => ({
  atSeconds: index + 1,
  overSeconds: 1,
  phase,
  users: 100,
  perSecond: 70 + index,
  failedPerSecond: 0,
  p50Ms: { lower: 1, upper: 1.09 },
  p99Ms: index === 2 ? null : { lower: 5, upper: 5.5 },
}))
