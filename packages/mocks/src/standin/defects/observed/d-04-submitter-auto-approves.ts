// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/services.py:117-130 */
export const submitterAutoApproves: Defect = {
  id: 'D-04',
  rule: 'auto-approvals-are-by-the-system',
  summary: 'An automatic approval names the submitter as who approved.',
  operations: ['cab.submit'],
  rules: { autoApprovesAsSystem: false },
}
