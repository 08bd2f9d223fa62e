// SPDX-License-Identifier: Apache-2.0
import type { Call, HandlersOf } from '../call.ts'
import { circuitBreakers } from '../store/circuit-breakers.ts'
import { isoformat } from '../timestamps.ts'
import { complianceStats } from './compliance-stats.ts'
import { demoReadiness } from './demo-readiness.ts'
import { metrics } from './metrics.ts'
import { prometheusText } from './prometheus-text.ts'
import { storageCheck } from './storage-check.ts'

const up = { status: 'healthy', latency_ms: 0 } as const

const checks = {
  database: { status: 'healthy' },
  cache: { status: 'healthy' },
  application: { name: 'EUCORA', organization: 'BuildWorks.AI', version: '1.0.0' },
} as const

const live = () => ({ status: 200, body: { status: 'alive' } }) as const
const ready = () => ({ status: 200, body: { status: 'ready', checks } }) as const
const healthy = () => ({ status: 200, body: { status: 'healthy', checks } }) as const

export const health = {
  'health.live': live,
  'health.ready': () => ({ status: 200, body: { database: true, cache: true, status: 'healthy' } }),
  'health.demoReady': (call) => ({ status: 200, body: demoReadiness(call.state) }),
  'health.comprehensive': comprehensive,
  'health.prometheus': (call) => ({ status: 200, body: prometheusText(call.state) }),
  'health.api.live': live,
  'health.api.ready': ready,
  'health.api.health': healthy,
  'health.api.metrics': metrics,
  'health.api.compliance': complianceStats,
  'health.telemetry.live': live,
  'health.telemetry.ready': ready,
  'health.telemetry.health': healthy,
  'health.telemetry.metrics': metrics,
  'health.telemetry.compliance': complianceStats,
  'health.telemetry.root': healthy,
} satisfies HandlersOf<'health'>

async function comprehensive({ state }: Call) {
  const minio = await storageCheck(state.settings.s3)
  const { worker } = state.settings
  const timestamp = isoformat(state.clock.nowMs() * 1000)
  const circuit_breakers = { status: 'healthy', open_count: 0, total: circuitBreakers.length } as const
  if (worker && minio.status === 'healthy') {
    const celery = { status: 'healthy', active_workers: 1, active_tasks: 0 } as const
    const body = {
      status: 'healthy',
      timestamp,
      checks: { database: up, redis: up, celery, minio, circuit_breakers },
    } as const
    return { status: 200, body } as const
  }
  const celery = worker
    ? ({ status: 'healthy', active_workers: 1, active_tasks: 0 } as const)
    : ({
        status: 'degraded',
        active_workers: 0,
        active_tasks: 0,
        message: 'No Celery workers available',
      } as const)
  const body = {
    status: 'degraded',
    timestamp,
    checks: { database: up, redis: up, celery, minio, circuit_breakers },
  } as const
  return { status: 503, body } as const
}
