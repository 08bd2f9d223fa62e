// SPDX-License-Identifier: Apache-2.0
import { defineProfile, type Workload } from '@eucora/harness/load'
import { answerCabAtOnce } from './cab-answers.ts'
import { buildDecisionBodies } from './cab-bodies.ts'
import { cabRows } from './cab-packages.ts'
import { setUpCab } from './cab-set-up.ts'

const limits = { p50Ms: 200, p99Ms: 500, successRate: 0.99 } as const
const decision = { ...limits, p95Ms: 200 } as const

/** Fifty reviewers work off the CAB's requests (P5.3), while a submitter puts new ones in the place of those decided. */
export const cab = defineProfile({
  name: 'cab',
  summary:
    'Fifty reviewers list the requests that wait for the CAB and approve or reject them, while new ones are submitted.',
  users: 50,
  signsInAs: 'cab_member',
  spawnPerSecond: 5,
  holdSeconds: 300,
  mix: { 'cab.pending': 50, 'cab.approve': 37.5, 'cab.reject': 12.5 },
  expectedStatus: { 'cab.pending': 200, 'cab.approve': 200, 'cab.reject': 200 },
  thinkSeconds: { min: 0.32, max: 0.52 },
  perSecond: { min: 80, max: 120 },
  limits: {
    'cab.pending': { ...limits, p95Ms: 1000 },
    'cab.approve': decision,
    'cab.reject': decision,
  },
  overall: limits,
  levels: [
    {
      name: 'pending',
      what: 'Requests that wait for a decision',
      operation: 'cab.pending',
      min: 100,
      max: 150,
    },
  ],
  bodySampleShare: 0.1,
  aside: 'submitter',
  preconditions: ['users-can-sign-in', 'packages-are-seeded', 'requests-are-pending'],
})

/** The profile with the k6 script that runs it and the data it sends. */
export const cabLoad: Workload = {
  profile: cab,
  script: new URL('../../k6/cab.ts', import.meta.url),
  countsSlow: true,
  buildBodies: buildDecisionBodies,
  answerAtOnce: answerCabAtOnce,
  setUp: setUpCab,
  fixtureRows: (form, batch) => cabRows(cab, form, batch),
}
