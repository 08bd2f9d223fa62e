// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** deployment_intents/views.py:58 */
export const createNotIdempotent: Defect = {
  id: 'D-34',
  rule: 'repeats-have-one-effect',
  summary: 'A create sent twice under one X-Correlation-ID makes two deployments.',
  operations: ['deployments.create'],
  off: [{ operation: 'deployments.create', guard: 'idempotency' }],
}
