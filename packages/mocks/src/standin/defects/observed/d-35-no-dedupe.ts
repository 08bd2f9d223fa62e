// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** event_store/views.py:53-79 */
export const eventsNotDeduplicated: Defect = {
  id: 'D-35',
  rule: 'repeats-have-one-effect',
  summary: 'An event posted twice under one X-Correlation-ID is kept twice.',
  operations: ['events.create'],
  off: [{ operation: 'events.create', guard: 'idempotency' }],
}
