// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { Decision, Rationale, requestDetail, requestRow } from './cab-shapes.ts'
import { closed, common, commonWithBody, ErrorB, ErrorC, inputError, refusal, Uuid } from './envelopes.ts'
import { operations } from './operation.ts'

const RequestId = closed({ id: Uuid })

const List = closed({ count: Type.Integer({ minimum: 0 }), results: Type.Array(closed(requestRow)) })

/** Filters of a list: texts that are no numbers are ignored, `nan` and `inf` are refused. */
const filters = Type.Object({
  status: Type.Optional(Type.String()),
  risk_min: Type.Optional(Type.String()),
  risk_max: Type.Optional(Type.String()),
})

const decisionBody = Type.Object({
  rationale: Rationale,
  conditions: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])),
})

export const cab = operations('cab', {
  'cab.submit': {
    method: 'POST',
    path: '/api/v1/cab/submit/',
    summary: 'Submits an evidence package to the CAB; its stored score decides which gate it meets.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      evidence_package_id: Type.String({ minLength: 1, maxLength: 255 }),
      risk_score: Type.Number({ minimum: 0, maximum: 100 }),
      notes: Type.Optional(Type.String({ maxLength: 1000 })),
    }),
    responses: {
      ...commonWithBody,
      201: closed({
        ...requestDetail,
        message: Type.String(),
        decision_status: Type.Enum(['auto_approved', 'manual_review', 'exception_required']),
      }),
      400: inputError,
      404: ErrorB,
    },
    source:
      'cab_workflow/api_views.py:43-121, services.py:44-150; D-04, D-05, D-06, D-09, D-35, D-41; rules: CAB',
  },
  'cab.list': {
    method: 'GET',
    path: '/api/v1/cab/',
    summary: 'Lists requests, newest first: all for staff, CAB and security reviewers, their own for others.',
    auth: 'session',
    throttle: 'api',
    query: filters,
    responses: { ...common, 200: List, 400: ErrorC },
    source: 'cab_workflow/api_views.py:160-201; D-23, D-39',
  },
  'cab.pending': {
    method: 'GET',
    path: '/api/v1/cab/pending/',
    summary: 'Lists the requests that wait for a decision, newest first.',
    auth: 'session',
    throttle: 'api',
    query: filters,
    responses: { ...common, 200: List, 400: ErrorC },
    source: 'cab_workflow/api_views.py:204-245; D-39',
  },
  'cab.mine': {
    method: 'GET',
    path: '/api/v1/cab/my-requests/',
    summary: 'Lists the requests that the caller submitted, newest first.',
    auth: 'session',
    throttle: 'api',
    responses: { ...common, 200: List },
    source: 'cab_workflow/api_views.py:248-261',
  },
  'cab.get': {
    method: 'GET',
    path: '/api/v1/cab/{id}/',
    summary:
      'Answers one request, with its newest decision, to its submitter, staff, CAB or security reviewers.',
    auth: 'session',
    throttle: 'api',
    params: RequestId,
    responses: {
      ...common,
      200: closed({ ...requestDetail, decision: Type.Optional(Decision) }),
      403: refusal,
      404: ErrorB,
    },
    source: 'cab_workflow/api_views.py:124-157',
  },
  'cab.approve': {
    method: 'POST',
    path: '/api/v1/cab/{id}/approve/',
    summary: 'Approves a request and with it the deployment.',
    auth: 'session',
    throttle: 'api',
    params: RequestId,
    body: decisionBody,
    responses: {
      ...commonWithBody,
      200: closed({ ...requestDetail, message: Type.String() }),
      400: inputError,
      403: refusal,
      404: ErrorB,
    },
    source: 'cab_workflow/api_views.py:264-312, services.py:153-207; D-02, D-08, D-32; rules: CAB',
  },
  'cab.reject': {
    method: 'POST',
    path: '/api/v1/cab/{id}/reject/',
    summary: 'Rejects a request and with it the deployment; conditions are not kept.',
    auth: 'session',
    throttle: 'api',
    params: RequestId,
    body: decisionBody,
    responses: {
      ...commonWithBody,
      200: closed({ ...requestDetail, message: Type.String() }),
      400: inputError,
      403: refusal,
      404: ErrorB,
    },
    source: 'cab_workflow/api_views.py:315-361, services.py:210-261; D-02, D-08, D-32; rules: CAB',
  },
})
