// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/views.py:152,206 */
export const legacyListsOpen: Defect = {
  id: 'D-20',
  rule: 'operations-need-a-session',
  summary: 'Anonymous callers read the legacy approvals.',
  operations: ['cab.legacy.pending', 'cab.legacy.approvals'],
  off: [
    { operation: 'cab.legacy.pending', guard: 'session' },
    { operation: 'cab.legacy.approvals', guard: 'session' },
  ],
}
