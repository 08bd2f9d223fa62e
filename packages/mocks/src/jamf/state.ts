// SPDX-License-Identifier: Apache-2.0
import type { XmlNode } from '../xml/read-xml.ts'
import type { DueTimes } from './due-times.ts'
import { NamedTable } from './named-table.ts'
import type { SentPackage } from './package-schema.ts'
import type { Privilege } from './settings.ts'

/** A Mac that the server manages. */
export interface Computer {
  readonly id: number
  readonly name: string
  readonly udid: string
  readonly managementId: string
  readonly serialNumber: string
  readonly username: string
  readonly osVersion: string
  readonly enrolledMs: number
  /** When in each 15 minutes it checks in. */
  readonly checkInPhaseMs: number
  /** Since when it is on the network, or since when it is not. */
  network: { readonly online: boolean; readonly sinceMs: number }
  /** Whether every installation on it fails. */
  fails: boolean
}

export interface ComputerGroup {
  readonly id: number
  name: string
  readonly description: string
  readonly isSmart: boolean
  /** Ids of computers. */
  members: readonly number[]
}

export interface Category {
  readonly id: number
  readonly name: string
  readonly priority: number
}

/** A package as the API takes and answers it, without what the server itself says of it. */
export interface JamfPackage {
  readonly id: number
  properties: SentPackage
  /** Null until its file is uploaded. */
  file: PackageFile | null
}

export interface PackageFile {
  readonly bytes: number
  readonly md5: string
  /** When computers can get it. */
  readonly readyMs: number
}

/** Whom a policy is for, by ids. */
export interface Scope {
  readonly allComputers: boolean
  readonly computers: readonly number[]
  readonly groups: readonly number[]
  readonly excludedComputers: readonly number[]
  readonly excludedGroups: readonly number[]
}

export interface PolicyPackage {
  readonly id: number
  readonly action: 'Install' | 'Uninstall'
}

/** What a policy says, apart from its id. */
export interface PolicyContent {
  readonly name: string
  readonly enabled: boolean
  /** Which events run it, by the names of the Classic API. */
  readonly triggers: Readonly<Record<TriggerName, boolean>>
  /** A custom event; empty for none. */
  readonly triggerOther: string
  readonly categoryId: number
  readonly scope: Scope
  readonly packages: readonly PolicyPackage[]
  /** Sections that are kept as they were sent and mean nothing here. */
  readonly kept: readonly XmlNode[]
}

export const triggerNames = [
  'trigger_checkin',
  'trigger_enrollment_complete',
  'trigger_login',
  'trigger_network_state_changed',
  'trigger_startup',
] as const

export type TriggerName = (typeof triggerNames)[number]

export interface Policy {
  readonly id: number
  content: PolicyContent
  /** Since when it is as it is. */
  changedMs: number
}

/** What a policy's log says of one computer. */
export interface Run {
  readonly status: 'Completed' | 'Failed'
  readonly completedMs: number
}

/** A token that is good until it expires or is invalidated. */
export interface Session {
  /** Of an API client, or of a user. */
  readonly kind: 'client' | 'user'
  readonly name: string
  readonly privileges: readonly Privilege[]
  readonly expiresMs: number
}

export interface JamfState {
  /** By token; null once invalidated. */
  readonly sessions: Map<string, Session | null>
  readonly computers: readonly Computer[]
  readonly groups: ComputerGroup[]
  readonly categories: readonly Category[]
  readonly packages: NamedTable<JamfPackage, 'packageName' | 'fileName'>
  readonly policies: NamedTable<Policy, 'name'>
  /** The last id given to a package and to a policy; ids are not given twice. */
  readonly lastIds: { package: number; policy: number }
  /** By computer, then by policy. */
  readonly runs: Map<number, Map<number, Run>>
  /** Before when nothing comes of a policy by itself, by policy; one that is not there is quiet until it changes. */
  readonly quietUntilMs: DueTimes
  /** Before when a policy does not run on a computer again, by policy and computer. */
  readonly flushedMs: Map<string, number>
  /** The packages on a computer by its id, with the time they came at. */
  readonly installed: Map<number, Map<number, number>>
}

export function emptyPackages(): JamfState['packages'] {
  return new NamedTable(
    new Map([
      ['packageName', ({ properties }) => properties.packageName],
      ['fileName', ({ properties }) => properties.fileName],
    ]),
  )
}

export function emptyPolicies(): JamfState['policies'] {
  return new NamedTable(new Map([['name', ({ content }) => content.name]]))
}
