// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, common, ErrorA } from './envelopes.ts'
import { Alive, AllUp, checked, ComplianceStats, Degraded, DemoReadiness, Metrics } from './health-shapes.ts'
import { mountedAt } from './mount.ts'
import { operations } from './operation.ts'

/** Plain Django views: never throttled, and outside of the REST framework's negotiation. */
const plain = operations('health', {
  'health.live': {
    method: 'GET',
    path: '/health/live',
    summary: 'Says that the process answers.',
    auth: 'anyone',
    throttle: 'none',
    responses: { 200: Alive },
    source: 'core/health.py:23-30',
  },
  'health.ready': {
    method: 'GET',
    path: '/health/ready',
    summary: 'Says that database and cache answer.',
    auth: 'anyone',
    throttle: 'none',
    responses: {
      200: closed({
        database: Type.Literal(true),
        cache: Type.Literal(true),
        status: Type.Literal('healthy'),
      }),
    },
    source: 'core/health.py:33-76',
  },
  'health.demoReady': {
    method: 'GET',
    path: '/health/demo-ready',
    summary: 'Says whether demo data are there and shown.',
    auth: 'anyone',
    throttle: 'none',
    responses: { 200: DemoReadiness },
    source: 'core/health.py:292-342',
  },
  'health.comprehensive': {
    method: 'GET',
    path: '/api/v1/health/',
    summary: 'Checks every part; 503 where one is not up, as without a worker.',
    auth: 'anyone',
    throttle: 'none',
    responses: { 200: AllUp, 503: Degraded },
    source: 'core/health.py:247-289; recording: health.comprehensive; D-48',
  },
  'health.prometheus': {
    method: 'GET',
    path: '/api/v1/metrics/',
    summary: 'Answers counters as Prometheus reads them.',
    auth: 'session',
    throttle: 'none',
    produces: 'text/plain',
    responses: { 200: Type.String(), 403: ErrorA },
    source: 'core/views_metrics.py:21-54; D-20',
  },
})

/** The telemetry app, which is mounted twice (config/urls.py:34-35). */
const telemetry = {
  live: {
    method: 'GET',
    path: 'live',
    summary: 'Says that the process answers.',
    auth: 'anyone',
    throttle: 'api',
    responses: { ...common, 200: Alive },
    source: 'telemetry/views.py',
  },
  ready: {
    method: 'GET',
    path: 'ready',
    summary: 'Says that database and cache answer.',
    auth: 'anyone',
    throttle: 'api',
    responses: { ...common, 200: checked('ready') },
    source: 'telemetry/views.py',
  },
  health: {
    method: 'GET',
    path: 'health/',
    summary: 'Says that database and cache answer.',
    auth: 'anyone',
    throttle: 'api',
    responses: { ...common, 200: checked('healthy') },
    source: 'telemetry/views.py; may differ by D-20: a probe stays open',
  },
  metrics: {
    method: 'GET',
    path: 'metrics/',
    summary: 'Counts deployments and assets by status.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({ include_demo: Type.Optional(Type.String()) }),
    responses: { ...common, 200: Metrics },
    source: 'telemetry/views.py; D-20',
  },
  compliance: {
    method: 'GET',
    path: 'compliance-stats',
    summary: 'Sums up compliance, vulnerabilities and waiting changes.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({ include_demo: Type.Optional(Type.String()) }),
    responses: { ...common, 200: ComplianceStats },
    source: 'telemetry/views.py; D-20',
  },
} as const

const root = { root: { ...telemetry.health, path: '' } } as const

export const health = {
  ...plain,
  ...operations('health', mountedAt('health.api', '/api/v1/health/', telemetry)),
  ...operations('health', mountedAt('health.telemetry', '/api/v1/telemetry/', { ...telemetry, ...root })),
} as const
