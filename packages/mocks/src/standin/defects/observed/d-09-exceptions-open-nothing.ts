// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/services.py:181-185 */
export const exceptionsOpenNothing: Defect = {
  id: 'D-09',
  rule: 'exceptions-open-requests',
  summary: 'A request that needs an exception stays so, also when the exception is approved.',
  operations: ['cab.submit', 'cab.exceptions.approve'],
  rules: { exceptionsOpenRequests: false },
}
