// SPDX-License-Identifier: Apache-2.0
import { everyone, mountedAs, signedIn, type RowsOf } from './row.ts'

const probe = {
  allowed: everyone,
  source: 'telemetry/views.py (AllowAny); may differ by D-20: a probe stays open',
}
const figures = { allowed: signedIn, source: 'D-20: figures are not for anonymous callers' }

const telemetry = { live: probe, ready: probe, health: probe, metrics: figures, compliance: figures }

export const health: RowsOf<'health'> = {
  'health.live': { allowed: everyone, source: 'core/health.py:23-30' },
  'health.ready': { allowed: everyone, source: 'core/health.py:33-76' },
  'health.demoReady': { allowed: everyone, source: 'core/health.py:292-342' },
  'health.comprehensive': { allowed: everyone, source: 'core/health.py:247-289' },
  'health.prometheus': { allowed: signedIn, source: 'core/views_metrics.py:21-54; D-20' },
  ...mountedAs('health.api', telemetry),
  ...mountedAs('health.telemetry', { ...telemetry, root: probe }),
}
