// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, Timestamp } from './envelopes.ts'

export const Count = Type.Integer({ minimum: 0 })

export const Alive = closed({ status: Type.Literal('alive') })

/** What `/health/demo-ready` answers; it is 200 even where nothing is ready. */
export const DemoReadiness = closed({
  demo_mode_enabled: Type.Boolean(),
  demo_data_exists: Type.Boolean(),
  demo_data_counts: closed({
    assets: Count,
    applications: Count,
    deployments: Count,
    ring_deployments: Count,
    cab_approvals: Count,
    evidence_packs: Count,
    events: Count,
    users: Count,
  }),
  status: Type.Enum(['ready', 'data_exists_but_demo_mode_disabled', 'no_demo_data']),
  message: Type.Optional(Type.String()),
})

const Up = closed({ status: Type.Literal('healthy'), latency_ms: Count })

const Workers = closed({ status: Type.Literal('healthy'), active_workers: Count, active_tasks: Count })

const NoWorkers = closed({
  status: Type.Literal('degraded'),
  active_workers: Type.Literal(0),
  active_tasks: Type.Literal(0),
  message: Type.String(),
})

const StorageDown = closed({ status: Type.Literal('degraded'), error: Type.String() })

const Breakers = closed({ status: Type.Enum(['healthy', 'degraded']), open_count: Count, total: Count })

/** Every part is up. */
export const AllUp = closed({
  status: Type.Literal('healthy'),
  timestamp: Timestamp,
  checks: closed({ database: Up, redis: Up, celery: Workers, minio: Up, circuit_breakers: Breakers }),
})

/** Workers, storage or a breaker are not. */
export const Degraded = closed({
  status: Type.Literal('degraded'),
  timestamp: Timestamp,
  checks: closed({
    database: Up,
    redis: Up,
    celery: Type.Union([Workers, NoWorkers]),
    minio: Type.Union([Up, StorageDown]),
    circuit_breakers: Breakers,
  }),
})

/** The checks that the telemetry app makes, beneath a status of its own. */
export function checked<const T extends string>(status: T) {
  return closed({
    status: Type.Literal(status),
    checks: closed({
      database: closed({ status: Type.Literal('healthy') }),
      cache: closed({ status: Type.Literal('healthy') }),
      application: closed({ name: Type.String(), organization: Type.String(), version: Type.String() }),
    }),
  })
}

export const Metrics = closed({
  deployment_intents_total: Count,
  deployment_intents_by_status: Type.Record(Type.String(), Count),
  assets_total: Count,
  assets_by_status: Type.Record(Type.String(), Count),
  timestamp: Timestamp,
})

const Slice = closed({ name: Type.String(), value: Type.Number(), color: Type.String() })

export const ComplianceStats = closed({
  overall_compliance: Type.Number(),
  critical_vulnerabilities: Type.Number(),
  policy_conflicts: Count,
  pending_updates: Count,
  compliance_trend: Type.Array(closed({ date: Type.String(), score: Type.Number() }), {
    minItems: 8,
    maxItems: 8,
  }),
  vulnerability_data: Type.Array(Slice, { minItems: 4, maxItems: 4 }),
  os_distribution: Type.Array(Slice, { maxItems: 10 }),
  total_assets: Count,
  active_assets: Count,
})
