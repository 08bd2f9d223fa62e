// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { DeploymentStatus, Ring } from './enums.ts'
import { closed, common, commonWithBody, ErrorA, ErrorB, inputError, Timestamp, Uuid } from './envelopes.ts'
import { operations } from './operation.ts'

/** `all`, `true` or `false`; anything else follows the demo mode (core/utils.py:86-101). */
export const IncludeDemo = Type.Optional(Type.String())

export const FlowId = closed({ correlation_id: Uuid })

export const RiskScore = Type.Union([Type.Integer({ minimum: 0, maximum: 100 }), Type.Null()])

const Row = closed({
  correlation_id: Uuid,
  app_name: Type.String(),
  version: Type.String(),
  target_ring: Ring,
  status: DeploymentStatus,
  risk_score: RiskScore,
  created_at: Timestamp,
})

const Application = closed({
  app_name: Type.String(),
  latest_version: Type.String(),
  deployment_count: Type.Integer({ minimum: 1 }),
  versions: Type.Array(
    closed({
      version: Type.String(),
      latest_created_at: Timestamp,
      deployments: Type.Array(
        closed({
          correlation_id: Uuid,
          target_ring: Ring,
          status: DeploymentStatus,
          risk_score: RiskScore,
          requires_cab_approval: Type.Boolean(),
          created_at: Timestamp,
        }),
      ),
    }),
  ),
})

export const deployments = operations('deployments', {
  'deployments.create': {
    method: 'POST',
    path: '/api/v1/deployments/',
    summary: 'Records a deployment intent, scores its risk and decides whether the CAB must approve it.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      app_name: Type.String({ minLength: 1, maxLength: 255 }),
      version: Type.String({ minLength: 1, maxLength: 50 }),
      target_ring: Ring,
      evidence_pack: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      /** Whatever is sent: a create publishes nowhere. */
      connector_type: Type.Optional(Type.Unknown()),
      evidence_pack_id: Type.Optional(Uuid),
    }),
    responses: {
      ...commonWithBody,
      201: closed({
        correlation_id: Uuid,
        status: Type.Enum(['APPROVED', 'AWAITING_CAB']),
        risk_score: Type.Integer({ minimum: 0, maximum: 100 }),
        requires_cab_approval: Type.Boolean(),
      }),
      400: inputError,
      404: ErrorB,
      409: ErrorA,
    },
    source:
      'deployment_intents/views.py:26-103; D-07, D-34, D-39, D-42; rules: Idempotency, Small; 404 without a risk model',
  },
  'deployments.list': {
    method: 'GET',
    path: '/api/v1/deployments/list',
    summary: 'Lists the newest 100 deployments that match the filters, newest first.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({
      status: Type.Optional(Type.String()),
      ring: Type.Optional(Type.String()),
      include_demo: IncludeDemo,
    }),
    responses: { ...common, 200: closed({ deployments: Type.Array(Row, { maxItems: 100 }) }) },
    source: 'deployment_intents/views.py:106-138',
  },
  'deployments.applications': {
    method: 'GET',
    path: '/api/v1/deployments/applications',
    summary: 'Lists deployments grouped by application and version.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({
      app_name: Type.Optional(Type.String()),
      status: Type.Optional(Type.String()),
      ring: Type.Optional(Type.String()),
      include_demo: IncludeDemo,
    }),
    responses: { ...common, 200: closed({ applications: Type.Array(Application) }) },
    source: 'deployment_intents/views.py:141-227',
  },
  'deployments.get': {
    method: 'GET',
    path: '/api/v1/deployments/{correlation_id}/',
    summary: 'Answers one deployment by its flow id.',
    auth: 'session',
    throttle: 'api',
    params: FlowId,
    query: Type.Object({ include_demo: IncludeDemo }),
    responses: {
      ...common,
      200: closed({
        correlation_id: Uuid,
        app_name: Type.String(),
        version: Type.String(),
        target_ring: Ring,
        status: DeploymentStatus,
        risk_score: RiskScore,
        requires_cab_approval: Type.Boolean(),
        submitter: Type.String(),
        created_at: Timestamp,
      }),
      404: ErrorB,
    },
    source: 'deployment_intents/views.py:230-257',
  },
})
