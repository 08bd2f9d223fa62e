// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { BlastRadiusClass, DetectionMethod, ResolutionMethod, Severity } from './enums-evidence.ts'
import {
  closed,
  common,
  commonWithBody,
  DecimalText,
  ErrorA,
  ErrorC,
  fieldError,
  TimestampZ,
  Uuid,
} from './envelopes.ts'
import { operations } from './operation.ts'

const NullableText = Type.Union([Type.String(), Type.Null()])
const NullableTimestamp = Type.Union([TimestampZ, Type.Null()])

const Incident = closed({
  id: Uuid,
  is_resolved: Type.Boolean(),
  was_high_severity: Type.Boolean(),
  deployment_intent_id: Type.String(),
  evidence_package_id: Type.String(),
  cab_approval_id: NullableText,
  severity: Severity,
  incident_date: TimestampZ,
  detection_method: DetectionMethod,
  title: Type.String(),
  description: Type.String(),
  root_cause: Type.String(),
  was_auto_approved: Type.Boolean(),
  risk_score_at_approval: DecimalText,
  risk_model_version: Type.String(),
  blast_radius_class: BlastRadiusClass,
  affected_user_count: Type.Integer(),
  downtime_minutes: Type.Integer(),
  business_impact_usd: Type.Union([DecimalText, Type.Null()]),
  resolved_at: NullableTimestamp,
  resolution_method: ResolutionMethod,
  resolution_notes: Type.String(),
  time_to_resolution_minutes: Type.Union([Type.Integer(), Type.Null()]),
  was_preventable: Type.Union([Type.Boolean(), Type.Null()]),
  preventability_notes: Type.String(),
  control_improvements: Type.Unknown(),
  created_at: TimestampZ,
  created_by: Type.String(),
  updated_at: TimestampZ,
})

/** A decimal as number or text: digits before and after the point as the column has them. */
const Decimal = Type.Union([Type.Number(), Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' })])

const IncidentId = closed({ incident_id: Uuid })

/** An ISO 8601 instant; a day alone counts from midnight UTC. */
const Instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d' })

export const evidenceIncidents = operations('evidence', {
  'evidence.incidents.create': {
    method: 'POST',
    path: '/api/v1/evidence/incidents/create/',
    summary: 'Reports an incident that a deployment caused.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      deployment_intent_id: Type.String({ minLength: 1, maxLength: 255 }),
      evidence_package_id: Type.String({ minLength: 1, maxLength: 255 }),
      severity: Severity,
      incident_date: Instant,
      detection_method: DetectionMethod,
      title: Type.String({ minLength: 1, maxLength: 255 }),
      description: Type.String({ minLength: 1 }),
      was_auto_approved: Type.Boolean(),
      /** 0 to 100, two decimals at most. */
      risk_score_at_approval: Decimal,
      risk_model_version: Type.String({ minLength: 1, maxLength: 10 }),
      blast_radius_class: BlastRadiusClass,
      cab_approval_id: Type.Optional(Type.Union([Type.String({ maxLength: 255 }), Type.Null()])),
      affected_user_count: Type.Optional(Type.Integer()),
      downtime_minutes: Type.Optional(Type.Integer()),
      business_impact_usd: Type.Optional(Type.Union([Decimal, Type.Null()])),
    }),
    responses: { ...commonWithBody, 201: Incident, 400: fieldError },
    source: 'evidence_store/api_views_p5_5.py:44-72; D-42 (blast_radius_class, risk_score_at_approval)',
  },
  'evidence.incidents.list': {
    method: 'GET',
    path: '/api/v1/evidence/incidents/',
    summary: 'Lists the incidents that match the filters, newest incident first.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({
      severity: Type.Optional(Type.String()),
      blast_radius: Type.Optional(Type.String()),
      was_auto_approved: Type.Optional(Type.Enum(['true', 'false'])),
      start_date: Type.Optional(Instant),
      end_date: Type.Optional(Instant),
      /** Default 50, no maximum. */
      limit: Type.Optional(Type.Integer({ minimum: 0 })),
      offset: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
    responses: {
      ...common,
      200: closed({
        count: Type.Integer({ minimum: 0 }),
        limit: Type.Integer({ minimum: 0 }),
        offset: Type.Integer({ minimum: 0 }),
        results: Type.Array(Incident),
      }),
      400: ErrorC,
    },
    source: 'evidence_store/api_views_p5_5.py:75-131; D-39 (dates), D-40 (limit, offset)',
  },
  'evidence.incidents.get': {
    method: 'GET',
    path: '/api/v1/evidence/incidents/{incident_id}/',
    summary: 'Answers one incident.',
    auth: 'session',
    throttle: 'api',
    params: IncidentId,
    responses: { ...common, 200: Incident, 404: ErrorA },
    source: 'evidence_store/api_views_p5_5.py:134-145',
  },
  'evidence.incidents.update': {
    method: 'PATCH',
    path: '/api/v1/evidence/incidents/{incident_id}/update/',
    summary: 'Records cause, resolution and preventability of an incident; other keys are ignored.',
    auth: 'session',
    throttle: 'api',
    params: IncidentId,
    body: Type.Object({
      root_cause: Type.Optional(Type.String()),
      resolved_at: Type.Optional(Type.Union([Instant, Type.Null()])),
      resolution_method: Type.Optional(ResolutionMethod),
      resolution_notes: Type.Optional(Type.String()),
      was_preventable: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
      preventability_notes: Type.Optional(Type.String()),
      control_improvements: Type.Optional(Type.Unknown()),
    }),
    responses: { ...commonWithBody, 200: Incident, 400: fieldError, 404: ErrorA },
    source: 'evidence_store/api_views_p5_5.py:148-191; D-28 (resolved_at), D-39, D-42 (resolution_method)',
  },
})
