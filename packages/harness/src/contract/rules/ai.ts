// SPDX-License-Identifier: Apache-2.0
import { catalogue } from './rule.ts'

export const aiRules = catalogue({
  'ai-tasks-are-decided-by-others': {
    sentence:
      'Staff decide on AI tasks, never on their own; revisions are for owner and staff; only agents say what an agent did.',
    source: 'rules: AI; D-17',
  },
  'ai-providers-are-managed-by-administrators': {
    sentence: 'Platform administrators configure and delete AI providers, and nobody else does.',
    source: 'D-18; ai_agents/views.py:57-63',
  },
  'ai-providers-are-asked': {
    sentence:
      'A question reaches the active default provider at its endpoint; a failure leaves the task as it says.',
    source: 'rules: AI; D-27; backend contract 7.2',
  },
})
