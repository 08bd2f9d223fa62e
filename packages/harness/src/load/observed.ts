// SPDX-License-Identifier: Apache-2.0
import { eventInvariants } from './accepted-events.ts'
import { acceptedEqualsStored } from './accepted-stored.ts'
import { bodyInvariant } from './body-invariant.ts'
import { inOrder } from './generator.ts'
import { overall } from './k6-options.ts'
import type { K6Exit } from './k6-process.ts'
import { HarnessError } from '../errors.ts'
import { countOf } from './native-histogram.ts'
import type { K6Summary } from './k6-summary.ts'
import { offeredPerSecond, type Form } from './profile.ts'
import type { Receiver } from './receiver.ts'
import { interruption, type InvariantResult, type RunProblem, type RunRecord } from './record.ts'
import type { FlowsRead } from './read-flows.ts'
import {
  arrivalsRecords,
  levelRecords,
  operationRecord,
  operationRecords,
  type Recorded,
} from './recording.ts'
import { durationMetric } from './series-store.ts'
import { acceptedOf, statusCounts } from './status-counts.ts'
import type { Workload } from './workload.ts'

/** What a run showed besides the pushes: how the generator ended and what was read from the target. */
export interface Observed {
  /** Undefined where the generator was never started. */
  readonly exit: K6Exit | undefined
  readonly summary: K6Summary | undefined
  readonly interrupted: boolean
  readonly storedBefore: number
  readonly storedAfter: number | undefined
  /** Events of accepted creates; undefined where the profile keeps no ids of creates. */
  readonly flows: FlowsRead | undefined
  /** What the workload itself read back. */
  readonly invariants: readonly InvariantResult[]
  /** Sentences on the preconditions that were established. */
  readonly established: readonly string[]
  readonly scriptSha256: string | undefined
  readonly k6Log: string
  /** Why the generator was never started. */
  readonly problem: RunProblem | undefined
  /** Set where the machine's clock was set while the generator ran. */
  readonly clock?: RunProblem | undefined
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
    flows: undefined,
    invariants: [],
    established: [],
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
  const recorded: Recorded = { store, profile, summary, countsSlow: workload.countsSlow ?? false }
  const all = operationRecord(recorded, overall, profile.overall)
  const counted = countOf(store.total(durationMetric))
  return {
    profile,
    form,
    overall: all,
    operations: operationRecords(recorded),
    arrivals: arrivalsRecords(recorded),
    levels: levelRecords(recorded),
    offeredPerSecond: offeredPerSecond(profile),
    achievedPerSecond: observed.heldSeconds > 0 ? all.requests / observed.heldSeconds : 0,
    droppedIterations: summary?.droppedIterations ?? 0,
    ceilingPerSecond: observed.ceilingPerSecond,
    invariants: observed.exit ? invariantsOf(observed, workload, receiver) : [],
    problems: observed.problem ? [observed.problem] : problemsOf(observed, counted),
  }
}

function invariantsOf(observed: Observed, workload: Workload, { store }: Receiver): InvariantResult[] {
  const { createOperation, profile } = workload
  const found = [bodyInvariant(store), ...observed.invariants]
  if (createOperation === undefined) return found
  const { accepted, unknown } = acceptedOf(statusCounts(store), (operation) => operation === createOperation)
  const stored = acceptedEqualsStored({
    accepted,
    unknown,
    cutOff: observed.interrupted ? profile.users : 0,
    countsComplete: observed.summary !== undefined,
    storedBefore: observed.storedBefore,
    storedAfter: observed.storedAfter,
  })
  return [stored, ...found, ...(observed.flows ? eventInvariants(accepted, observed.flows) : [])]
}

function problemsOf({ exit, summary, interrupted, k6Log, clock }: Observed, counted: number): RunProblem[] {
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
  if (exit === undefined || !inOrder(exit)) {
    const last = k6Log.trim().split('\n').slice(-3).join('\n')
    throw new HarnessError(
      'internal',
      `k6 failed with exit code ${exit?.code ?? 'none'}; the end of what it said: ${last}`,
      'Correct the script or the profile; k6 run by hand says more',
    )
  }
  const moved = clock === undefined ? [] : [clock]
  if (summary?.requests === counted) return moved
  const told = summary ? summary.requests.toLocaleString('en') : 'an unknown number of'
  const sentence =
    `The record is incomplete: the load generator sent ${told} requests, ` +
    `and its reports tell of ${counted.toLocaleString('en')}.`
  return [{ kind: 'incomplete-record', sentence }, ...moved]
}

/** k6's exit code after a signal that it could obey. */
const interruptedFromOutside = 105
