// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/views.py:25-147 */
export const legacyDecidesUnchecked: Defect = {
  id: 'D-01',
  rule: 'cab-members-decide',
  summary: 'Every signed-in user, the submitter included, approves or rejects a deployment in any status.',
  operations: ['cab.legacy.approve', 'cab.legacy.reject'],
  off: [
    { operation: 'cab.legacy.approve', guard: 'role' },
    { operation: 'cab.legacy.approve', guard: 'duties' },
    { operation: 'cab.legacy.approve', guard: 'state' },
    { operation: 'cab.legacy.reject', guard: 'role' },
    { operation: 'cab.legacy.reject', guard: 'duties' },
    { operation: 'cab.legacy.reject', guard: 'state' },
  ],
}
