// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/serializers.py:134-136, services.py:44-132 */
export const sentScoreGates: Defect = {
  id: 'D-05',
  rule: 'gates-use-the-stored-score',
  summary: 'The gate follows from the score that the submitter sends.',
  operations: ['cab.submit'],
  rules: { gatesOnStoredScore: false },
}
