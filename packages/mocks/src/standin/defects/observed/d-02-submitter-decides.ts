// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/api_views.py:286-300 */
export const submitterDecides: Defect = {
  id: 'D-02',
  rule: 'submitters-never-decide',
  summary: 'CAB members and staff decide on their own submissions.',
  operations: ['cab.approve', 'cab.reject'],
  off: [
    { operation: 'cab.approve', guard: 'duties' },
    { operation: 'cab.reject', guard: 'duties' },
  ],
}
