// SPDX-License-Identifier: Apache-2.0
import type { JudgedTarget } from './judged-target.ts'
import { refineMiss } from './miss.ts'
import type { InvariantResult, LoadVerdict, RunRecord } from './record.ts'
import { notTried } from './say-less.ts'
import { targetsOf } from './targets.ts'

/** The verdict over a run, why, and the exit code of the command that made it. */
export interface Judgement {
  readonly verdict: LoadVerdict
  /** Sentences that a manager understands, the weightiest first; never empty. */
  readonly reasons: readonly string[]
  readonly targets: readonly JudgedTarget[]
  readonly invariants: readonly InvariantResult[]
  /** 0 PASS; 1 FAIL by an invariant; 3 FAIL by a target; 5 INVALID or UNEVALUATED. */
  readonly exitCode: 0 | 1 | 3 | 5
}

const nothingReadBack =
  'The state of the backend was not judged after the run, so nobody knows whether its answers were true.'
const worstFirst: readonly LoadVerdict[] = ['FAIL', 'INVALID', 'UNEVALUATED', 'PASS']

/** Judges a recorded run: a pure function, the same for one generator and for many. */
export function judge(record: RunRecord): Judgement {
  const targets = targetsOf(record).map((target) => refineMiss(record, target))
  // Fast and wrong is wrong: without a look at the state nobody knows.
  const unseen: LoadVerdict[] = record.invariants.length === 0 ? ['UNEVALUATED'] : []
  const verdicts = [
    ...targets.map(({ verdict }) => verdict),
    ...record.invariants.map(({ verdict }) => verdict),
    ...unseen,
  ]
  const worst = worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'UNEVALUATED'
  const verdict = record.problems.length > 0 ? 'INVALID' : worst
  const broken = record.invariants.some((invariant) => invariant.verdict === 'FAIL')
  const exitCodes = { PASS: 0, FAIL: broken ? 1 : 3, INVALID: 5, UNEVALUATED: 5 } as const
  const base = { targets, invariants: record.invariants, verdict, exitCode: exitCodes[verdict] }
  return { ...base, reasons: reasonsFor(record, base) }
}

/** Whether a rate or latency target was missed, so that the generator's own ceiling must be known to say why. */
export function needsCeiling(record: RunRecord): boolean {
  return targetsOf(record).some(({ kind, verdict }) => kind !== 'success' && verdict === 'FAIL')
}

function reasonsFor(record: RunRecord, judged: Omit<Judgement, 'reasons'>): string[] {
  const problems = record.problems.map(({ sentence }) => sentence)
  // Of a run that proves nothing only what is broken is worth telling besides.
  const telling: readonly LoadVerdict[] = problems.length > 0 ? ['FAIL'] : worstFirst.slice(0, -1)
  const found = telling.flatMap((verdict) => [
    ...judged.invariants.filter((invariant) => invariant.verdict === verdict).map(toReason),
    ...judged.targets.filter((target) => target.verdict === verdict).map(({ reason }) => reason),
  ])
  const unseen = problems.length === 0 && judged.invariants.length === 0 ? [nothingReadBack] : []
  // Targets that had no samples for the same reason say so once.
  const reasons = [...new Set([...problems, ...found, ...unseen])]
  const less =
    record.profile.lessThan === undefined ? [] : [notTried(record.form.name, record.profile.lessThan)]
  return [...(reasons.length > 0 ? reasons : [allMet(record, judged)]), ...less]
}

function toReason({ name, verdict, violations }: InvariantResult): string {
  const opening =
    verdict === 'FAIL' ? 'This must hold after any run and does not:' : 'Nothing can be said about'
  return `${opening} “${name}”. ${violations.join(' ')}`
}

function allMet(record: RunRecord, { targets, invariants }: Omit<Judgement, 'reasons'>): string {
  const arrived = record.arrivals.reduce((sum, { all }) => sum + all.requests, 0)
  const requests = (record.overall.requests + arrived).toLocaleString('en')
  return (
    `All ${targets.length} targets were met over ${requests} judged requests, ` +
    `and ${invariants.length === 1 ? 'the invariant holds' : `all ${invariants.length} invariants hold`}.`
  )
}
