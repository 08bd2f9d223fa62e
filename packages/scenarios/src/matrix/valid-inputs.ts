// SPDX-License-Identifier: Apache-2.0
import type { OperationId, Role } from '@eucora/harness/contract'
import { queuedTaskOf } from './records.ts'
import { unknownId as uuid, type ProbeTools } from './probe.ts'

/** A body that an operation takes, so that one field at a time can be spoilt. */
export interface ValidInput {
  /** Who sends it. Default `user`. */
  readonly as?: Role
  /** The answer to it. */
  readonly taken: number
  /** The answer to a field that is refused, where it is another than 400 naming it. */
  readonly refused?: Readonly<Record<string, string>>
  readonly params?: (tools: ProbeTools) => Promise<Readonly<Record<string, string>>>
  readonly body: (tools: ProbeTools) => Readonly<Record<string, unknown>>
  /** Calls that may be under way at once. Default: all of them. */
  readonly atOnce?: number
  /** It changes what every caller sees. */
  readonly alone?: true
}

const deployment = {
  taken: 201,
  body: ({ given }: ProbeTools) => given.lowRisk(),
} as const

const request = async ({ submitter, given }: ProbeTools) => ({
  id: (await given.cabRequest(submitter, 'medium')).id,
})
const exception = async ({ submitter, given }: ProbeTools) => ({
  id: (await given.cabException(submitter, uuid)).id,
})
const aiTask = async ({ submitter, given }: ProbeTools) => ({
  task_id: (await given.aiTask(submitter)).id,
})
const waiting = async ({ submitter, given }: ProbeTools) => ({
  correlation_id: (await given.deployment(submitter, given.highRisk())).correlation_id,
})

export const validInputs: Partial<Readonly<Record<OperationId, ValidInput>>> = {
  'auth.login': {
    as: 'anonymous',
    taken: 401,
    // A real backend spends about a second of CPU on each: many at once outlast the time limit of a call.
    atOnce: 2,
    body: () => ({ username: 'nobody', email: 'nobody@example.com', password: 'not a password' }),
  },
  'deployments.create': deployment,
  'core.deployments.create': deployment,
  'admin.deployments.create': deployment,
  'policy.assess': { taken: 200, body: () => ({ evidence_pack: { app_name: 'any' } }) },
  'policy.evaluate': { taken: 200, body: () => ({ risk_score: 40 }) },
  'events.create': {
    taken: 201,
    body: () => ({ correlation_id: crypto.randomUUID(), event_type: 'DEPLOYMENT_STARTED', event_data: {} }),
  },
  'cab.approve': {
    as: 'cab_member',
    taken: 200,
    params: request,
    body: () => ({ rationale: 'The rollback was tested.' }),
  },
  'cab.reject': {
    as: 'cab_member',
    taken: 200,
    params: request,
    body: () => ({ rationale: 'The rollback was not tested.' }),
  },
  'cab.exceptions.create': {
    taken: 201,
    body: () => ({
      deployment_intent_id: uuid,
      reason: 'The vendor has no fix yet.',
      risk_justification: 'The application runs on isolated devices only.',
      compensating_controls: ['The devices are isolated from the network.'],
    }),
  },
  'cab.exceptions.approve': {
    as: 'security_reviewer',
    taken: 200,
    params: exception,
    body: () => ({ rationale: 'The devices are isolated.' }),
  },
  'cab.exceptions.reject': {
    as: 'security_reviewer',
    taken: 200,
    params: exception,
    body: () => ({ rationale: 'The devices are not isolated.' }),
  },
  'cab.legacy.approve': {
    as: 'cab_member',
    taken: 200,
    params: waiting,
    body: () => ({ comments: 'Fine.' }),
  },
  'cab.legacy.reject': { as: 'cab_member', taken: 200, params: waiting, body: () => ({ comments: 'No.' }) },
  'evidence.incidents.create': {
    taken: 201,
    body: ({ given }) => given.incidentReport(),
  },
  'evidence.incidents.update': {
    taken: 200,
    params: async ({ submitter, given }) => ({ incident_id: (await given.incident(submitter)).id }),
    body: () => ({}),
  },
  'evidence.riskModels.activate': {
    as: 'staff',
    taken: 404,
    refused: { cab_approved: '403' },
    params: async () => ({ version: '0.0.0-none' }),
    body: () => ({ cab_approved: true }),
  },
  'evidence.upload': {
    taken: 201,
    // The required fields only: beside a bill of materials and a plan the backend looks into the scan, and refuses more.
    body: ({ given }) => {
      const { app_name, version, artifact } = given.upload()
      return { app_name, version, artifact }
    },
  },
  'connectors.deploy': {
    as: 'publisher',
    taken: 404,
    params: async () => ({ connector_type: 'intune' }),
    body: () => ({
      deployment_intent_id: uuid,
      artifact_path: 'any/1.0.0/any.msi',
      target_ring: 'LAB',
      app_name: 'any',
      version: '1.0.0',
    }),
  },
  'connectors.remediate': {
    as: 'publisher',
    taken: 404,
    params: async () => ({ connector_type: 'intune' }),
    body: () => ({ deployment_intent_id: uuid, action: 'redeploy' }),
  },
  'cab.submit': { taken: 404, body: () => ({ evidence_package_id: uuid, risk_score: 40, notes: 'Please.' }) },
  'ai.providers.configure': {
    as: 'superuser',
    taken: 201,
    body: () => ({ provider_type: 'openai', model_name: `m-${crypto.randomUUID()}`, api_key: 'not a key' }),
    alone: true,
  },
  'core.demo.setMode': { as: 'staff', taken: 200, body: () => ({ enabled: false }), alone: true },
  'core.demo.seed': {
    as: 'staff',
    taken: 200,
    body: () => ({ assets: 1, applications: 1, deployments: 1, users: 1, events: 1, batch_size: 50 }),
    alone: true,
  },
  'evidence.maturity.evaluate': { taken: 200, body: () => ({}) },
  'evidence.blastRadius.classify': { taken: 200, body: () => ({ app_name: 'any' }) },
  'ai.ask': { taken: 200, body: () => ({ message: 'Which deployments wait for the CAB?' }) },
  'ai.tasks.create': {
    taken: 201,
    body: () => ({ title: 'Pin the version', description: 'Keep the version that is approved.' }),
  },
  'ai.tasks.approve': { as: 'staff', taken: 200, params: aiTask, body: () => ({ comment: 'Do so.' }) },
  'ai.tasks.reject': { as: 'staff', taken: 200, params: aiTask, body: () => ({ reason: 'Too early.' }) },
  'ai.tasks.requestRevision': {
    as: 'staff',
    taken: 200,
    params: aiTask,
    body: () => ({ feedback: 'Say which version.' }),
  },
  'core.tasks.revoke': {
    as: 'submitter',
    taken: 200,
    params: async ({ submitter }) => ({ task_id: await queuedTaskOf(submitter) }),
    body: () => ({}),
  },
}
