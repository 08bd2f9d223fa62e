// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { RiskModelMode, Thresholds } from './enums-evidence.ts'
import {
  closed,
  common,
  commonWithBody,
  ErrorA,
  ErrorB,
  inputError,
  refusal,
  TimestampZ,
} from './envelopes.ts'
import { operations } from './operation.ts'

const RiskModelVersion = closed({
  id: Type.Integer(),
  version: Type.String(),
  mode: RiskModelMode,
  effective_date: TimestampZ,
  review_date: TimestampZ,
  is_active: Type.Boolean(),
  approved_by_cab: Type.Boolean(),
  cab_approval_date: Type.Union([TimestampZ, Type.Null()]),
  cab_approval_notes: Type.String(),
  auto_approve_thresholds: Thresholds,
  risk_factor_weights: Thresholds,
  calibration_data: Type.Record(Type.String(), Type.Unknown()),
  calibration_notes: Type.String(),
  created_at: TimestampZ,
  created_by: Type.String(),
})

export const evidenceRiskModels = operations('evidence', {
  'evidence.riskModels.list': {
    method: 'GET',
    path: '/api/v1/evidence/risk-models/',
    summary: 'Lists the versions of the risk model, highest version first.',
    auth: 'session',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        count: Type.Integer({ minimum: 0 }),
        active_version: Type.Union([Type.String(), Type.Null()]),
        results: Type.Array(RiskModelVersion),
      }),
    },
    source: 'evidence_store/api_views_p5_5.py:382-402',
  },
  'evidence.riskModels.active': {
    method: 'GET',
    path: '/api/v1/evidence/risk-models/active/',
    summary: 'Answers the active version of the risk model.',
    auth: 'session',
    throttle: 'api',
    responses: { ...common, 200: RiskModelVersion, 404: ErrorB },
    source: 'evidence_store/api_views_p5_5.py:405-419',
  },
  'evidence.riskModels.activate': {
    method: 'POST',
    path: '/api/v1/evidence/risk-models/{version}/activate/',
    summary:
      'Makes a version the active one; a CAB member or staff may, if another made it and the CAB approved.',
    auth: 'session',
    throttle: 'api',
    reach: 'global',
    params: closed({ version: Type.String() }),
    body: Type.Object({
      cab_approved: Type.Literal(true),
      cab_approval_notes: Type.Optional(Type.String()),
    }),
    responses: {
      ...commonWithBody,
      200: closed({ message: Type.String(), version: RiskModelVersion }),
      400: inputError,
      403: refusal,
      404: ErrorA,
    },
    source:
      'evidence_store/api_views_p5_5.py:422-463; D-16, D-31; rules: Small, Events; decided: without a UUID as X-Correlation-ID there is no id for the event (400)',
  },
})
