// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/services.py:82-96 */
export const incompleteEvidenceTaken: Defect = {
  id: 'D-06',
  rule: 'cab-takes-complete-evidence',
  summary: 'Takes evidence packages that are not complete.',
  operations: ['cab.submit'],
  rules: { requiresCompleteEvidence: false },
}
