// SPDX-License-Identifier: Apache-2.0

// For those who write profiles and the k6 scripts that run them; running one is at @eucora/harness/load/run.
export { defineProfile, formOf, offeredPerSecond } from './profile.ts'
export type { Form, FormName, Limits, Precondition, Profile } from './profile.ts'
export type { InstantAnswer, Workload } from './workload.ts'

// What a k6 entry script reads and writes.
export type { LoadPlan, Session } from './plan.ts'
export type { K6Summary } from './k6-summary.ts'
