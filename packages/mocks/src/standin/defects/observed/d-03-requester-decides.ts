// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/api_views.py:484-504 */
export const requesterDecides: Defect = {
  id: 'D-03',
  rule: 'requesters-never-decide-on-their-exception',
  summary: 'Security reviewers and staff decide on exceptions that they asked for.',
  operations: ['cab.exceptions.approve', 'cab.exceptions.reject'],
  off: [
    { operation: 'cab.exceptions.approve', guard: 'duties' },
    { operation: 'cab.exceptions.reject', guard: 'duties' },
  ],
}
