// SPDX-License-Identifier: Apache-2.0
import type { NamedThings } from './named-things.ts'
import type { Timeline } from '../plane/timeline.ts'
import type { AwxAccount } from './account.ts'

/** One object that callers create and change; its values are those of its fields, already checked. */
export interface Thing {
  readonly id: number
  readonly createdMs: number
  modifiedMs: number
  /** The user's id. */
  readonly createdBy: number
  values: Readonly<Record<string, unknown>>
}

export interface User {
  readonly id: number
  readonly username: string
  readonly password: string
  readonly role: 'administrator' | 'auditor'
}

export interface Token {
  readonly id: number
  readonly createdMs: number
  readonly token: string
  readonly user: User
  readonly scope: string
  readonly description: string
  readonly expiresMs: number
}

export type JobStatus =
  'new' | 'pending' | 'waiting' | 'running' | 'successful' | 'failed' | 'error' | 'canceled'

/** What a job did on one host: counts of tasks, as Ansible's recap has them. */
export interface HostOutcome {
  readonly id: number
  readonly host: Thing
  readonly hostName: string
  readonly ok: number
  readonly changed: number
  readonly failures: number
  /** 1 for a host that could not be reached. */
  readonly dark: number
}

/** A playbook run or a project update. */
export interface Job {
  readonly id: number
  readonly type: 'job' | 'project_update'
  readonly createdMs: number
  readonly launchedBy: User
  readonly launchType: 'manual' | 'relaunch'
  /** The job template or the project. */
  readonly template: Thing
  /** The template's values as they were at launch, with what the launch put in their place. */
  readonly values: Readonly<Record<string, unknown>>
  readonly labels: readonly Thing[]
  /** How long it runs. */
  readonly durationMs: number
  status: JobStatus
  /** From when on nothing that it had to wait for holds it back. */
  readyMs: number
  waitingMs: number | null
  startedMs: number | null
  finishedMs: number | null
  canceledMs: number | null
  outcomes: readonly HostOutcome[]
}

/** How a host is, which only jobs that run on it find out. */
export interface Machine {
  online: boolean
  /** Whether every playbook fails on it. */
  fails: boolean
  /** What playbooks have set up on it: the variables that counted, by the id of the job template. */
  readonly applied: Map<number, string>
}

export interface AwxState {
  readonly account: AwxAccount
  readonly users: readonly User[]
  readonly tokens: Token[]
  readonly organizations: Map<number, Thing>
  readonly inventories: Map<number, Thing>
  readonly hosts: Map<number, Thing>
  readonly groups: Map<number, Thing>
  readonly projects: Map<number, Thing>
  readonly jobTemplates: NamedThings
  readonly labels: Map<number, Thing>
  readonly jobs: Map<number, Job>
  /** The jobs of each job template and the updates of each project, the oldest first. */
  readonly jobsOf: Map<Thing, Job[]>
  /** What the latest job on a host did there. */
  readonly lastOutcomes: Map<Thing, { readonly job: Job; readonly outcome: HostOutcome }>
  /** Those that have not ended. */
  readonly active: Set<Job>
  /** When they go on. */
  readonly timeline: Timeline<Job>
  /** Host ids by the id of the group that they are in. */
  readonly members: Map<number, Set<number>>
  /** Label ids by the id of the job template that has them. */
  readonly templateLabels: Map<number, Set<number>>
  /** By host id. */
  readonly machines: Map<number, Machine>
  readonly lastIds: Map<string, number>
}

/** The next id of a table; job templates and projects share one sequence, and so do jobs and project updates. */
export function nextId(state: Pick<AwxState, 'lastIds'>, sequence: string): number {
  const id = (state.lastIds.get(sequence) ?? 0) + 1
  state.lastIds.set(sequence, id)
  return id
}

/** Keeps a job that was started. */
export function keepJob(state: AwxState, job: Job): void {
  state.jobs.set(job.id, job)
  state.active.add(job)
  const others = state.jobsOf.get(job.template)
  if (others === undefined) state.jobsOf.set(job.template, [job])
  else others.push(job)
  state.timeline.plan(job)
}

/** Forgets a job, and that it was the latest anywhere. */
export function dropJob(state: AwxState, job: Job): void {
  state.jobs.delete(job.id)
  const others = state.jobsOf.get(job.template) ?? []
  state.jobsOf.set(
    job.template,
    others.filter((each) => each !== job),
  )
  for (const { host } of job.outcomes) {
    if (state.lastOutcomes.get(host)?.job === job) state.lastOutcomes.delete(host)
  }
}

export function textIn({ values }: Pick<Thing, 'values'>, name: string): string {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

export function flagIn({ values }: Pick<Thing, 'values'>, name: string): boolean {
  return values[name] === true
}

export function numberIn({ values }: Pick<Thing, 'values'>, name: string): number {
  const value = values[name]
  return typeof value === 'number' ? value : 0
}

/** Times as AWX writes them: in UTC with six digits behind the second. */
export function iso(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z')
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms)
}
