// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { MaturityLevel, RiskModelMode, Thresholds } from './enums-evidence.ts'
import { closed, common, commonWithBody, ErrorB, ErrorC, inputError, Timestamp, Uuid } from './envelopes.ts'
import { operations } from './operation.ts'

const Count = Type.Integer({ minimum: 0 })

const Criterion = closed({
  criterion: Type.String(),
  required: Type.Union([Type.Integer(), Type.String()]),
  actual: Type.Union([Type.Integer(), Type.String()]),
  met: Type.Boolean(),
})

const Evaluation = {
  current_level: MaturityLevel,
  evaluation_period: closed({ start: Timestamp, end: Timestamp, weeks: Type.Integer() }),
  incident_analysis: closed({
    /** Assumed, not counted: 100 a week. */
    total_deployments: Type.Integer(),
    total_incidents: Count,
    incident_rate: Type.Number(),
    incident_rate_percentage: Type.Number(),
    p1_incidents: Count,
    p2_incidents: Count,
    p3_incidents: Count,
    p4_incidents: Count,
    auto_approved_incidents: Count,
    cab_reviewed_incidents: Count,
    high_severity_incidents: Count,
  }),
  criteria_evaluation: Type.Array(Criterion),
  blocking_criteria: Type.Array(Type.String()),
  recommendation: Type.String(),
} as const

export const evidenceMaturity = operations('evidence', {
  'evidence.maturity.status': {
    method: 'GET',
    path: '/api/v1/evidence/maturity/status/',
    summary: 'Answers the trust level that the active risk model stands for, and its latest evaluation.',
    auth: 'session',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        current_level: MaturityLevel,
        risk_model_version: Type.String(),
        risk_model_mode: RiskModelMode,
        auto_approve_thresholds: Thresholds,
        latest_evaluation: Type.Union([
          closed({ date: Timestamp, status: Type.String(), incident_rate: Type.Number() }),
          Type.Null(),
        ]),
      }),
      404: ErrorB,
    },
    source:
      'evidence_store/api_views_p5_5.py:199-216; D-28; decided: 404 without an active model, as risk-models/active/',
  },
  'evidence.maturity.evaluate': {
    method: 'POST',
    path: '/api/v1/evidence/maturity/evaluate/',
    summary: 'Evaluates whether the next trust level is reached, and records the evaluation.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      /** Default: the level of the active risk model. The last level has none after it, so it is refused. */
      current_level: Type.Optional(
        Type.Enum(['LEVEL_0_BASELINE', 'LEVEL_1_CAUTIOUS', 'LEVEL_2_MODERATE', 'LEVEL_3_MATURE']),
      ),
      /** Weeks back from now, default 4. */
      evaluation_period_weeks: Type.Optional(Type.Integer()),
    }),
    responses: {
      ...commonWithBody,
      200: Type.Union([
        closed({
          ...Evaluation,
          ready_to_progress: Type.Literal(true),
          next_level: MaturityLevel,
          new_risk_model_version: Type.String(),
          new_thresholds: Thresholds,
        }),
        closed({ ...Evaluation, ready_to_progress: Type.Literal(false), next_level: Type.Null() }),
      ]),
      400: inputError,
    },
    source: 'evidence_store/api_views_p5_5.py:219-257; trust_maturity_engine.py; D-28, D-39, D-40',
  },
  'evidence.maturity.evaluations': {
    method: 'GET',
    path: '/api/v1/evidence/maturity/evaluations/',
    summary: 'Lists the recorded evaluations, newest first.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({
      /** Default 20, no maximum. */
      limit: Type.Optional(Type.Integer({ minimum: 0 })),
      offset: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
    responses: {
      ...common,
      200: closed({
        count: Count,
        limit: Count,
        offset: Count,
        results: Type.Array(
          closed({
            id: Uuid,
            evaluation_date: Timestamp,
            current_level: MaturityLevel,
            next_level: Type.Union([MaturityLevel, Type.Literal('')]),
            status: Type.Enum(['EVALUATING', 'CRITERIA_MET', 'CRITERIA_NOT_MET', 'PROGRESSED', 'REGRESSED']),
            incident_rate: Type.Number(),
            p1_incidents: Count,
            p2_incidents: Count,
            ready_to_progress: Type.Boolean(),
          }),
        ),
      }),
      400: ErrorC,
    },
    source: 'evidence_store/api_views_p5_5.py:260-296; D-40',
  },
})
