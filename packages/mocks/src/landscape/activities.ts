// SPDX-License-Identifier: Apache-2.0
import type { PlaneCall } from '../plane/routes.ts'
import { LandscapeError } from './answers.ts'
import { settle, statusOf } from './delivery.ts'
import {
  iso,
  isoOrNull,
  nextId,
  type Activity,
  type ActivityGroup,
  type ActivityStatus,
  type Change,
  type Computer,
  type LandscapeState,
  type Task,
} from './state.ts'

export type Call = PlaneCall<LandscapeState>

const types = {
  packages: 'ChangePackagesRequest',
  script: 'ExecuteScriptRequest',
  restart: 'RestartRequest',
} as const

/** What is asked for, of which computers, and when they may have it. */
export interface Order {
  readonly summary: string
  readonly kind: Task['kind']
  readonly tasks: readonly { readonly computer: Computer; readonly task: Task }[]
  readonly deliverAfterMs: number | null
  readonly delayWindowMinutes: number
}

/** Makes a group with an activity for each computer. */
export function order({ state, clock, random }: Call, { tasks, kind, ...wanted }: Order): ActivityGroup {
  const nowMs = clock.nowMs()
  settle(state, nowMs)
  const group: ActivityGroup = {
    id: nextId(state, 'activities'),
    createdMs: nowMs,
    type: types[kind],
    activities: [],
    ...wanted,
  }
  state.groups.set(group.id, group)
  for (const { computer, task } of tasks) {
    const activity: Activity = {
      id: nextId(state, 'activities'),
      group,
      computer,
      task,
      changes: changesOf(state, task),
      pingMs: 5000 + random.integer(55_000),
      durationMs: 20_000 + random.integer(160_000),
      delayMs: group.delayWindowMinutes === 0 ? 0 : random.integer(group.delayWindowMinutes * 60_000),
      status: state.account.needsApproval === true ? 'unapproved' : 'undelivered',
      modifiedMs: nowMs,
      approvedMs: null,
      deliveredMs: null,
      completedMs: null,
      resultCode: null,
      resultText: null,
    }
    group.activities.push(activity)
    state.activities.set(activity.id, activity)
    state.active.add(activity)
    state.timeline.plan(activity)
  }
  return group
}

function changesOf({ packages }: LandscapeState, task: Task): readonly Change[] {
  if (task.kind !== 'packages') return []
  return [...new Set(task.packageIds)]
    .toSorted((left, right) => left - right)
    .flatMap((id) => packages.byId(id) ?? [])
    .map(({ name, version }) => ({ package: name, type: task.action, version, complemented: false }))
}

/** The activity of one computer as Landscape shows it. */
export function showActivity({ state, clock }: Call, activity: Activity) {
  const { group, task } = activity
  const status = statusOf(activity, clock.nowMs())
  return {
    id: activity.id,
    creation_time: iso(group.createdMs),
    creator: creatorOf(state),
    type: group.type,
    summary: group.summary,
    result_text: activity.resultText,
    result_code: activity.resultCode,
    computer_id: activity.computer.id,
    approval_time: isoOrNull(activity.approvedMs),
    delivery_time: isoOrNull(activity.deliveredMs),
    deliver_after_time: isoOrNull(group.deliverAfterMs),
    deliver_before_time: null,
    package_ids: task.kind === 'packages' ? task.packageIds : [],
    changes: activity.changes,
    parent_id: group.id,
    modification_time: iso(activity.modifiedMs),
    completion_time: isoOrNull(activity.completedMs),
    schedule_before_time: null,
    schedule_after_time: null,
    activity_status: status,
    children: [],
    actions: actionsOf([activity]),
  }
}

/** A group as the answer that made it shows it. */
export function showGroup({ state, clock }: Call, group: ActivityGroup) {
  const completed = group.activities.map(({ completedMs }) => completedMs)
  const isComplete = completed.every((ms) => ms !== null)
  return {
    id: group.id,
    creation_time: iso(group.createdMs),
    creator: creatorOf(state),
    type: 'ActivityGroup',
    summary: group.summary,
    result_text: null,
    result_code: null,
    computer_id: null,
    approval_time: null,
    completion_time: isComplete && completed.length > 0 ? iso(Math.max(...completed.map(Number))) : null,
    parent_id: null,
    deliver_delay_window: group.delayWindowMinutes,
    activity_status: groupStatus(group, clock.nowMs()),
  }
}

/** A group with the activities in it. */
export function showGroupWhole(call: Call, group: ActivityGroup) {
  return {
    ...showGroup(call, group),
    deliver_after_time: isoOrNull(group.deliverAfterMs),
    children: group.activities.map((activity) => showActivity(call, activity)),
    actions: actionsOf(group.activities),
  }
}

/** A group as the list of parents shows it. */
export function showParent(call: Call, group: ActivityGroup) {
  const statuses = group.activities.map((activity) => statusOf(activity, call.clock.nowMs()))
  const count = (wanted: readonly ActivityStatus[]) => statuses.filter((each) => wanted.includes(each)).length
  const [good, bad] = [count(['succeeded']), count(['failed', 'canceled'])]
  return {
    ...showGroup(call, group),
    children_count: statuses.length,
    children_statuses: { good, warning: statuses.length - good - bad, bad },
    computer_count: statuses.length,
    computer: null,
  }
}

/** A group is where its slowest activity is; once all have ended, it has failed if one has. */
const slowestFirst: readonly ActivityStatus[] = [
  'unapproved',
  'scheduled',
  'undelivered',
  'delivered',
  'failed',
  'canceled',
]

export function groupStatus({ activities }: ActivityGroup, nowMs: number): ActivityStatus {
  const statuses = new Set(activities.map((activity) => statusOf(activity, nowMs)))
  return slowestFirst.find((status) => statuses.has(status)) ?? 'succeeded'
}

function actionsOf(activities: readonly Activity[]) {
  return {
    approvable: activities.some(({ status }) => status === 'unapproved'),
    cancelable: activities.some(isCancelable),
    reappliable: activities.some(isOver),
  }
}

/** What a computer has been told cannot be taken back. */
export function isCancelable({ status }: Activity): boolean {
  return status === 'unapproved' || status === 'undelivered'
}

export function isOver({ completedMs }: Activity): boolean {
  return completedMs !== null
}

export function creatorOf({ account }: LandscapeState) {
  const { name, email } = account.administrator
  return { name, email, id: 1 }
}

/** The computers that ids name, in their order. Throws a LandscapeError for an id that is none. */
export function computersBy({ computers }: LandscapeState, ids: readonly number[]): readonly Computer[] {
  return ids.map((id) => {
    const computer = computers.find((each) => each.id === id)
    if (computer === undefined) throw new LandscapeError(404, 'UnknownComputer', `No computer with id ${id}.`)
    return computer
  })
}
