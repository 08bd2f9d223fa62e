// SPDX-License-Identifier: Apache-2.0

// For those who write profiles and the k6 scripts that run them; running one is at @eucora/harness/load/run.
export { defineProfile, formOf, mostPerSecond, offeredPerSecond } from './profile.ts'
export type { Arrivals, Form, FormName, Level, Limits, LoadRole, Precondition, Profile } from './profile.ts'
export type { InstantAnswer, LoadSetUp, ReadingBack, SettingUpLoad, Workload } from './workload.ts'

// What set-ups and their reading back are made of.
export { HarnessError, messageOf } from '../errors.ts'
export type { Actor } from '../client/actor.ts'
export type { SeedRow } from '../seed/row.ts'
export { packageRows, packagesFrom, type SeededPackage } from '../seed/evidence-packages.ts'
export { loadUserPk } from '../seed/load-user-pk.ts'
export type { InvariantResult } from './record.ts'
export { readEach, type FlowEvent } from './read-flows.ts'
export { sideBySide } from './side-by-side.ts'
export { acceptedOf } from './status-counts.ts'

// What a k6 entry script reads and writes.
export type { LoadPlan, Session } from './plan.ts'
export type { K6Summary } from './k6-summary.ts'
