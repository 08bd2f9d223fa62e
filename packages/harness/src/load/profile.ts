// SPDX-License-Identifier: Apache-2.0

/** Targets of one operation, or of all together; judged over the hold only. */
export interface Limits {
  /** Half of the expected answers must take less than this, in milliseconds. */
  readonly p50Ms: number
  /** 95 of 100 expected answers must take less than this, in milliseconds. Default: not limited. */
  readonly p95Ms?: number
  /** 99 of 100 expected answers must take less than this, in milliseconds. */
  readonly p99Ms: number
  /** Least share of requests that get the expected status, 0 to 1. */
  readonly successRate: number
}

export type Precondition =
  | 'users-can-sign-in'
  | 'stored-deployments-can-be-counted'
  | 'packages-are-seeded'
  | 'requests-are-pending'
  | 'deployments-are-approved'
  | 'planes-are-up'

/** As whom the users of a profile sign in. */
export type LoadRole = 'submitter' | 'cab_member' | 'publisher'

/** How long a run takes: `full` as the targets state it, `short` as a smoke, `brief` for tests in CI. */
export type FormName = 'full' | 'short' | 'brief'

export interface Form {
  readonly name: FormName
  readonly rampSeconds: number
  readonly holdSeconds: number
}

/** Something that must stay within bounds during the whole hold, as the bodies of an operation's answers tell it. */
export interface Level {
  /** For readers: `pending`. The entry script's metric is `level_<name>`. */
  readonly name: string
  /** What is counted, as the subject of a sentence. */
  readonly what: string
  /** The operation whose answers tell it. */
  readonly operation: string
  readonly min: number
  readonly max: number
}

/** A further part of a run, after the users have gone: requests that come at a rate, whoever waits for an answer. */
export interface Arrivals {
  /** Phase of its judged seconds, and the name of its function in the entry script. */
  readonly name: 'rate' | 'recovery'
  /** For readers, as the subject of a sentence. */
  readonly title: string
  /** Requests that are sent each second, a little more than `leastPerSecond`. */
  readonly perSecond: number
  /** Seconds before the judged ones: the rate `rises` from nothing, or is there and `settles`. */
  readonly lead: { readonly how: 'rises' | 'settles'; readonly seconds: number }
  readonly holdSeconds: number
  /** Requests under way at most; what is due beyond that is dropped. */
  readonly mostUnderWay: number
  /** The rate that must be achieved. Default: the rate is no target. */
  readonly leastPerSecond?: number
  /** Where `judgesAnswers` is not set, latencies only tell whether a missed rate is the generator's doing. */
  readonly limits: Limits
  readonly judgesAnswers: boolean
}

/** A load as data: users in a closed model with explicit think time, and what must hold under it. */
export interface Profile<Operation extends string = string> {
  readonly name: string
  /** One sentence for readers of a report: whose load this is. */
  readonly summary: string
  readonly users: number
  /** As whom they sign in. Default: as all users that are given, in turn. */
  readonly signsInAs?: LoadRole
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
  /**
   * Requests per second over all operations: what is offered lies in the band, what is achieved reaches `min`.
   * Default: the users have no rate to reach; a part of arrivals has.
   */
  readonly perSecond?: { readonly min: number; readonly max: number }
  readonly limits: Readonly<Record<NoInfer<Operation>, Limits>>
  readonly overall: Limits
  /** Default: none. */
  readonly levels?: readonly Level[]
  /** What comes after the users, in this order. Default: nothing. */
  readonly arrivals?: readonly Arrivals[]
  /** Share of answers whose body is read and checked, 0 to 1. */
  readonly bodySampleShare: number
  /** Share of accepted creates whose ids are kept, so that their events can be read back, 0 to 1. Default 0. */
  readonly keptShare?: number
  /**
   * How a percentile is decided whose bucket holds the limit: by k6 from every `value`, which it sorts again every two
   * seconds, or from the `counts` of slower answers. Several generators always decide by counts. Default `values`.
   */
  readonly decidesBy?: 'values' | 'counts'
  /** A k6 scenario besides the users that is never judged: one user who runs this function of the entry script. */
  readonly aside?: string
  readonly preconditions: readonly Precondition[]
  /** What the full form would try, as in "1,000 users and 10,000 requests per second". Default: this is all of it. */
  readonly lessThan?: string
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
  return profile.users / (meanThinkSeconds(profile) + profile.overall.p50Ms / 1000)
}

/** Requests per second that the users send where answers take no time; undefined without think time. */
export function mostPerSecond(profile: Profile): number | undefined {
  const think = meanThinkSeconds(profile)
  return think > 0 ? profile.users / think : undefined
}

function meanThinkSeconds({ thinkSeconds: { min, max } }: Profile): number {
  return (min + max) / 2
}
