// SPDX-License-Identifier: Apache-2.0
import type { Seeded } from '../plane/seeded.ts'
import type { Reports } from './reports.ts'
import type { Applications, Assignments } from './tables.ts'

/** A Windows computer with the client of Configuration Manager. */
export interface Device {
  readonly resourceId: number
  readonly name: string
  readonly smbiosGuid: string
  /** When in each hour it asks for policy. */
  readonly policyPhaseMs: number
  /** Since when it is on the network, or since when it is not. */
  network: { readonly online: boolean; readonly sinceMs: number }
  /** What comes of every installation on it. */
  outcome: 'success' | 'error' | 'requirements-not-met'
}

export interface Collection {
  readonly id: string
  readonly name: string
  readonly comment: string
  /** 1 of users, 2 of devices. */
  readonly type: 1 | 2
  readonly limitedTo: { readonly id: string; readonly name: string } | null
  readonly isBuiltIn: boolean
  /** Resource ids of devices. */
  members: readonly number[]
}

/** One revision of an application. */
export interface Application {
  readonly ciId: number
  readonly scopeId: string
  /** `Application_…` */
  readonly logicalName: string
  readonly version: number
  readonly title: string
  readonly description: string
  readonly publisher: string
  readonly softwareVersion: string
  readonly deploymentTypes: number
  /** Null for one that has nothing to download. */
  readonly packageId: string | null
  readonly sdmPackageXml: string
  readonly isHidden: boolean
  isLatest: boolean
  isExpired: boolean
  readonly createdMs: number
  readonly createdBy: string
}

/** A deployment of an application to a collection. */
export interface Assignment {
  readonly id: number
  readonly uniqueId: string
  /** As it was sent, without what the site itself says. */
  properties: Readonly<Record<string, unknown>>
  ciId: number
  collectionId: string
  readonly createdMs: number
  /** Since when it is as it is. */
  changedMs: number
  changedBy: string
  /** Before when none of its devices can be done, by what was known when that was last looked at; Infinity for never. */
  dueMs: number
}

export interface DistributionPointGroup {
  /** A GUID in braces. */
  readonly id: string
  readonly name: string
  /** By package id, when its content is there. */
  readonly content: Map<string, number>
}

/** How a deployment stands on a device, by the numbers of the product. */
export interface AssetStatus {
  /** 1 success, 2 in progress, 3 requirements not met, 4 unknown, 5 error. */
  readonly statusType: 1 | 2 | 3 | 4 | 5
  readonly enforcementState: number
}

export interface SccmState {
  readonly siteCode: string
  readonly siteId: string
  readonly devices: readonly Device[]
  readonly collections: Map<string, Collection>
  /** By CI_ID. */
  readonly applications: Applications
  /** By AssignmentID. */
  readonly assignments: Assignments
  readonly pointGroups: readonly DistributionPointGroup[]
  readonly lastIds: { ci: number; assignment: number; object: number; operation: number }
  readonly reported: Reports
  /** When a device was told to ask for policy at once. */
  readonly policyAskedMs: Map<number, number>
  /** Before when an installation does not begin, by assignment and device. */
  readonly notBeforeMs: Map<string, number>
  /** NTLM's challenges that nobody has answered yet, the oldest first. */
  readonly challenges: Buffer[]
  readonly challengeRandom: Seeded
}
