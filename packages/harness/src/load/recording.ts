// SPDX-License-Identifier: Apache-2.0
import { latencyKey, overall, thresholdsOf } from './k6-options.ts'
import { countOf } from './native-histogram.ts'
import type { K6Summary } from './k6-summary.ts'
import type { Limits, Profile } from './profile.ts'
import type { InvariantResult, OperationRecord } from './record.ts'
import type { Labels, SeriesStore } from './series-store.ts'

/** k6's latency histogram; the exact count of requests too, since every request is in it once. */
export const durationMetric = 'k6_http_req_duration_seconds'
/** The entry script's own metric: one value for each body that was looked into, tagged with the outcome. */
export const bodyMetric = 'k6_body_checks'

const inHold = (labels: Labels) => labels['phase'] === 'hold'
const isExpected = (labels: Labels) => labels['expected_response'] === 'true'

/** Answers of one operation by status over the whole run; status `0` had no answer, its cause beside it. */
export interface StatusCount {
  readonly operation: string
  readonly phase: string
  readonly status: string
  /** k6's error code where there was no answer, or empty. */
  readonly errorCode: string
  readonly expected: boolean
  readonly count: number
}

/** What the hold showed of one operation, or of all where `operation` is `overall`. */
export function operationRecord(
  store: SeriesStore,
  operation: string,
  limits: Limits,
  summary: K6Summary | undefined,
): OperationRecord {
  const own = (labels: Labels) => inHold(labels) && (operation === overall || labels['name'] === operation)
  const latency = store.total(durationMetric, (labels) => own(labels) && isExpected(labels))
  const record = {
    operation,
    requests: countOf(store.total(durationMetric, own)),
    expected: countOf(latency),
    latency,
  }
  const oneGenerator = store.instances.length === 1
  return { ...record, exact: oneGenerator && summary ? exactOf(summary, operation, limits) : undefined }
}

function exactOf(summary: K6Summary, operation: string, limits: Limits): OperationRecord['exact'] {
  const key = latencyKey(operation)
  const { p50, p99 } = thresholdsOf(limits)
  const [held50, held99] = [summary.thresholds[key]?.[p50], summary.thresholds[key]?.[p99]]
  const [ms50, ms99] = [summary.values[key]?.['p(50)'], summary.values[key]?.['p(99)']]
  if (held50 === undefined || held99 === undefined || ms50 === undefined || ms99 === undefined)
    return undefined
  return { p50: { ms: ms50, belowLimit: held50 }, p99: { ms: ms99, belowLimit: held99 } }
}

/** Records of all operations of the mix, in its order. */
export function operationRecords(
  store: SeriesStore,
  profile: Profile,
  summary?: K6Summary,
): OperationRecord[] {
  return Object.entries<Limits>(profile.limits).map(([operation, limits]) =>
    operationRecord(store, operation, limits, summary),
  )
}

/** Every status of every operation in every phase, most frequent first. */
export function statusCounts(store: SeriesStore): StatusCount[] {
  const sums = new Map<string, StatusCount>()
  for (const { labels, grown } of store.series(durationMetric)) {
    const row = {
      operation: labels['name'] ?? '',
      phase: labels['phase'] ?? '',
      status: labels['status'] ?? '',
      errorCode: labels['status'] === '0' ? (labels['error_code'] ?? '') : '',
      expected: isExpected(labels),
    }
    const key = JSON.stringify(row)
    sums.set(key, { ...row, count: (sums.get(key)?.count ?? 0) + countOf(grown) })
  }
  return [...sums.values()].toSorted((a, b) => b.count - a.count)
}

const bodyFaults: Readonly<Record<string, string>> = {
  'not-json': 'were not the JSON object that was due',
  'missing-field': 'lacked a field that must be there',
  'other-record': 'were another record than the one asked for',
}

/** The invariant over the sampled bodies of the whole run: an expected status carries what was asked for. */
export function bodyInvariant(store: SeriesStore): InvariantResult {
  const rows = store.series(bodyMetric).map(({ labels, grown }) => ({ labels, count: countOf(grown) }))
  const checked = rows.reduce((sum, { count }) => sum + count, 0)
  const violations = rows
    .filter(({ labels, count }) => labels['outcome'] !== 'ok' && count > 0)
    .map(({ labels, count }) => {
      const outcome = labels['outcome'] ?? ''
      return `${labels['name'] ?? ''} (${labels['phase'] ?? ''}): ${count} bodies ${bodyFaults[outcome] ?? outcome}.`
    })
  const name = 'answers carry what was asked for'
  const note = 'Bodies of a sample of the answers with the expected status, over the whole run.'
  if (checked > 0)
    return { name, verdict: violations.length > 0 ? 'FAIL' : 'PASS', checked, violations, note }
  return { name, verdict: 'UNEVALUATED', checked, violations: ['No answer had a body to look into.'], note }
}
