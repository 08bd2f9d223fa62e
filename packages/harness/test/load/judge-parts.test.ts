// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { judge, needsCeiling } from '../../src/load/judge.ts'
import { emptyHistogram } from '../../src/load/native-histogram.ts'
import { slowLimits, toK6Options } from '../../src/load/k6-options.ts'
import { formOf, mostPerSecond, type Arrivals, type Level, type Profile } from '../../src/load/profile.ts'
import type { ArrivalsRecord, LevelRecord, RunRecord } from '../../src/load/record.ts'
import { refuseUnreachable } from '../../src/load/refuse-unreachable.ts'
import { partsOf, ratesOf } from '../../src/load/run-parts.ts'
import { healthy, mixed, operation, profile } from './records.ts'

const level: Level = { name: 'pending', what: 'Requests that wait', operation: 'read', min: 100, max: 150 }
const levels = (more: Partial<LevelRecord> = {}): RunRecord['levels'] => [
  { level, within: 40, outside: 0, lowest: 104, highest: 150, ...more },
]

const rate: Arrivals = {
  name: 'rate',
  title: 'Arrivals at 1,010 per second',
  perSecond: 1010,
  leastPerSecond: 1000,
  lead: { how: 'rises', seconds: 5 },
  holdSeconds: 10,
  mostUnderWay: 600,
  limits: { p50Ms: 500, p99Ms: 1000, successRate: 0.98 },
  judgesAnswers: false,
}
const recovery: Arrivals = {
  name: 'recovery',
  title: 'Light load 30 s after the burst',
  perSecond: 100,
  lead: { how: 'settles', seconds: 30 },
  holdSeconds: 10,
  mostUnderWay: 100,
  limits: { p50Ms: 200, p99Ms: 500, successRate: 0.99 },
  judgesAnswers: true,
}
const arrived = (part: Arrivals, achievedPerSecond: number, ms = mixed(20, 0)): ArrivalsRecord => {
  const requests = achievedPerSecond * part.holdSeconds
  return { part, all: operation('overall', ms, { requests, expected: requests }), achievedPerSecond }
}
const both = (...rest: Parameters<typeof arrived> extends [Arrivals, ...infer Rest] ? Rest : never) => [
  arrived(rate, ...rest),
  arrived(recovery, 100),
]

describe('a level', () => {
  it.each([
    [
      'is met where every look was within',
      {},
      'PASS',
      'Requests that wait: 104 to 150 were seen, in 40 looks; 100 to 150 must be there at all times.',
    ],
    [
      'is missed by one look below',
      { outside: 1, lowest: 99 },
      'FAIL',
      '99 to 150 were seen, in 1 of 41 looks out of bounds',
    ],
    ['is missed by one look above', { outside: 1, highest: 151 }, 'FAIL', '104 to 151 were seen'],
    [
      'is open where nobody looked',
      { within: 0, lowest: undefined, highest: undefined },
      'UNEVALUATED',
      'no answer told how many there were',
    ],
    [
      'is judged though the ends are not known',
      { lowest: undefined, highest: undefined },
      'PASS',
      'at least and at most is not known',
    ],
  ] as const)('%s', (_, more, verdict, words) => {
    const { targets } = judge(healthy({ levels: levels(more), ceilingPerSecond: 500 }))
    const found = targets.find(({ kind }) => kind === 'level')
    expect(found).toMatchObject({
      name: 'pending',
      verdict,
      limit: 100,
      upTo: 150,
      reason: expect.stringContaining(words),
    })
  })

  it('shows the value that is farthest out', () => {
    const measured = (more: Partial<LevelRecord>) =>
      judge(healthy({ levels: levels(more) })).targets.find(({ kind }) => kind === 'level')?.measured
    expect([measured({}), measured({ outside: 1, highest: 151 }), measured({ within: 0 })]).toEqual([
      104,
      151,
      null,
    ])
  })

  it('that is missed asks for the generator’s ceiling, and proves nothing below it', () => {
    const record = healthy({ levels: levels({ outside: 1, lowest: 99 }) })
    expect(needsCeiling(record)).toBe(true)
    expect(judge({ ...record, ceilingPerSecond: 80 }).verdict).toBe('INVALID')
  })
})

