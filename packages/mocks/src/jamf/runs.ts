// SPDX-License-Identifier: Apache-2.0
import { Seeded } from '../plane/seeded.ts'
import type { Computer, JamfState, Policy, Run, Scope } from './state.ts'

const minuteMs = 60_000
/** What a run takes at least. */
const shortestMs = minuteMs
/** How often a computer on the network checks in, as Jamf Pro sets it where nobody chose. */
export const checkInEveryMs = 15 * minuteMs

/** The computers in a policy's scope, in the order of the computers. A scope of nobody is nobody. */
export function scoped(state: JamfState, scope: Scope): readonly Computer[] {
  return state.computers.filter((computer) => isIn(state, scope, computer))
}

function isIn({ groups }: JamfState, scope: Scope, { id }: Computer): boolean {
  const inOneOf = (ids: readonly number[]) =>
    ids.length > 0 && groups.some((group) => ids.includes(group.id) && group.members.includes(id))
  const { allComputers, computers, excludedComputers, excludedGroups } = scope
  if (excludedComputers.includes(id) || inOneOf(excludedGroups)) return false
  return allComputers || computers.includes(id) || inOneOf(scope.groups)
}

/**
 * What a policy did on a computer up to now: undefined where it did not run, or is not done. A computer on the network
 * runs it at its next check-in and needs 1 to 4 minutes. The same policy and computer always take as long. A policy
 * runs once per computer, whether it works or not, until its log is flushed.
 */
export function runOn(state: JamfState, policy: Policy, computer: Computer, nowMs: number): Run | undefined {
  const known = state.runs.get(computer.id)?.get(policy.id)
  if (known !== undefined) return known
  if (!runsByItself(policy)) return undefined
  const startMs = checkIn(state, policy, computer)
  const { online, sinceMs } = computer.network
  const reachedMs = online ? nowMs : Math.min(nowMs, sinceMs)
  if (reachedMs < startMs + shortestMs) return undefined
  const completedMs = startMs + durationMs(policy, computer)
  if (reachedMs < completedMs) return undefined
  const run: Run = {
    status: works(state, policy, computer, completedMs) ? 'Completed' : 'Failed',
    completedMs,
  }
  keepRun(state, policy, computer, run)
  if (run.status === 'Completed') keepPackages(state, policy, computer, completedMs)
  return run
}

export function keepRun({ runs }: JamfState, policy: Policy, computer: Computer, run: Run): void {
  const own = runs.get(computer.id)
  if (own === undefined) runs.set(computer.id, new Map([[policy.id, run]]))
  else own.set(policy.id, run)
}

/** Takes a policy's log away. Answers the computers that it had run on. */
export function forgetRuns({ runs, computers }: JamfState, { id }: Policy): readonly Computer[] {
  return computers.filter((computer) => runs.get(computer.id)?.delete(id) === true)
}

function runsByItself({ content: { enabled, triggers } }: Policy): boolean {
  return enabled && triggers.trigger_checkin
}

/** When a computer hears of a policy. */
function checkIn({ flushedMs }: JamfState, policy: Policy, computer: Computer): number {
  const { checkInPhaseMs, network } = computer
  const fromMs = Math.max(policy.changedMs, flushedMs.get(runKey(policy, computer)) ?? 0)
  const readyMs = network.online ? Math.max(fromMs, network.sinceMs) : fromMs
  return checkInPhaseMs + Math.ceil((readyMs - checkInPhaseMs) / checkInEveryMs) * checkInEveryMs
}

function durationMs(policy: Policy, computer: Computer): number {
  return shortestMs + new Seeded(runKey(policy, computer)).integer(3 * minuteMs)
}

/** A package that computers cannot get makes its policy fail. */
function works(state: JamfState, { content }: Policy, { fails }: Computer, atMs: number): boolean {
  if (fails) return false
  return content.packages.every(({ id, action }) => {
    const file = state.packages.get(id)?.file
    return action === 'Uninstall' || (file !== undefined && file !== null && atMs >= file.readyMs)
  })
}

function keepPackages(state: JamfState, { content }: Policy, { id }: Computer, atMs: number): void {
  const installed = state.installed.get(id) ?? new Map<number, number>()
  for (const each of content.packages) {
    if (each.action === 'Install') installed.set(each.id, atMs)
    else installed.delete(each.id)
  }
  state.installed.set(id, installed)
}

/** Keeps what computers have done up to now. Policies of which nothing can have come since the last time cost nothing. */
export function settle(state: JamfState, nowMs: number): void {
  for (const id of state.quietUntilMs.take(nowMs)) {
    const policy = state.policies.get(id)
    if (policy !== undefined) state.quietUntilMs.set(id, settlePolicy(state, policy, nowMs))
  }
}

/** Has a policy settled that is new or was changed: it comes to something after a minute at the soonest. */
export function watch({ quietUntilMs }: JamfState, { id, changedMs }: Policy): void {
  quietUntilMs.set(id, changedMs + shortestMs)
}

/** The same, before something changes that the future depends on. */
export function settleForChange(state: JamfState, nowMs: number): void {
  settle(state, nowMs)
  for (const policy of state.policies.values()) watch(state, policy)
}

/** The same before a change of one policy, of which the others do not depend. */
export function settleForChangeOf(state: JamfState, policy: Policy, nowMs: number): void {
  settlePolicy(state, policy, nowMs)
  watch(state, policy)
}

/** Answers before when nothing more comes of a policy. */
function settlePolicy(state: JamfState, policy: Policy, nowMs: number): number {
  let quietMs = Number.POSITIVE_INFINITY
  for (const computer of scoped(state, policy.content.scope)) {
    const isOver = runOn(state, policy, computer, nowMs) !== undefined
    if (isOver || !computer.network.online || !runsByItself(policy)) continue
    const soonestMs = checkIn(state, policy, computer) + shortestMs
    const isNear = soonestMs <= nowMs
    const dueMs = isNear ? soonestMs - shortestMs + durationMs(policy, computer) : soonestMs
    quietMs = Math.min(quietMs, dueMs)
  }
  return quietMs
}

export function runKey({ id }: Pick<Policy, 'id'>, computer: Pick<Computer, 'id'>): string {
  return `${id}/${computer.id}`
}
