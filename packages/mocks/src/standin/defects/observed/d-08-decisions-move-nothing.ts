// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/services.py */
export const decisionsMoveNothing: Defect = {
  id: 'D-08',
  rule: 'decisions-move-the-deployment',
  summary: 'Decisions on CAB requests neither look at the deployment nor move it.',
  operations: ['cab.submit', 'cab.approve', 'cab.reject'],
  rules: { cabDecisionsMoveDeployment: false },
}
