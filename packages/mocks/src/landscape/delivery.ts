// SPDX-License-Identifier: Apache-2.0
import { runOnly, Timeline, type Course } from '../plane/timeline.ts'
import type { Activity, ActivityStatus, LandscapeState, Task } from './state.ts'

/** Landscape Client's code for a change of packages that failed. */
const errorResult = 100

/**
 * Lets everything happen that has happened by now: an activity is delivered when its computer asks for it, and ends when
 * the computer says so; one that is off the network does neither.
 */
export function settle(state: LandscapeState, nowMs: number): void {
  state.timeline.runUntil(nowMs)
}

/** How the activities of a state go on. The state is asked for when they do, since it holds its timeline itself. */
export function timelineOf(state: () => LandscapeState): Timeline<Activity> {
  return new Timeline(courseOf(state))
}

/** Lets some activities alone go on until a time. */
export function settleAlone(state: LandscapeState, activities: readonly Activity[], untilMs: number): void {
  runOnly(
    activities,
    courseOf(() => state),
    untilMs,
  )
}

function courseOf(state: () => LandscapeState): Course<Activity> {
  return { dueMs, step: (activity, atMs) => step(state(), activity, atMs) }
}

function dueMs(activity: Activity): number | undefined {
  const { status, computer, deliveredMs, modifiedMs, completedMs } = activity
  if (status === 'unapproved' || !computer.network.online || completedMs !== null) return undefined
  const { sinceMs } = computer.network
  if (deliveredMs !== null) return Math.max(deliveredMs + activity.durationMs, sinceMs)
  return Math.max(modifiedMs, deliverableMs(activity), sinceMs) + activity.pingMs
}

/** From when on an activity may be delivered. */
function deliverableMs({ group, delayMs }: Activity): number {
  return (group.deliverAfterMs ?? group.createdMs) + delayMs
}

function step(state: LandscapeState, activity: Activity, atMs: number): void {
  activity.modifiedMs = atMs
  if (activity.deliveredMs === null) {
    activity.status = 'delivered'
    activity.deliveredMs = atMs
    return
  }
  const problem = activity.computer.failsWith ?? missing(state, activity.task)
  if (problem === null) carryOut(state, activity)
  end(state, activity, problem === null ? 'succeeded' : 'failed', atMs)
  activity.resultText = problem
  activity.resultCode = problem === null ? null : errorResult
}

export function end(
  state: LandscapeState,
  activity: Activity,
  status: 'succeeded' | 'failed' | 'canceled',
  atMs: number,
): void {
  activity.status = status
  activity.modifiedMs = atMs
  activity.completedMs = atMs
  state.active.delete(activity)
}

/** A package that no repository has any more cannot be installed. */
function missing(state: LandscapeState, task: Task): string | null {
  if (task.kind !== 'packages' || task.action !== 'install') return null
  const lost = task.packageIds.find((id) => state.packages.byId(id) === undefined)
  return lost === undefined ? null : `E: Unable to locate package ${lost}`
}

function carryOut(state: LandscapeState, { task, computer }: Activity): void {
  if (task.kind !== 'packages') return
  for (const id of task.packageIds) {
    const found = state.packages.byId(id)
    if (found === undefined) continue
    const { name } = found
    if (task.action === 'hold') computer.held.add(name)
    else if (task.action === 'unhold') computer.held.delete(name)
    else {
      // Another version of the same package makes room.
      for (const other of state.packages.named(name)) computer.installed.delete(other.id)
      if (task.action === 'install') computer.installed.add(id)
    }
  }
}

/** How an activity stands; one that is to be delivered later is scheduled. */
export function statusOf(activity: Activity, nowMs: number): ActivityStatus {
  const waits = activity.status === 'undelivered' && activity.group.deliverAfterMs !== null
  return waits && nowMs < deliverableMs(activity) ? 'scheduled' : activity.status
}
