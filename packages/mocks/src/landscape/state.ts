// SPDX-License-Identifier: Apache-2.0
import type { Packages } from './packages.ts'
import type { Timeline } from '../plane/timeline.ts'
import type { LandscapeAccount } from './account.ts'

/** One version of a package that the account's repositories have. */
export interface Package {
  readonly id: number
  readonly name: string
  readonly version: string
  readonly summary: string
}

/** A computer with Landscape Client on it. */
export interface Computer {
  readonly id: number
  readonly title: string
  readonly hostname: string
  readonly distribution: string
  readonly codename: string
  tags: readonly string[]
  /** Since when it is on the network, or since when it is not. */
  network: { readonly online: boolean; readonly sinceMs: number }
  /** What every change of packages on it fails with; null where they succeed. */
  failsWith: string | null
  /** Package ids. */
  readonly installed: Set<number>
  /** Names of packages that are held. */
  readonly held: Set<string>
}

export type PackageAction = 'install' | 'remove' | 'hold' | 'unhold'

/** One change of a package, as activities show it. */
export interface Change {
  readonly package: string
  readonly type: PackageAction
  readonly version: string
  readonly complemented: boolean
}

/** What an activity does on its computer. */
export type Task =
  | { readonly kind: 'packages'; readonly action: PackageAction; readonly packageIds: readonly number[] }
  | { readonly kind: 'script'; readonly scriptId: number }
  | { readonly kind: 'restart' }

export type ActivityStatus =
  'unapproved' | 'scheduled' | 'undelivered' | 'delivered' | 'succeeded' | 'failed' | 'canceled'

/** What one computer is to do. */
export interface Activity {
  readonly id: number
  readonly group: ActivityGroup
  readonly computer: Computer
  readonly task: Task
  readonly changes: readonly Change[]
  /** How long the computer takes to ask for it once it can, and then to do it. */
  readonly pingMs: number
  readonly durationMs: number
  /** Within the window over which deliveries are spread. */
  readonly delayMs: number
  status: Exclude<ActivityStatus, 'scheduled'>
  modifiedMs: number
  approvedMs: number | null
  deliveredMs: number | null
  completedMs: number | null
  resultCode: number | null
  resultText: string | null
}

/** What somebody asked for, with an activity for each computer. */
export interface ActivityGroup {
  readonly id: number
  readonly createdMs: number
  /** `ChangePackagesRequest` and the like: the type of its activities. */
  readonly type: string
  readonly summary: string
  readonly deliverAfterMs: number | null
  readonly delayWindowMinutes: number
  readonly activities: Activity[]
}

export type ConstraintType = 'depends' | 'conflicts'

export interface Constraint {
  readonly id: number
  readonly constraint: ConstraintType
  readonly package: string
  /** `=`, `>=` and the like; empty for any version. */
  readonly rule: string
  readonly version: string
}

/** What computers must and must not have. */
export interface PackageProfile {
  readonly id: number
  readonly name: string
  readonly createdMs: number
  modifiedMs: number
  title: string
  description: string
  readonly accessGroup: string
  tags: readonly string[]
  allComputers: boolean
  constraints: readonly Constraint[]
  version: number
  /** What it asked computers for. */
  readonly groups: ActivityGroup[]
}

export interface Script {
  readonly id: number
  readonly title: string
  readonly code: string
  readonly interpreter: string
  readonly timeLimitS: number
  readonly username: string
  readonly accessGroup: string
  readonly createdMs: number
}

export interface LandscapeState {
  readonly account: LandscapeAccount
  readonly computers: readonly Computer[]
  readonly packages: Packages
  /** Groups and the activities in them, by id; they share one sequence. */
  readonly groups: Map<number, ActivityGroup>
  readonly activities: Map<number, Activity>
  /** Activities that have not ended. */
  readonly active: Set<Activity>
  /** When they go on. */
  readonly timeline: Timeline<Activity>
  readonly profiles: Map<string, PackageProfile>
  readonly scripts: Map<number, Script>
  /** FICTION, of the profile `eucora-compat`. */
  readonly repositories: Readonly<Record<string, unknown>>[]
  readonly lastIds: Map<string, number>
  /** Tokens issued before this time are no longer taken, in milliseconds since the epoch. */
  tokensFromMs: number
}

export function nextId({ lastIds }: Pick<LandscapeState, 'lastIds'>, sequence: string, first = 1): number {
  const id = (lastIds.get(sequence) ?? first - 1) + 1
  lastIds.set(sequence, id)
  return id
}

/** Times as Landscape writes them: in UTC, to the second. */
export function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms)
}
