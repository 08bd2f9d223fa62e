// SPDX-License-Identifier: Apache-2.0
import type { NativeHistogram } from './native-histogram.ts'
import type { PercentileName } from './k6-options.ts'
import type { Arrivals, Form, Level, Profile } from './profile.ts'

export type LoadVerdict = 'PASS' | 'FAIL' | 'INVALID' | 'UNEVALUATED'

/** A percentile as k6 computed it from every single value, and whether its own threshold held. */
export interface ExactPercentile {
  readonly ms: number
  readonly belowLimit: boolean
}

/** What the judged seconds of a part showed of one operation, or of all together. */
export interface OperationRecord {
  readonly operation: string
  /** Requests that were sent during the hold. */
  readonly requests: number
  /** Requests of these that got the expected status. */
  readonly expected: number
  /** Latency of the expected answers. */
  readonly latency: NativeHistogram
  /** k6's own percentiles; absent where several generators ran or k6 did not live to tell. */
  readonly exact?: Readonly<Partial<Record<PercentileName, ExactPercentile>>> | undefined
  /** Exact count of the expected answers that took at least so many milliseconds; absent where nobody counted. */
  readonly slower?: ReadonlyMap<number, number> | undefined
}

/** What a part of arrivals showed in its judged seconds. */
export interface ArrivalsRecord {
  readonly part: Arrivals
  readonly all: OperationRecord
  readonly achievedPerSecond: number
}

/** How often something was within its bounds during the hold. */
export interface LevelRecord {
  readonly level: Level
  readonly within: number
  readonly outside: number
  /** Undefined where nothing was seen. */
  readonly lowest: number | undefined
  readonly highest: number | undefined
}

/** One sentence that must hold after any run, with what was found. */
export interface InvariantResult {
  readonly name: string
  readonly verdict: 'PASS' | 'FAIL' | 'UNEVALUATED'
  /** How many things were looked at. */
  readonly checked: number
  /** One sentence for each thing that is wrong; for UNEVALUATED why nothing could be said. */
  readonly violations: readonly string[]
  /** What the finding rests on, with any tolerance. */
  readonly note?: string | undefined
}

/** Why a run as a whole proves nothing. */
export interface RunProblem {
  readonly kind:
    | 'wrong-target'
    | 'preconditions'
    | 'generator-killed'
    | 'interrupted'
    | 'incomplete-record'
    | 'clock-moved'
  /** A whole sentence. */
  readonly sentence: string
}

/** The problem of a run that was ended before its time. */
export const interruption: RunProblem = {
  kind: 'interrupted',
  sentence: 'The run was interrupted before its end, so what it recorded proves nothing.',
}

/** Everything that a verdict is made of; recorded by a run, or written by a test. */
export interface RunRecord {
  readonly profile: Profile
  readonly form: Form
  readonly overall: OperationRecord
  readonly operations: readonly OperationRecord[]
  readonly arrivals: readonly ArrivalsRecord[]
  readonly levels: readonly LevelRecord[]
  /** Of the users, where answers take the p50 limit. */
  readonly offeredPerSecond: number
  readonly achievedPerSecond: number
  /** Requests that were due in a part of arrivals and never sent, over the whole run. */
  readonly droppedIterations: number
  /** Requests per second of the same script against a server that answers at once; absent: not measured. */
  readonly ceilingPerSecond?: number | undefined
  readonly invariants: readonly InvariantResult[]
  readonly problems: readonly RunProblem[]
}
