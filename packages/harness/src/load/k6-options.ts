// SPDX-License-Identifier: Apache-2.0
import type { K6Options } from './plan.ts'
import type { Form, Limits, Profile } from './profile.ts'
import { instanceLabel, runLabel } from './series-store.ts'

/** Longest that one request may take, in seconds; a user waits for it after the hold, so none is cut off. */
export const requestTimeoutSeconds = 10

/** The name that stands for all operations together in targets and results. */
export const overall = 'overall'

export interface K6OptionsInput {
  readonly profile: Profile
  readonly form: Form
  readonly runId: string
  readonly instance: string
}

/** The key under which k6 keeps what we judge of an operation: expected answers of the hold. */
export function latencyKey(operation: string): string {
  const name = operation === overall ? '' : `,name:${operation}`
  return `http_req_duration{phase:hold,expected_response:true${name}}`
}

/** k6's words for the two latency limits, whose verdicts k6 gives exactly from every single value. */
export function thresholdsOf(limits: Limits): { readonly p50: string; readonly p99: string } {
  return { p50: `p(50)<${limits.p50Ms}`, p99: `p(99)<${limits.p99Ms}` }
}

/** k6's options for a profile in a form: users ramp up, then hold; requests under way at the end may finish. */
export function toK6Options({ profile, form, runId, instance }: K6OptionsInput): K6Options {
  const judged: [string, Limits][] = [...Object.entries<Limits>(profile.limits), [overall, profile.overall]]
  return {
    scenarios: {
      users: {
        executor: 'ramping-vus',
        exec: 'user',
        startVUs: 0,
        stages: [
          { duration: `${form.rampSeconds}s`, target: profile.users },
          { duration: `${form.holdSeconds}s`, target: profile.users },
        ],
        gracefulStop: `${Math.ceil(requestTimeoutSeconds + profile.thinkSeconds.max + 2)}s`,
      },
    },
    thresholds: Object.fromEntries(
      judged.map(([operation, limits]) => [latencyKey(operation), Object.values(thresholdsOf(limits))]),
    ),
    systemTags: ['name', 'status', 'expected_response', 'error_code'],
    tags: { [runLabel]: runId, [instanceLabel]: instance },
    summaryTrendStats: ['count', 'min', 'max', 'p(50)', 'p(99)'],
    discardResponseBodies: true,
    maxRedirects: 0,
    setupTimeout: '10s',
  }
}
