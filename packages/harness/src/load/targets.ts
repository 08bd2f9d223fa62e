// SPDX-License-Identifier: Apache-2.0
import {
  arrivalsOf,
  count,
  noSamples,
  perSecond,
  usersOf,
  type JudgedTarget,
  type Subject,
} from './judged-target.ts'
import { overall } from './k6-options.ts'
import { latencyTargets } from './latency-target.ts'
import type { ArrivalsRecord, LevelRecord, OperationRecord, RunRecord } from './record.ts'
import type { Limits } from './profile.ts'

/** All targets of a run, each judged on its own; a miss is FAIL here, whoever is to blame for it. */
export function targetsOf(record: RunRecord): JudgedTarget[] {
  return [
    ...usersRateTarget(record),
    ...userAnswerTargets(record),
    ...record.levels.map(levelTarget),
    ...record.arrivals.flatMap((each) => [
      ...arrivalRateTarget(each),
      // A rate of refusals is none, so what arrives must be answered as due even where nobody asks how fast.
      ...(each.part.judgesAnswers
        ? arrivalAnswerTargets(each)
        : [successTarget(each.all, each.part.limits, arrivalsOf(each.part))]),
    ]),
  ]
}

/** Latency and success of the users' operations. */
export function userAnswerTargets({ profile, overall: all, operations }: RunRecord): JudgedTarget[] {
  const judged: [OperationRecord, Limits][] = [[all, profile.overall]]
  for (const operation of operations) {
    const limits = profile.limits[operation.operation]
    if (limits) judged.push([operation, limits])
  }
  return judged.flatMap(([operation, limits]) =>
    answerTargets(operation, limits, usersOf(operation.operation)),
  )
}

/** Latency and success of a part of arrivals, whether they are targets of the run or not. */
export function arrivalAnswerTargets({ part, all }: ArrivalsRecord): JudgedTarget[] {
  return answerTargets(all, part.limits, arrivalsOf(part))
}

function answerTargets(record: OperationRecord, limits: Limits, subject: Subject): JudgedTarget[] {
  return [...latencyTargets(record, limits, subject), successTarget(record, limits, subject)]
}

/** A share as a percentage, with as many digits as it takes not to show a miss as a hit. */
function percent(share: number, limit: number): string {
  const digits = [1, 2, 3, 4].find(
    (places) => share >= limit || Number((share * 100).toFixed(places)) < limit * 100,
  )
  return `${(share * 100).toFixed(digits ?? 5)} %`
}

function usersRateTarget({
  profile,
  overall: all,
  offeredPerSecond,
  achievedPerSecond,
}: RunRecord): JudgedTarget[] {
  if (profile.perSecond === undefined) return []
  const { min, max } = profile.perSecond
  const base = rateBase(usersOf(overall), min, all, achievedPerSecond)
  const band = `${min} to ${max} requests per second`
  if (offeredPerSecond < min || offeredPerSecond > max) {
    const reason = `The rate proves nothing: ${band} were to be offered, and ${perSecond(offeredPerSecond)} were.`
    return [{ ...base, verdict: 'INVALID', reason }]
  }
  return [rated(base, achievedPerSecond, `the band is ${band}`)]
}

function arrivalRateTarget({ part, all, achievedPerSecond }: ArrivalsRecord): JudgedTarget[] {
  if (part.leastPerSecond === undefined) return []
  const base = rateBase(arrivalsOf(part), part.leastPerSecond, all, achievedPerSecond)
  return [rated(base, achievedPerSecond, `at least ${count(part.leastPerSecond)} must be`)]
}

type Unjudged = Omit<JudgedTarget, 'verdict' | 'reason'>

function rateBase(
  { part, operation }: Subject,
  limit: number,
  all: OperationRecord,
  achieved: number,
): Unjudged {
  return {
    name: 'rate',
    kind: 'rate',
    part,
    operation,
    unit: 'per second',
    comparison: '>=',
    limit,
    measured: all.requests === 0 ? null : achieved,
    samples: all.requests,
  }
}

function rated(base: Unjudged, achieved: number, wanted: string): JudgedTarget {
  if (base.samples === 0) {
    const reason = 'No request was sent during the hold, so there is no rate.'
    return { ...base, verdict: 'UNEVALUATED', reason }
  }
  const met = achieved >= base.limit
  const reason = `${perSecond(achieved)} were achieved; ${wanted}.`
  return {
    ...base,
    verdict: met ? 'PASS' : 'FAIL',
    reason: met ? reason : `Too few requests got through: ${reason}`,
  }
}

function successTarget(
  { requests, expected }: OperationRecord,
  limits: Limits,
  subject: Subject,
): JudgedTarget {
  const limit = limits.successRate
  const base = {
    name: 'success',
    kind: 'success',
    part: subject.part,
    operation: subject.operation,
    unit: 'share',
    comparison: '>=',
    limit,
    measured: requests === 0 ? null : expected / requests,
    samples: requests,
  } as const
  if (requests === 0) return { ...base, verdict: 'UNEVALUATED', reason: noSamples(subject, 'was sent') }
  const share = expected / requests
  const met = share >= limit
  const reason =
    `${subject.title}: ${percent(share, limit)} of ${count(requests)} requests got the expected answer; ` +
    `at least ${limit * 100} % must.`
  return { ...base, verdict: met ? 'PASS' : 'FAIL', reason }
}

function levelTarget({ level, within, outside, lowest, highest }: LevelRecord): JudgedTarget {
  const { name, operation, what, min, max } = level
  const samples = within + outside
  const above = highest !== undefined && highest > max ? highest : undefined
  const base = {
    name,
    kind: 'level',
    part: 'users',
    operation,
    unit: 'count',
    comparison: 'within',
    limit: min,
    upTo: max,
    measured: samples === 0 ? null : (above ?? lowest ?? null),
    samples,
  } as const
  if (samples === 0) {
    const reason = `${what}: no answer told how many there were during the hold, so there is nothing to judge.`
    return { ...base, verdict: 'UNEVALUATED', reason }
  }
  const seen =
    lowest === undefined || highest === undefined
      ? 'how many there were at least and at most is not known'
      : `${count(lowest)} to ${count(highest)} were seen`
  const looks =
    outside === 0
      ? `in ${count(samples)} looks`
      : `in ${count(outside)} of ${count(samples)} looks out of bounds`
  const reason = `${what}: ${seen}, ${looks}; ${min} to ${max} must be there at all times.`
  return { ...base, verdict: outside === 0 ? 'PASS' : 'FAIL', reason }
}
