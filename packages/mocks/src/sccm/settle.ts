// SPDX-License-Identifier: Apache-2.0
import { assetKey, doneMs, isFinal, shortestMs, statusOn, targeted } from './asset-status.ts'
import type { Assignment, Device, SccmState } from './state.ts'

/** How often a client looks whether what is required is there. */
const evaluationEveryMs = 7 * 24 * 3_600_000

/**
 * Keeps what devices have done up to now, before something changes that the future depends on. Deployments that nobody
 * can have been done with since the last look are passed over.
 */
export function settle(state: SccmState, nowMs: number): void {
  const mayRefuse = state.devices.some(({ outcome }) => outcome === 'requirements-not-met')
  for (const assignment of state.assignments.values()) {
    if (mayRefuse || assignment.dueMs <= nowMs) settleOne(state, assignment, nowMs)
  }
}

/** The same before a change of one deployment, of which the others do not depend. */
export function settleOne(state: SccmState, assignment: Assignment, nowMs: number): void {
  let dueMs = Number.POSITIVE_INFINITY
  for (const device of targeted(state, assignment)) {
    if (isFinal(statusOn(state, assignment, device, nowMs))) continue
    dueMs = Math.min(dueMs, doneMs(state, assignment, device))
  }
  assignment.dueMs = dueMs
}

/** After a change that devices may be done earlier by. */
export function lookAgain(assignments: Iterable<Assignment>): void {
  for (const assignment of assignments) assignment.dueMs = 0
}

/** Makes devices ask for policy at once, and try what they failed or lost again. To be called when all is settled. */
export function askNow(state: SccmState, devices: readonly Device[], nowMs: number): void {
  const { policyAskedMs, reported, notBeforeMs, assignments } = state
  for (const { resourceId } of devices) policyAskedMs.set(resourceId, nowMs)
  for (const assignment of assignments.values()) {
    // Who waits for content, or for the network, waits on.
    if (assignment.dueMs === Number.POSITIVE_INFINITY) continue
    assignment.dueMs = Math.min(assignment.dueMs, nowMs + shortestMs)
  }
  const ids = new Set(devices.map(({ resourceId }) => resourceId))
  const again = reported.failed().filter(({ resourceId }) => ids.has(resourceId))
  for (const [key, atMs] of notBeforeMs) {
    if (atMs <= nowMs) continue
    const [assignmentId = 0, resourceId = 0] = key.split('/').map(Number)
    if (ids.has(resourceId)) again.push({ assignmentId, resourceId })
  }
  for (const { assignmentId, resourceId } of again) forget(state, assignmentId, resourceId, nowMs)
}

/** Lets a device find out at its next evaluation that something is not there. */
export function lose(state: SccmState, { id }: Assignment, { resourceId }: Device, nowMs: number): void {
  forget(state, id, resourceId, nowMs + evaluationEveryMs)
}

function forget(state: SccmState, id: number, resourceId: number, notBeforeMs: number): void {
  state.reported.delete({ id }, { resourceId })
  state.notBeforeMs.set(assetKey({ id }, { resourceId }), notBeforeMs)
  const assignment = state.assignments.get(id)
  if (assignment !== undefined) assignment.dueMs = 0
}
