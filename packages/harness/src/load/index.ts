// SPDX-License-Identifier: Apache-2.0

// Profiles and workloads, for those who write them.
export { defineProfile, formOf, offeredPerSecond } from './profile.ts'
export type { Form, FormName, Limits, Precondition, Profile } from './profile.ts'
export type { InstantAnswer, Workload } from './workload.ts'

// What a k6 entry script reads and writes.
export type { LoadPlan, Session } from './plan.ts'
export type { K6Summary } from './k6-summary.ts'

// Running and judging.
export { runLoad } from './runner.ts'
export type { LoadRunResult, RunLoadOptions } from './runner.ts'
export { judge } from './judge.ts'
export type { Judgement } from './judge.ts'
export type { LoadVerdict, RunRecord } from './record.ts'
