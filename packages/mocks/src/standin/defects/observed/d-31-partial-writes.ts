// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** config/exception_handler.py:55-86 */
export const partialWrites: Defect = {
  id: 'D-31',
  rule: 'what-fails-changes-nothing',
  summary: 'What was written before a failure stays: no risk model is active, no AI provider the default.',
  operations: ['evidence.riskModels.activate', 'ai.providers.configure'],
  rules: { changesAllOrNothing: false },
}
