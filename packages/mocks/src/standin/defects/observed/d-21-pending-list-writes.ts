// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/views.py:171-174 */
export const pendingListWrites: Defect = {
  id: 'D-21',
  rule: 'reads-write-nothing',
  summary: 'Reading the legacy list of pending approvals stores a record for each deployment on it.',
  operations: ['cab.legacy.pending', 'cab.legacy.approvals'],
  rules: { readsWriteNothing: false },
}
