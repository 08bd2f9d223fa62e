// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { legacyDecisions, nullable } from './cab-shapes.ts'
import { IncludeDemo } from './deployments.ts'
import { closed, common, commonWithBody, ErrorB, inputError, refusal, Timestamp, Uuid } from './envelopes.ts'
import { operations } from './operation.ts'

const FlowId = closed({ correlation_id: Uuid })

const Approval = closed({
  id: Type.Integer(),
  deployment_intent: Uuid,
  correlation_id: Uuid,
  evidence_pack_correlation_id: Uuid,
  decision: Type.Enum(legacyDecisions),
  approver: nullable(Type.String()),
  comments: Type.String(),
  conditions: Type.Array(Type.Unknown()),
  submitted_at: Timestamp,
  reviewed_at: nullable(Timestamp),
  app_name: Type.String(),
  version: Type.String(),
  risk_score: Type.Integer(),
})

const filters = Type.Object({ decision: Type.Optional(Type.String()), include_demo: IncludeDemo })

export const cabLegacy = operations('cab', {
  'cab.legacy.pending': {
    method: 'GET',
    path: '/api/v1/cab/legacy/pending/',
    summary: 'Lists every deployment that waits for the CAB, newest first, and writes nothing.',
    auth: 'session',
    throttle: 'burst',
    query: filters,
    responses: { ...common, 200: closed({ approvals: Type.Array(Approval) }) },
    source: 'cab_workflow/views.py:150-202; D-20, D-21',
  },
  'cab.legacy.approvals': {
    method: 'GET',
    path: '/api/v1/cab/legacy/approvals/',
    summary: 'Lists the newest 1000 approval records, newest first.',
    auth: 'session',
    throttle: 'api',
    query: filters,
    responses: { ...common, 200: closed({ approvals: Type.Array(Approval, { maxItems: 1000 }) }) },
    source: 'cab_workflow/views.py:205-248; D-15, D-20',
  },
  'cab.legacy.approve': {
    method: 'POST',
    path: '/api/v1/cab/legacy/{correlation_id}/approve/',
    summary: 'Approves a deployment that waits for the CAB, with conditions or without.',
    auth: 'session',
    throttle: 'strict',
    params: FlowId,
    query: Type.Object({ include_demo: IncludeDemo }),
    body: Type.Object({
      comments: Type.Optional(Type.String()),
      conditions: Type.Optional(Type.Array(Type.Unknown())),
    }),
    responses: {
      ...commonWithBody,
      200: closed({
        message: Type.Literal('Deployment approved'),
        decision: Type.Enum(['APPROVED', 'CONDITIONAL']),
      }),
      400: inputError,
      403: refusal,
      404: ErrorB,
    },
    source: 'cab_workflow/views.py:25-86; D-01, D-15, D-33, D-39; rules: CAB',
  },
  'cab.legacy.reject': {
    method: 'POST',
    path: '/api/v1/cab/legacy/{correlation_id}/reject/',
    summary: 'Rejects a deployment that waits for the CAB.',
    auth: 'session',
    throttle: 'strict',
    params: FlowId,
    query: Type.Object({ include_demo: IncludeDemo }),
    body: Type.Object({ comments: Type.Optional(Type.String()) }),
    responses: {
      ...commonWithBody,
      200: closed({ message: Type.Literal('Deployment rejected') }),
      400: inputError,
      403: refusal,
      404: ErrorB,
    },
    source: 'cab_workflow/views.py:89-147; D-01, D-15, D-33, D-39; rules: CAB',
  },
})
