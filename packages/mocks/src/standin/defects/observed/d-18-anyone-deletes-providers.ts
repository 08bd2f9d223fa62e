// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** ai_agents/views.py:159-216 */
export const anyoneDeletesProviders: Defect = {
  id: 'D-18',
  rule: 'ai-providers-are-managed-by-administrators',
  summary: 'Anyone signed in deletes AI providers.',
  operations: ['ai.providers.delete', 'ai.providers.deleteByType'],
  off: [
    { operation: 'ai.providers.delete', guard: 'role' },
    { operation: 'ai.providers.deleteByType', guard: 'role' },
  ],
}
