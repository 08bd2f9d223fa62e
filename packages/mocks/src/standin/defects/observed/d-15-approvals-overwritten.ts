// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/views.py:69-75 */
export const approvalsOverwritten: Defect = {
  id: 'D-15',
  rule: 'approval-history-is-kept',
  summary: 'A deployment has one approval record, which every decision overwrites.',
  operations: ['cab.legacy.approve', 'cab.legacy.reject'],
  rules: { keepsApprovalHistory: false },
}
