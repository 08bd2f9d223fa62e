// SPDX-License-Identifier: Apache-2.0
import { Seeded } from '../plane/seeded.ts'
import type { AssetStatus, Assignment, Device, SccmState } from './state.ts'

const minuteMs = 60_000
/** What an installation takes at least. */
export const shortestMs = 2 * minuteMs
/** How often a client asks for policy where nobody chose. */
export const policyEveryMs = 60 * minuteMs

const unknown: AssetStatus = { statusType: 4, enforcementState: 0 }
const waitingForContent: AssetStatus = { statusType: 2, enforcementState: 2 }
const pending: AssetStatus = { statusType: 2, enforcementState: 7 }
const installing: AssetStatus = { statusType: 2, enforcementState: 8 }
const finished = {
  success: { statusType: 1, enforcementState: 10 },
  error: { statusType: 5, enforcementState: 11 },
  'requirements-not-met': { statusType: 3, enforcementState: 0 },
} as const satisfies Record<Device['outcome'], AssetStatus>

/** The devices of a deployment's collection, in the order of the devices. */
export function targeted(
  { devices, collections }: SccmState,
  { collectionId }: Assignment,
): readonly Device[] {
  const members = new Set(collections.get(collectionId)?.members)
  return devices.filter(({ resourceId }) => members.has(resourceId))
}

/**
 * How a deployment stands on a device now. A client on the network asks for policy once an hour, begins when start,
 * deadline and content are there, and needs 2 to 10 minutes; one that is not on it stays where it was. The same
 * deployment and device always take as long. What is only available waits for its user, who never comes.
 */
export function statusOn(
  state: SccmState,
  assignment: Assignment,
  device: Device,
  nowMs: number,
): AssetStatus {
  const known = state.reported.get(assignment, device)
  if (known !== undefined) return known
  const status = progress(state, assignment, device, nowMs)
  if (isFinal(status)) state.reported.set(assignment, device, status)
  return status
}

export function isFinal({ statusType }: AssetStatus): boolean {
  return statusType !== 2 && statusType !== 4
}

function progress(state: SccmState, assignment: Assignment, device: Device, nowMs: number): AssetStatus {
  if (isNeverBegun(assignment)) return unknown
  const { online, sinceMs } = device.network
  const reachedMs = online ? nowMs : Math.min(nowMs, sinceMs)
  const { heardMs, contentMs, startMs } = courseOf(state, assignment, device)
  if (reachedMs < heardMs) return unknown
  if (device.outcome === 'requirements-not-met') return finished[device.outcome]
  if (reachedMs < contentMs) return waitingForContent
  if (reachedMs < startMs) return pending
  return reachedMs < startMs + durationMs(assignment, device) ? installing : finished[device.outcome]
}

/** When a device will be done with a deployment, as things are now; Infinity where it will not. */
export function doneMs(state: SccmState, assignment: Assignment, device: Device): number {
  if (isNeverBegun(assignment)) return Number.POSITIVE_INFINITY
  const { heardMs, startMs } = courseOf(state, assignment, device)
  const refuses = device.outcome === 'requirements-not-met'
  const atMs = refuses ? heardMs : startMs + durationMs(assignment, device)
  const { online, sinceMs } = device.network
  return online || atMs <= sinceMs ? atMs : Number.POSITIVE_INFINITY
}

function isNeverBegun({ properties }: Assignment): boolean {
  return properties['Enabled'] === false || properties['OfferTypeID'] === 2
}

/** When a device hears of a deployment, when its content is there, and when it begins. */
function courseOf(state: SccmState, assignment: Assignment, device: Device) {
  const { properties, changedMs } = assignment
  const { online, sinceMs } = device.network
  const toldMs = online ? Math.max(changedMs, sinceMs) : changedMs
  const heardMs = nextPolicyMs(state, device, Math.max(toldMs, timeOf(properties['StartTime']) ?? 0))
  const contentMs = contentReadyMs(state, assignment)
  const deadlineMs = timeOf(properties['EnforcementDeadline']) ?? 0
  const notBeforeMs = state.notBeforeMs.get(assetKey(assignment, device)) ?? 0
  return { heardMs, contentMs, startMs: Math.max(heardMs, contentMs, deadlineMs, notBeforeMs) }
}

function durationMs(assignment: Assignment, device: Device): number {
  return shortestMs + new Seeded(assetKey(assignment, device)).integer(8 * minuteMs)
}

function nextPolicyMs(
  { policyAskedMs }: SccmState,
  { resourceId, policyPhaseMs }: Device,
  fromMs: number,
): number {
  const asRuleMs = policyPhaseMs + Math.ceil((fromMs - policyPhaseMs) / policyEveryMs) * policyEveryMs
  const askedMs = policyAskedMs.get(resourceId) ?? 0
  return askedMs >= fromMs ? Math.min(askedMs, asRuleMs) : asRuleMs
}

/** When an application's content is on a distribution point: never, where nobody sends it there. */
function contentReadyMs({ applications, pointGroups }: SccmState, { ciId }: Assignment): number {
  const packageId = applications.get(ciId)?.packageId ?? null
  if (packageId === null) return 0
  const times = pointGroups.flatMap(({ content }) => content.get(packageId) ?? [])
  return Math.min(Number.POSITIVE_INFINITY, ...times)
}

function timeOf(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}

export function assetKey({ id }: Pick<Assignment, 'id'>, { resourceId }: Pick<Device, 'resourceId'>): string {
  return `${id}/${resourceId}`
}
