// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, common, commonWithBody, ErrorB, inputError, Timestamp, Uuid } from './envelopes.ts'
import { operations } from './operation.ts'

const Threshold = Type.Integer({ minimum: 0, maximum: 100 })
const Share = Type.Number({ minimum: 0, maximum: 1 })

export const policy = operations('policy', {
  'policy.list': {
    method: 'GET',
    path: '/api/v1/policy/',
    summary: 'Lists the risk models, newest first, as a bare array.',
    auth: 'session',
    throttle: 'api',
    responses: {
      ...common,
      200: Type.Array(
        closed({
          version: Type.String(),
          is_active: Type.Boolean(),
          threshold: Threshold,
          description: Type.String(),
          created_at: Timestamp,
        }),
      ),
    },
    source: 'policy_engine/views.py:76-101',
  },
  'policy.assess': {
    method: 'POST',
    path: '/api/v1/policy/assess',
    summary: 'Scores the risk of an evidence pack by the active model.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      evidence_pack: Type.Record(Type.String(), Type.Unknown(), { minProperties: 1 }),
      correlation_id: Type.Optional(Uuid),
    }),
    responses: {
      ...commonWithBody,
      200: closed({
        risk_score: Type.Integer({ minimum: 0, maximum: 100 }),
        factor_scores: Type.Record(Type.String(), Share),
        requires_cab_approval: Type.Boolean(),
        model_version: Type.String(),
      }),
      400: inputError,
      404: ErrorB,
    },
    source: 'policy_engine/views.py:19-46; D-39; 404 without a risk model',
  },
  'policy.evaluate': {
    method: 'POST',
    path: '/api/v1/policy/evaluate/',
    summary: 'Says whether a score passes the threshold of the active model.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      risk_score: Type.Number(),
      package_version: Type.Optional(Type.Unknown()),
      test_coverage: Type.Optional(Type.Unknown()),
    }),
    responses: {
      ...commonWithBody,
      200: closed({
        approved: Type.Boolean(),
        risk_score: Type.Union([Type.Number(), Type.Boolean()]),
        threshold: Threshold,
        reason: Type.Enum([
          'Risk score below threshold',
          'Risk score above threshold - CAB approval required',
        ]),
        model_version: Type.String(),
      }),
      400: inputError,
      404: ErrorB,
    },
    source: 'policy_engine/views.py:104-146; D-39; 404 without a risk model',
  },
  'policy.risk-model': {
    method: 'GET',
    path: '/api/v1/policy/risk-model',
    summary: 'Answers the active risk model to staff.',
    auth: 'staff',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        version: Type.String(),
        factors: Type.Array(
          closed({
            name: Type.String(),
            weight: Type.Number(),
            rubric: Type.Record(Type.String(), Type.Unknown()),
          }),
        ),
        threshold: Threshold,
        description: Type.String(),
      }),
      404: ErrorB,
    },
    source: 'policy_engine/views.py:49-73',
  },
})
