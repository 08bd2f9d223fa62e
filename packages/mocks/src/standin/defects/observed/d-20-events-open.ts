// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** event_store/views.py:20 */
export const eventsOpen: Defect = {
  id: 'D-20',
  rule: 'operations-need-a-session',
  summary: 'Anonymous callers read the whole audit trail.',
  operations: ['events.list'],
  off: [{ operation: 'events.list', guard: 'session' }],
}
