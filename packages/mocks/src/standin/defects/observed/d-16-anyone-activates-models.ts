// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** evidence_store/api_views_p5_5.py:436-456 */
export const anyoneActivatesModels: Defect = {
  id: 'D-16',
  rule: 'risk-models-are-activated-by-the-cab',
  summary:
    'Anyone signed in activates a risk model by sending any truthy cab_approved, even the text "false".',
  operations: ['evidence.riskModels.activate'],
  off: (['role', 'duties', 'input:cab_approved'] as const).map((guard) => ({
    operation: 'evidence.riskModels.activate',
    guard,
  })),
}
