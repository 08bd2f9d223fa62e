// SPDX-License-Identifier: Apache-2.0
import { defineProfile, type Workload } from '@eucora/harness/load'
import { answerConnectorsAtOnce } from './connector-answers.ts'
import { setUpConnectors } from './connector-set-up.ts'

const limits = { p50Ms: 200, p99Ms: 500, successRate: 0.99 } as const

/** Two hundred publishers bring approved deployments onto the five planes, ask how they stand, and have them repaired. */
export const connectors = defineProfile({
  name: 'connectors',
  summary:
    'Two hundred publishers bring approved deployments onto five execution planes, ask how they stand and have them repaired.',
  users: 200,
  signsInAs: 'publisher',
  spawnPerSecond: 20,
  holdSeconds: 300,
  mix: {
    'connectors.deploy/intune': 15,
    'connectors.deploy/jamf': 15,
    'connectors.deploy/sccm': 15,
    'connectors.deploy/landscape': 15,
    'connectors.deploy/ansible': 15,
    'connectors.status': 12.5,
    'connectors.remediate': 12.5,
  },
  expectedStatus: {
    'connectors.deploy/intune': 200,
    'connectors.deploy/jamf': 200,
    'connectors.deploy/sccm': 200,
    'connectors.deploy/landscape': 200,
    'connectors.deploy/ansible': 200,
    'connectors.status': 200,
    'connectors.remediate': 200,
  },
  thinkSeconds: { min: 0.9, max: 1.2 },
  perSecond: { min: 150, max: 200 },
  limits: {
    'connectors.deploy/intune': limits,
    'connectors.deploy/jamf': limits,
    'connectors.deploy/sccm': limits,
    'connectors.deploy/landscape': limits,
    'connectors.deploy/ansible': limits,
    'connectors.status': limits,
    'connectors.remediate': limits,
  },
  overall: limits,
  bodySampleShare: 0.1,
  preconditions: ['users-can-sign-in', 'deployments-are-approved', 'planes-are-up'],
})

/** The profile with the k6 script that runs it and the data it sends. */
export const connectorsLoad: Workload = {
  profile: connectors,
  smaller: {
    brief: {
      ...connectors,
      users: 20,
      perSecond: { min: 15, max: 20 },
      lessThan: '200 users and 150 to 200 requests per second',
    },
  },
  script: new URL('../../k6/connectors.ts', import.meta.url),
  countsSlow: true,
  // Each request is about a deployment of its own, so that the set-up makes the bodies.
  buildBodies: () => [],
  answerAtOnce: answerConnectorsAtOnce,
  setUp: setUpConnectors,
}