describe('a p95', () => {
  const limits = { ...profile.overall, p95Ms: 300 }
  const withP95: Profile = { ...profile, limits: { ...profile.limits, write: limits } }
  const judged = (ms: readonly number[]) =>
    judge(
      healthy({
        profile: withP95,
        operations: [operation('write', ms), operation('read', mixed(20, 0))],
        ceilingPerSecond: 500,
      }),
    )

  it('is a target of its own where it is limited', () => {
    expect(judged(mixed(20, 0)).targets.filter(({ name }) => name === 'p95')).toMatchObject([
      { operation: 'write', limit: 300, verdict: 'PASS' },
    ])
  })

  it('is missed by one in ten that is slower', () => {
    const { verdict, reasons } = judged(mixed(400, 0.1))
    expect(verdict).toBe('FAIL')
    expect(reasons[0]).toContain('write: 95 of 100 expected answers came within')
  })
})

describe('a percentile whose bucket holds the limit', () => {
  const limited: Profile = {
    ...profile,
    limits: { ...profile.limits, write: { ...profile.overall, p99Ms: 480 } },
  }
  const judged = (slow: number | undefined) => {
    const slower = slow === undefined ? undefined : new Map([[480, slow]])
    const operations = [operation('write', mixed(480, 0.03), { slower }), operation('read', mixed(20, 0))]
    const { targets } = judge(healthy({ profile: limited, operations, ceilingPerSecond: 500 }))
    return targets.find(({ name, operation: of }) => name === 'p99' && of === 'write')
  }

  it.each([
    [1, 'PASS', '1 of them took 480 ms or longer; the limit is 480 ms.'],
    [2, 'FAIL', '2 of them took 480 ms or longer; it must be less than 480 ms.'],
    [undefined, 'UNEVALUATED', 'lies between the two'],
  ])('is decided by %s counted slow of 100 as %s', (slow, verdict, words) => {
    expect(judged(slow)).toMatchObject({ verdict, reason: expect.stringContaining(words) })
  })
})

describe('parts of arrivals', () => {
  const users: Profile = { ...profile, arrivals: [rate, recovery] }
  const run = (more: Partial<RunRecord>) => healthy({ profile: users, ceilingPerSecond: 2000, ...more })

  it('are judged each on its own, after the users', () => {
    const { verdict, targets, reasons } = judge(run({ arrivals: both(1005) }))
    expect(verdict).toBe('PASS')
    expect(targets.slice(-6).map(({ part, name }) => `${part} ${name}`)).toEqual([
      'users success',
      'rate rate',
      'rate success',
      'recovery p50',
      'recovery p99',
      'recovery success',
    ])
    expect(reasons).toEqual([expect.stringContaining('over 11,250 judged requests')])
  })

  it.each([
    [
      'the backend’s where its answers are slow',
      { arrivals: both(900, mixed(2000, 0.6)), droppedIterations: 9 },
      'FAIL',
      'Too few requests got through: 900.0 requests per second were achieved; at least 1,000 must be.',
    ],
    [
      'the generator’s where it left requests out at good answers',
      { arrivals: both(900) },
      'INVALID',
      'the load generator left out 1,100 requests that were due',
    ],
    [
      'the generator’s where its ceiling is too low',
      { arrivals: both(900, mixed(2000, 0.6)), ceilingPerSecond: 1200 },
      'INVALID',
      'less than 1.25 times the 1010.0',
    ],
  ] as const)('miss of the rate is %s', (_, more, verdict, words) => {
    const judged = judge(run(more))
    expect(judged.verdict).toBe(verdict)
    expect(judged.reasons[0]).toContain(words)
  })

  it('that are refused make no rate, however many they are', () => {
    const refused = arrived(rate, 1010)
    const all = { ...refused.all, expected: 9000 }
    const { verdict, exitCode, reasons } = judge(
      run({ arrivals: [{ ...refused, all }, arrived(recovery, 100)] }),
    )
    expect({ verdict, exitCode }).toEqual({ verdict: 'FAIL', exitCode: 3 })
    expect(reasons[0]).toBe(
      'Arrivals at 1,010 per second: 89.1 % of 10,100 requests got the expected answer; at least 98 % must.',
    )
  })

  it('leave requests out for themselves only, so that what others left out is no excuse for a miss', () => {
    const exact: Arrivals = { ...rate, perSecond: 1000, leastPerSecond: 1000 }
    const slightly = { ...arrived(exact, 1000), achievedPerSecond: 999 }
    const { targets } = judge(run({ arrivals: [slightly, arrived(recovery, 100)], droppedIterations: 500 }))
    expect(targets.find(({ part, name }) => part === 'rate' && name === 'rate')?.verdict).toBe('FAIL')
  })

  it('that do not come back to normal fail the run', () => {
    const judged = judge(run({ arrivals: [arrived(rate, 1005), arrived(recovery, 100, mixed(800, 0.05))] }))
    expect({ verdict: judged.verdict, exitCode: judged.exitCode }).toEqual({ verdict: 'FAIL', exitCode: 3 })
    expect(judged.reasons[0]).toContain('Light load 30 s after the burst: 99 of 100 expected answers')
  })

  it('that sent nothing are not evaluated', () => {
    const { verdict, reasons } = judge(run({ arrivals: [arrived(rate, 0, []), arrived(recovery, 100)] }))
    expect(verdict).toBe('UNEVALUATED')
    expect(reasons[0]).toBe('No request was sent during the hold, so there is no rate.')
  })

  it('stand in run.json beside the users, and the rate’s figures for the run', () => {
    const record = run({ arrivals: both(1005), droppedIterations: 3 })
    expect(partsOf(record).map(({ name, model, requests }) => [name, model, requests])).toEqual([
      ['users', 'closed', 200],
      ['rate', 'open', 10050],
      ['recovery', 'open', 1000],
    ])
    expect(ratesOf(record)).toEqual({
      model: 'open',
      offered: 1010,
      achieved: 1005,
      dropped: 3,
      ceiling: 2000,
      band: { min: 1000, max: null },
    })
    const empty = { ...arrived(rate, 0), all: operation('overall', [], { latency: emptyHistogram }) }
    expect(partsOf(run({ arrivals: [empty] }))[1]).toMatchObject({ p50UpToMs: null, p99UpToMs: null })
  })

  it('become k6 scenarios one after the other, after the users', () => {
    const { perSecond: _, ...rest } = users
    const input = {
      profile: { ...rest, aside: 'submitter' },
      form: formOf(users, 'short'),
      runId: 'r',
      instance: '1',
    }
    const { scenarios } = toK6Options(input)
    expect(Object.keys(scenarios)).toEqual(['users', 'submitter', 'rate', 'recovery'])
    expect(scenarios['submitter']).toMatchObject({ executor: 'constant-vus', vus: 1, duration: '20s' })
    expect(scenarios['rate']).toMatchObject({ startTime: '22s', startRate: 0, preAllocatedVUs: 600 })
    expect(scenarios['recovery']).toMatchObject({ startTime: '37s', startRate: 100 })
  })
})

