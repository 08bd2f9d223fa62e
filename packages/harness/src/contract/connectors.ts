// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, common, commonWithBody, ErrorA, ErrorB, inputError, refusal } from './envelopes.ts'
import { Ring } from './enums.ts'
import { operations } from './operation.ts'

const planes = ['intune', 'jamf', 'sccm', 'landscape', 'ansible'] as const
const Plane = Type.Enum(planes)
const Details = Type.Record(Type.String(), Type.Unknown())
const ObjectId = Type.Union([Type.String(), Type.Null()])

/** Any text in the path, since the view itself refuses a type that it does not know (400, B). */
const ConnectorType = { connector_type: Type.String() } as const

const Health = (status: 'healthy' | 'unhealthy') =>
  closed({ connector_type: Plane, status: Type.Literal(status), message: Type.String(), details: Details })

const Published = closed({
  connector_type: Plane,
  status: Type.Literal('success'),
  message: Type.String(),
  connector_object_id: ObjectId,
  details: Details,
})

/** `error_class`: whether it may help to try again (docs/architecture/execution-plane-connectors.md). */
const Failed = closed({
  connector_type: Plane,
  status: Type.Literal('failed'),
  message: Type.String(),
  connector_object_id: Type.Null(),
  details: Type.Object({ error_class: Type.Enum(['transient', 'permanent', 'policy_violation']) }),
})

export const connectors = operations('connectors', {
  'connectors.list': {
    method: 'GET',
    path: '/api/v1/connectors/',
    summary: 'Lists the five kinds of execution plane.',
    auth: 'session',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        connectors: Type.Array(
          closed({ type: Plane, name: Type.String(), status: Type.Literal('available') }),
        ),
        total: Type.Integer({ minimum: 0 }),
      }),
    },
    source: 'connectors/views.py:171-196',
  },
  'connectors.health': {
    method: 'GET',
    path: '/api/v1/connectors/{connector_type}/health',
    summary: 'Asks an execution plane whether it is well.',
    auth: 'session',
    throttle: 'api',
    params: closed(ConnectorType),
    responses: { ...common, 200: Health('healthy'), 400: ErrorB, 503: Health('unhealthy') },
    source: 'connectors/views.py:199-219; D-26',
  },
  'connectors.deploy': {
    method: 'POST',
    path: '/api/v1/connectors/{connector_type}/deploy',
    summary: 'Publishes an approved deployment on an execution plane; publishers may, once.',
    auth: 'session',
    throttle: 'api',
    params: closed(ConnectorType),
    body: Type.Object({
      /** The flow id, or the integer key as text. */
      deployment_intent_id: Type.String({ minLength: 1 }),
      artifact_path: Type.String({ minLength: 1 }),
      target_ring: Ring,
      app_name: Type.String({ minLength: 1 }),
      version: Type.String({ minLength: 1 }),
    }),
    responses: {
      ...commonWithBody,
      200: Published,
      400: inputError,
      403: refusal,
      404: ErrorB,
      409: ErrorA,
      503: Failed,
    },
    source:
      'connectors/views.py:222-257; D-10, D-26; rules: Who may publish, and when; decided: the state is checked before ring, app and version, and a key that stands for another request (409) before both',
  },
  'connectors.status': {
    method: 'GET',
    path: '/api/v1/connectors/{connector_type}/status/{correlation_id}',
    summary: 'Reads back how a deployment stands on an execution plane.',
    auth: 'session',
    throttle: 'api',
    origin: 'documented',
    params: closed({ ...ConnectorType, correlation_id: Type.String() }),
    responses: {
      ...common,
      200: closed({
        connector_type: Plane,
        correlation_id: Type.String(),
        connector_object_id: ObjectId,
        status: Type.Enum(['not_published', 'in_progress', 'installed', 'failed', 'drifted']),
        details: Details,
      }),
      400: ErrorB,
      404: ErrorB,
    },
    source: 'rules: The group documented; docs/architecture/execution-plane-connectors.md:14-19',
  },
  'connectors.remediate': {
    method: 'POST',
    path: '/api/v1/connectors/{connector_type}/remediate',
    summary: 'Repairs what drifted on an execution plane; publishers may.',
    auth: 'session',
    throttle: 'api',
    origin: 'documented',
    params: closed(ConnectorType),
    body: Type.Object({
      deployment_intent_id: Type.String({ minLength: 1 }),
      action: Type.Enum(['redeploy']),
    }),
    responses: {
      ...commonWithBody,
      200: Published,
      400: inputError,
      403: refusal,
      404: ErrorB,
      503: Failed,
    },
    source:
      'rules: The group documented; docs/architecture/execution-plane-connectors.md:14-19; decided: what was not published there is a wrong state (400), and who approved a deployment does not redeploy it',
  },
})
