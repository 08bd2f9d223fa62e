// SPDX-License-Identifier: Apache-2.0
import { acceptedEqualsStored } from './accepted-stored.ts'
import { thresholdsCrossed } from './ceiling.ts'
import { overall } from './k6-options.ts'
import type { K6Exit } from './k6-process.ts'
import { HarnessError } from '../errors.ts'
import { countOf } from './native-histogram.ts'
import type { K6Summary } from './k6-summary.ts'
import { offeredPerSecond, type Form } from './profile.ts'
import type { Receiver } from './receiver.ts'
import { interruption, type InvariantResult, type RunProblem, type RunRecord } from './record.ts'
import {
  bodyInvariant,
  durationMetric,
  operationRecord,
  operationRecords,
  statusCounts,
} from './recording.ts'
import type { Workload } from './workload.ts'

/** What a run showed besides the pushes: how the generator ended and what was read from the target. */
export interface Observed {
  /** Undefined where the generator was never started. */
  readonly exit: K6Exit | undefined
  readonly summary: K6Summary | undefined
  readonly interrupted: boolean
  readonly storedBefore: number
  readonly storedAfter: number | undefined
  readonly scriptSha256: string | undefined
  readonly k6Log: string
  /** Why the generator was never started. */
  readonly problem: RunProblem | undefined
  readonly ceilingPerSecond: number | undefined
  /** Length of the hold in seconds, as far as it got. */
  readonly heldSeconds: number
}

/** A run that ended before its load began. */
export function notStarted(problem: RunProblem): Observed {
  return {
    exit: undefined,
    summary: undefined,
    interrupted: problem === interruption,
    storedBefore: 0,
    storedAfter: undefined,
    scriptSha256: undefined,
    k6Log: '',
    problem,
    ceilingPerSecond: undefined,
    heldSeconds: 0,
  }
}

/** Everything that the judge looks at; throws a HarnessError (exit 2) where k6 failed before it sent anything. */
export function recordOf(observed: Observed, workload: Workload, form: Form, receiver: Receiver): RunRecord {
  const { profile } = workload
  const { store } = receiver
  const { summary } = observed
  const all = operationRecord(store, overall, profile.overall, summary)
  const counted = countOf(store.total(durationMetric))
  return {
    profile,
    form,
    overall: all,
    operations: operationRecords(store, profile, summary),
    offeredPerSecond: offeredPerSecond(profile),
    achievedPerSecond: observed.heldSeconds > 0 ? all.requests / observed.heldSeconds : 0,
    droppedIterations: summary?.droppedIterations ?? 0,
    ceilingPerSecond: observed.ceilingPerSecond,
    invariants: observed.exit ? [storedInvariant(observed, workload, receiver), bodyInvariant(store)] : [],
    problems: observed.problem ? [observed.problem] : problemsOf(observed, counted),
  }
}

function storedInvariant(observed: Observed, workload: Workload, { store }: Receiver): InvariantResult {
  const creates = statusCounts(store).filter(({ operation }) => operation === workload.createOperation)
  const sum = (rows: typeof creates) => rows.reduce((total, { count }) => total + count, 0)
  return acceptedEqualsStored({
    accepted: sum(creates.filter(({ expected }) => expected)),
    unanswered: sum(creates.filter(({ status }) => status === '0')),
    cutOff: observed.interrupted ? workload.profile.users : 0,
    countsComplete: observed.summary !== undefined,
    storedBefore: observed.storedBefore,
    storedAfter: observed.storedAfter,
  })
}

function problemsOf({ exit, summary, interrupted, k6Log }: Observed, counted: number): RunProblem[] {
  if (interrupted) {
    return [interruption]
  }
  if (exit?.signal || exit?.code === interruptedFromOutside) {
    const how = exit.signal ? `by ${exit.signal}` : 'from outside'
    return [
      {
        kind: 'generator-killed',
        sentence: `The load generator was stopped ${how} before the end of the run.`,
      },
    ]
  }
  if (exit?.code !== 0 && exit?.code !== thresholdsCrossed) {
    const last = k6Log.trim().split('\n').slice(-3).join('\n')
    throw new HarnessError(
      'internal',
      `k6 failed with exit code ${exit?.code ?? 'none'}; the end of what it said: ${last}`,
      'Correct the script or the profile; k6 run by hand says more',
    )
  }
  if (summary?.requests === counted) return []
  const told = summary ? summary.requests.toLocaleString('en') : 'an unknown number of'
  const sentence =
    `The record is incomplete: the load generator sent ${told} requests, ` +
    `and its reports tell of ${counted.toLocaleString('en')}.`
  return [{ kind: 'incomplete-record', sentence }]
}

/** k6's exit code after a signal that it could obey. */
const interruptedFromOutside = 105
