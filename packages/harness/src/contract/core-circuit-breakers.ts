// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, common, commonWithBody, ErrorB } from './envelopes.ts'
import { mountedAt } from './mount.ts'
import { operations, type Definition } from './operation.ts'

const Service = closed({ service_name: Type.String() })

const reading = {
  state: Type.Enum(['closed', 'open', 'half-open']),
  fail_counter: Type.Integer({ minimum: 0 }),
  fail_max: Type.Integer({ minimum: 1 }),
  opened: Type.Boolean(),
  /** Seconds. */
  reset_timeout: Type.Integer({ minimum: 1 }),
} as const

const definitions = {
  'circuitBreakers.list': {
    method: 'GET',
    path: 'health/circuit-breakers',
    summary: 'Answers the state of the 18 circuit breakers.',
    auth: 'session',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        breakers: Type.Record(Type.String(), closed(reading)),
        summary: closed({
          total: Type.Integer({ minimum: 0 }),
          open: Type.Integer({ minimum: 0 }),
          closed: Type.Integer({ minimum: 0 }),
        }),
      }),
    },
    source: 'core/views_health.py:20-62',
  },
  'circuitBreakers.get': {
    method: 'GET',
    path: 'health/circuit-breakers/{service_name}',
    summary: 'Answers the state of one circuit breaker.',
    auth: 'session',
    throttle: 'api',
    params: Service,
    responses: { ...common, 200: closed({ service: Type.String(), ...reading }), 404: ErrorB },
    source: 'core/views_health.py:65-106; D-28',
  },
  'circuitBreakers.reset': {
    method: 'POST',
    path: 'health/circuit-breakers/{service_name}/reset',
    summary: 'Closes a circuit breaker; staff may.',
    auth: 'staff',
    throttle: 'api',
    reach: 'global',
    params: Service,
    responses: {
      ...commonWithBody,
      200: closed({ service: Type.String(), status: Type.Enum(['reset']), message: Type.String() }),
      404: ErrorB,
    },
    source: 'core/views_health.py:109-157',
  },
} as const satisfies Readonly<Record<string, Definition>>

/** Mounted twice: `core.x` and `admin.x` are one view (config/urls.py:38-39). */
export const coreCircuitBreakers = operations('core', {
  ...mountedAt('core', '/api/v1/core/', definitions),
  ...mountedAt('admin', '/api/v1/admin/', definitions),
})
