// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import type { Defect } from '../../defect.ts'

const operations: readonly OperationId[] = [
  'health.api.metrics',
  'health.api.compliance',
  'health.telemetry.metrics',
  'health.telemetry.compliance',
  'health.prometheus',
  'ai.providers.list',
]

/** telemetry/views.py, core/views_metrics.py:21-54, ai_agents/views.py:27 */
export const telemetryOpen: Defect = {
  id: 'D-20',
  rule: 'operations-need-a-session',
  summary: 'Anonymous callers read telemetry, metrics and the AI providers.',
  operations,
  off: operations.map((operation) => ({ operation, guard: 'session' })),
}
