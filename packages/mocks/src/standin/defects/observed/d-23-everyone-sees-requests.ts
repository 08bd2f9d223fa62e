// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/api_views.py:175,427-433 */
export const everyoneSeesRequests: Defect = {
  id: 'D-23',
  rule: 'requests-are-for-those-concerned',
  summary: 'Every signed-in user lists all CAB requests and reads every exception.',
  operations: ['cab.list', 'cab.exceptions.get'],
  off: [
    { operation: 'cab.list', guard: 'role' },
    { operation: 'cab.exceptions.get', guard: 'role' },
  ],
}
