// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** ai_agents/views.py:27 */
export const aiProvidersOpen: Defect = {
  id: 'D-20',
  rule: 'operations-need-a-session',
  summary: 'Anonymous callers read the AI providers.',
  operations: ['ai.providers.list'],
  off: [{ operation: 'ai.providers.list', guard: 'session' }],
}
