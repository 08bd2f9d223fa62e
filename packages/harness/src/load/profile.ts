// SPDX-License-Identifier: Apache-2.0
import { HarnessError } from '../errors.ts'

/** Targets of one operation, or of all together; judged over the hold only. */
export interface Limits {
  /** Half of the expected answers must take less than this, in milliseconds. */
  readonly p50Ms: number
  /** 99 of 100 expected answers must take less than this, in milliseconds. */
  readonly p99Ms: number
  /** Least share of requests that get the expected status, 0 to 1. */
  readonly successRate: number
}

export type Precondition = 'users-can-sign-in' | 'stored-deployments-can-be-counted'

/** How long a run takes: `full` as the targets state it, `short` as a smoke, `brief` for tests in CI. */
export type FormName = 'full' | 'short' | 'brief'

export interface Form {
  readonly name: FormName
  readonly rampSeconds: number
  readonly holdSeconds: number
}

/** A load as data: users in a closed model with explicit think time, and what must hold under it. */
export interface Profile<Operation extends string = string> {
  readonly name: string
  /** One sentence for readers of a report: whose load this is. */
  readonly summary: string
  readonly users: number
  /** Users added each second until all are there; other forms than `full` have their own ramp. */
  readonly spawnPerSecond: number
  /** Length of the judged part in seconds, after the ramp. */
  readonly holdSeconds: number
  /** Weight of each operation; a weight is a share of the sum of all weights. */
  readonly mix: Readonly<Record<Operation, number>>
  /** The one status that counts as success, for each operation. */
  readonly expectedStatus: Readonly<Record<NoInfer<Operation>, number>>
  /** Pause of a user after each request, drawn evenly between both ends, in seconds. */
  readonly thinkSeconds: { readonly min: number; readonly max: number }
  /** Requests per second over all operations: what is offered lies in the band, what is achieved reaches `min`. */
  readonly perSecond: { readonly min: number; readonly max: number }
  readonly limits: Readonly<Record<NoInfer<Operation>, Limits>>
  readonly overall: Limits
  /** Share of answers whose body is read and checked, 0 to 1. */
  readonly bodySampleShare: number
  readonly preconditions: readonly Precondition[]
}

/** A load profile; an operation without limits or expected status does not compile. */
export function defineProfile<const Operation extends string>(
  profile: Profile<Operation>,
): Profile<Operation> {
  return profile
}

/** Ramp and hold of a profile in a form: full as stated; short 5 s and 15 s; brief 1 s and 4 s. */
export function formOf(profile: Profile, name: FormName): Form {
  if (name === 'short') return { name, rampSeconds: 5, holdSeconds: 15 }
  if (name === 'brief') return { name, rampSeconds: 1, holdSeconds: 4 }
  return {
    name,
    rampSeconds: Math.ceil(profile.users / profile.spawnPerSecond),
    holdSeconds: profile.holdSeconds,
  }
}

/** Requests per second that the users offer if answers take the p50 limit: users ÷ (mean think time + p50 limit). */
export function offeredPerSecond(profile: Profile): number {
  const meanThinkSeconds = (profile.thinkSeconds.min + profile.thinkSeconds.max) / 2
  return profile.users / (meanThinkSeconds + profile.overall.p50Ms / 1000)
}

/** Throws a HarnessError (exit 4), with the numbers, where the profile cannot reach its own rate or contradicts itself. */
export function refuseUnreachable(profile: Profile): void {
  const refuse = (what: string, next: string) => {
    throw new HarnessError('configuration', `Profile "${profile.name}" cannot be tried: ${what}`, next)
  }
  const { min, max } = profile.thinkSeconds
  const { perSecond, users } = profile
  if (!(users >= 1) || !(profile.spawnPerSecond > 0) || !(profile.holdSeconds > 0)) {
    refuse(
      `users ${users}, spawnPerSecond ${profile.spawnPerSecond} and holdSeconds ${profile.holdSeconds} must be above 0`,
      'Correct the profile',
    )
  }
  if (!(min >= 0) || !(max >= min))
    refuse(`think time ${min} to ${max} s is no range`, 'Give min ≤ max, in seconds')
  const weights = Object.values(profile.mix)
  if (weights.length === 0 || weights.some((weight) => !(weight > 0))) {
    refuse(`its mix is ${JSON.stringify(profile.mix)}`, 'Give every operation a weight above 0')
  }
  const offered = offeredPerSecond(profile)
  if (offered >= perSecond.min && offered <= perSecond.max) return
  const limit = `${perSecond.min} to ${perSecond.max} requests per second are wanted`
  const sum = `${users} users ÷ (${(min + max) / 2} s mean think time + ${profile.overall.p50Ms / 1000} s p50 limit)`
  refuse(
    `${limit}, and ${sum} offer ${offered.toFixed(1)}`,
    offered < perSecond.min
      ? 'Add users or shorten the think time'
      : 'Take users away or lengthen the think time',
  )
}