describe('a run whose state nobody looked at', () => {
  it('is not evaluated, however fast it was', () => {
    const { verdict, exitCode, reasons } = judge(healthy({ invariants: [] }))
    expect({ verdict, exitCode }).toEqual({ verdict: 'UNEVALUATED', exitCode: 5 })
    expect(reasons).toEqual([
      'The state of the backend was not judged after the run, so nobody knows whether its answers were true.',
    ])
  })
})

describe('a profile', () => {
  it('that decides by counts, or runs on several generators, has no thresholds', () => {
    const input = { form: formOf(profile, 'short'), runId: 'r', instance: '1' }
    const counted = toK6Options({ ...input, profile: { ...profile, decidesBy: 'counts' } })
    const shared = toK6Options({ ...input, profile, generators: 2 })
    expect([counted.thresholds, shared.thresholds]).toEqual([{}, {}])
  })

  it('tells every limit that a slow answer may reach, once', () => {
    const limits = { write: { ...profile.overall, p95Ms: 300 }, read: profile.overall }
    expect(slowLimits({ ...profile, limits, arrivals: [rate] })).toEqual([200, 300, 500, 1000])
  })

  it('knows what its users can send at most, unless they do not think', () => {
    const still = { ...profile, thinkSeconds: { min: 0, max: 0 } }
    expect([mostPerSecond(profile), mostPerSecond(still)]).toEqual([80, undefined])
  })

  it('is refused where its arrivals would need more under way than there may be', () => {
    const few = { ...profile, arrivals: [{ ...rate, mostUnderWay: 500 }] }
    expect(() => refuseUnreachable(few)).toThrow(
      '1010 requests per second that take 0.5 s each are 505 under way, and 500 may be. Raise mostUnderWay',
    )
  })

  it('that is less than the full one says so whatever the verdict', () => {
    const less = { ...profile, lessThan: '1,000 users' }
    const { reasons } = judge(healthy({ profile: less }))
    expect(reasons.at(-1)).toBe('The short form tries less: the full target of 1,000 users was not tried.')
  })
})
