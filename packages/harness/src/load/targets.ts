// SPDX-License-Identifier: Apache-2.0
import { overall, thresholdsOf } from './k6-options.ts'
import { countOf, percentile } from './native-histogram.ts'
import type { LoadVerdict, OperationRecord, RunRecord } from './record.ts'
import type { Limits } from './profile.ts'

/** One target with what was measured and what follows from it. */
export interface JudgedTarget {
  /** For readers: `p99`, `success` or `rate`. */
  readonly name: string
  readonly kind: 'latency' | 'success' | 'rate'
  readonly operation: string
  readonly unit: 'ms' | 'share' | 'per second'
  /** `<` for latency, `>=` for the others. */
  readonly comparison: '<' | '>='
  readonly limit: number
  /** Null where there was nothing to measure. A latency is k6's exact value, or the upper end of `interval`. */
  readonly measured: number | null
  /** What the merged histograms say of a latency: above `lowerMs`, at most `upperMs`. */
  readonly interval?: { readonly lowerMs: number; readonly upperMs: number } | undefined
  readonly samples: number
  readonly verdict: LoadVerdict
  /** One sentence that says how the verdict came about. */
  readonly reason: string
}

/** All targets of a run, each judged on its own; a miss is FAIL here, whoever is to blame for it. */
export function targetsOf(record: RunRecord): JudgedTarget[] {
  const { profile } = record
  const judged: [OperationRecord, Limits][] = [[record.overall, profile.overall]]
  for (const operation of record.operations) {
    const limits = profile.limits[operation.operation]
    if (limits) judged.push([operation, limits])
  }
  return [
    rateTarget(record),
    ...judged.flatMap(([operation, limits]) => [
      latencyTarget(operation, 'p50', limits),
      latencyTarget(operation, 'p99', limits),
      successTarget(operation, limits),
    ]),
  ]
}

/** An operation as the subject of a sentence. */
export function nameOf(operation: string): string {
  return operation === overall ? 'All operations together' : operation
}

const count = (value: number) => value.toLocaleString('en')
const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
const perSecond = (value: number) => `${value.toFixed(1)} requests per second`

/** A share as a percentage, with as many digits as it takes not to show a miss as a hit. */
function percent(share: number, limit: number): string {
  const digits = [1, 2, 3, 4].find(
    (places) => share >= limit || Number((share * 100).toFixed(places)) < limit * 100,
  )
  return `${(share * 100).toFixed(digits ?? 5)} %`
}

function rateTarget({ profile, overall: all, offeredPerSecond, achievedPerSecond }: RunRecord): JudgedTarget {
  const { min, max } = profile.perSecond
  const base = {
    name: 'rate',
    kind: 'rate',
    operation: overall,
    unit: 'per second',
    comparison: '>=',
    limit: min,
    measured: all.requests === 0 ? null : achievedPerSecond,
    samples: all.requests,
  } as const
  const band = `${min} to ${max} requests per second`
  if (offeredPerSecond < min || offeredPerSecond > max) {
    const reason = `The rate proves nothing: ${band} were to be offered, and ${perSecond(offeredPerSecond)} were.`
    return { ...base, verdict: 'INVALID', reason }
  }
  if (all.requests === 0) {
    return {
      ...base,
      verdict: 'UNEVALUATED',
      reason: 'No request was sent during the hold, so there is no rate.',
    }
  }
  const met = achievedPerSecond >= min
  const reason = `${perSecond(achievedPerSecond)} were achieved; the band is ${band}.`
  return {
    ...base,
    verdict: met ? 'PASS' : 'FAIL',
    reason: met ? reason : `Too few requests got through: ${reason}`,
  }
}

function successTarget({ operation, requests, expected }: OperationRecord, limits: Limits): JudgedTarget {
  const limit = limits.successRate
  const base = {
    name: 'success',
    kind: 'success',
    operation,
    unit: 'share',
    comparison: '>=',
    limit,
    measured: requests === 0 ? null : expected / requests,
    samples: requests,
  } as const
  if (requests === 0) return { ...base, verdict: 'UNEVALUATED', reason: noSamples(operation, 'was sent') }
  const share = expected / requests
  const met = share >= limit
  const reason =
    `${nameOf(operation)}: ${percent(share, limit)} of ${count(requests)} requests got the expected answer; ` +
    `at least ${limit * 100} % must.`
  return { ...base, verdict: met ? 'PASS' : 'FAIL', reason }
}

function latencyTarget(record: OperationRecord, name: 'p50' | 'p99', limits: Limits): JudgedTarget {
  const { operation, latency } = record
  const limit = name === 'p50' ? limits.p50Ms : limits.p99Ms
  const share = name === 'p50' ? 0.5 : 0.99
  const exact = record.exact?.[name]
  const samples = countOf(latency)
  const seconds = percentile(latency, share)
  const base = { name, kind: 'latency', operation, unit: 'ms', comparison: '<', limit, samples } as const
  if (!seconds) {
    return {
      ...base,
      measured: null,
      verdict: 'UNEVALUATED',
      reason: noSamples(operation, 'got the expected answer'),
    }
  }
  const interval = { lowerMs: seconds.lower * 1000, upperMs: seconds.upper * 1000 }
  const found = { ...base, interval, measured: exact?.ms ?? interval.upperMs }
  const who = name === 'p50' ? 'half of the' : '99 of 100'
  const between = exact ? ms(exact.ms) : `${ms(interval.lowerMs)} to ${ms(interval.upperMs)}`
  const told = `${nameOf(operation)}: ${who} expected answers came within ${between} (${count(samples)} judged)`
  const met = (): JudgedTarget => ({
    ...found,
    verdict: 'PASS',
    reason: `${told}; the limit is ${limit} ms.`,
  })
  const missed = (): JudgedTarget => ({
    ...found,
    verdict: 'FAIL',
    reason: `${told}; it must be less than ${limit} ms.`,
  })
  if (interval.upperMs < limit) return met()
  if (interval.lowerMs >= limit) return missed()
  if (exact) return exact.belowLimit ? met() : missed()
  const reason =
    `${told}; the limit of ${limit} ms lies between the two, and no exact figure is at hand ` +
    `(k6's ${thresholdsOf(limits)[name]} decides it where one generator runs to its end).`
  return { ...found, verdict: 'UNEVALUATED', reason }
}

function noSamples(operation: string, what: string): string {
  return `${nameOf(operation)}: no request ${what} during the hold, so there is nothing to judge.`
}
