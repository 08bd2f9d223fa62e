// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { cabExceptionStatuses, nullable, Rationale, UserBasic } from './cab-shapes.ts'
import {
  closed,
  common,
  commonWithBody,
  ErrorB,
  ErrorD,
  inputError,
  refusal,
  TimestampZ,
  Uuid,
} from './envelopes.ts'
import { operations } from './operation.ts'

const ExceptionId = closed({ id: Uuid })
const ExceptionCode = Type.String({ pattern: '^EXC-[0-9A-F]{12}$' })
const Status = Type.Enum(cabExceptionStatuses)

const row = closed({
  id: Uuid,
  correlation_id: ExceptionCode,
  deployment_intent_id: Type.String(),
  reason: Type.String(),
  status: Status,
  status_display: Type.String(),
  requested_by_username: Type.String(),
  requested_at: TimestampZ,
  approved_by_username: nullable(Type.String()),
  approved_at: nullable(TimestampZ),
  expires_at: TimestampZ,
  is_active: Type.Boolean(),
  is_expired: Type.Boolean(),
})

const detail = {
  id: Uuid,
  correlation_id: ExceptionCode,
  deployment_intent_id: Type.String(),
  reason: Type.String(),
  risk_justification: Type.String(),
  compensating_controls: Type.Array(Type.String()),
  requested_by: UserBasic,
  requested_at: TimestampZ,
  approval_decision: nullable(Type.Enum(['approved', 'rejected'])),
  approved_by: nullable(UserBasic),
  approval_rationale: Type.String(),
  approved_at: nullable(TimestampZ),
  expires_at: TimestampZ,
  status: Status,
  status_display: Type.String(),
  is_active: Type.Boolean(),
  is_expired: Type.Boolean(),
}

const List = closed({ count: Type.Integer({ minimum: 0 }), results: Type.Array(row) })

/** As C, and what is wrong with the items of a list stands under their indexes. */
const listFieldError = Type.Union([
  Type.Record(
    Type.String(),
    Type.Union([
      Type.Array(Type.String(), { minItems: 1 }),
      Type.Record(Type.String(), Type.Array(Type.String(), { minItems: 1 }), { minProperties: 1 }),
    ]),
    { minProperties: 1 },
  ),
  ErrorD,
])

export const cabExceptions = operations('cab', {
  'cab.exceptions.create': {
    method: 'POST',
    path: '/api/v1/cab/exceptions/',
    summary:
      'Asks for an exception for a deployment whose risk is too high, for 1 to 90 days, by default 30.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      deployment_intent_id: Type.String({ minLength: 1, maxLength: 255 }),
      reason: Rationale,
      risk_justification: Rationale,
      compensating_controls: Type.Array(Type.String({ minLength: 1, maxLength: 500 }), { minItems: 1 }),
      expiry_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
    }),
    responses: {
      ...commonWithBody,
      201: closed({ ...detail, message: Type.String() }),
      400: listFieldError,
    },
    source: 'cab_workflow/api_views.py:369-414, serializers.py:256-283',
  },
  'cab.exceptions.pending': {
    method: 'GET',
    path: '/api/v1/cab/exceptions/pending/',
    summary: 'Lists the exceptions that wait for a security reviewer, newest first.',
    auth: 'session',
    throttle: 'api',
    responses: { ...common, 200: List },
    source: 'cab_workflow/api_views.py:436-449',
  },
  'cab.exceptions.mine': {
    method: 'GET',
    path: '/api/v1/cab/exceptions/my-exceptions/',
    summary: 'Lists the exceptions that the caller asked for, newest first.',
    auth: 'session',
    throttle: 'api',
    responses: { ...common, 200: List },
    source: 'cab_workflow/api_views.py:452-465',
  },
  'cab.exceptions.cleanup': {
    method: 'POST',
    path: '/api/v1/cab/exceptions/cleanup/',
    summary: 'Marks every exception whose time is over as expired.',
    auth: 'session',
    throttle: 'api',
    reach: 'global',
    responses: {
      ...common,
      200: closed({ message: Type.String(), count: Type.Integer({ minimum: 0 }) }),
      403: refusal,
    },
    source: 'cab_workflow/api_views.py:570-589; rules: Events',
  },
  'cab.exceptions.get': {
    method: 'GET',
    path: '/api/v1/cab/exceptions/{id}/',
    summary: 'Answers one exception to who asked for it, staff, CAB or security reviewers.',
    auth: 'session',
    throttle: 'api',
    params: ExceptionId,
    responses: { ...common, 200: closed(detail), 403: refusal, 404: ErrorB },
    source: 'cab_workflow/api_views.py:417-433; D-23',
  },
  'cab.exceptions.approve': {
    method: 'POST',
    path: '/api/v1/cab/exceptions/{id}/approve/',
    summary: 'Approves an exception, which opens the requests of its deployment to the CAB.',
    auth: 'session',
    throttle: 'api',
    params: ExceptionId,
    body: Type.Object({ rationale: Rationale }),
    responses: {
      ...commonWithBody,
      200: closed({ ...detail, message: Type.String() }),
      400: inputError,
      403: refusal,
      404: ErrorB,
    },
    source: 'cab_workflow/api_views.py:468-516, services.py:318-365; D-03, D-09, D-33; rules: CAB',
  },
  'cab.exceptions.reject': {
    method: 'POST',
    path: '/api/v1/cab/exceptions/{id}/reject/',
    summary: 'Rejects an exception.',
    auth: 'session',
    throttle: 'api',
    params: ExceptionId,
    body: Type.Object({ rationale: Rationale }),
    responses: {
      ...commonWithBody,
      200: closed({ ...detail, message: Type.String() }),
      400: inputError,
      403: refusal,
      404: ErrorB,
    },
    source: 'cab_workflow/api_views.py:519-567, services.py:368-396; D-03, D-33; rules: CAB',
  },
})
