// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { deployments, FlowId, IncludeDemo, RiskScore } from './deployments.ts'
import { DeploymentStatus, Ring } from './enums.ts'
import { closed, common, ErrorB, fieldError, Timestamp, Uuid } from './envelopes.ts'
import { mountedAt } from './mount.ts'
import { operations, type Definition } from './operation.ts'

const row = {
  id: Uuid,
  app_name: Type.String(),
  version: Type.String(),
  target_ring: Ring,
  status: DeploymentStatus,
  risk_score: RiskScore,
  requires_cab_approval: Type.Boolean(),
  created_at: Timestamp,
  submitter: Type.String(),
}

const definitions = {
  'deployments.list': {
    method: 'GET',
    path: 'deployments/',
    summary: 'Lists deployments page by page, newest first; a page holds at most 100.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({
      status: Type.Optional(Type.String()),
      page: Type.Optional(Type.Integer({ minimum: 1 })),
      page_size: Type.Optional(Type.Integer({ minimum: 0 })),
      include_demo: IncludeDemo,
    }),
    responses: {
      ...common,
      200: closed({
        deployments: Type.Array(closed(row), { maxItems: 100 }),
        total: Type.Integer({ minimum: 0 }),
        page: Type.Integer({ minimum: 1 }),
        page_size: Type.Integer({ minimum: 0, maximum: 100 }),
      }),
      400: fieldError,
    },
    source: 'core/views_deployments.py:20-68; D-40',
  },
  'deployments.get': {
    method: 'GET',
    path: 'deployments/{correlation_id}/',
    summary: 'Answers one deployment by its flow id, with its evidence pack.',
    auth: 'session',
    throttle: 'api',
    params: FlowId,
    query: Type.Object({ include_demo: IncludeDemo }),
    responses: {
      ...common,
      200: closed({ ...row, evidence_pack_id: Uuid, updated_at: Timestamp }),
      404: ErrorB,
    },
    source: 'core/views_deployments.py:71-98; D-46',
  },
  'deployments.create': {
    method: 'POST',
    path: 'deployments/create/',
    summary: 'The same as deployments.create.',
    auth: 'session',
    throttle: 'api',
    body: deployments['deployments.create'].body,
    responses: deployments['deployments.create'].responses,
    source: 'core/views_deployments.py:101-112; D-28',
  },
} as const satisfies Readonly<Record<string, Definition>>

/** Mounted twice: `core.deployments.list` and `admin.deployments.list` are one view. */
export const coreDeployments = operations('core', {
  ...mountedAt('core', '/api/v1/core/', definitions),
  ...mountedAt('admin', '/api/v1/admin/', definitions),
})
