// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** ai_agents/views.py:547-566,664-716,870-889 */
export const aiTasksUnguarded: Defect = {
  id: 'D-17',
  rule: 'ai-tasks-are-decided-by-others',
  summary:
    'Staff decide on their own AI tasks, anyone asks for revisions, and creates take what only agents may say.',
  operations: ['ai.tasks.approve', 'ai.tasks.reject', 'ai.tasks.requestRevision', 'ai.tasks.create'],
  off: [
    { operation: 'ai.tasks.approve', guard: 'duties' },
    { operation: 'ai.tasks.reject', guard: 'duties' },
    { operation: 'ai.tasks.requestRevision', guard: 'role' },
    { operation: 'ai.tasks.create', guard: 'input:output_data.client' },
    { operation: 'ai.tasks.create', guard: 'input:agent_type.choice' },
    { operation: 'ai.tasks.create', guard: 'input:conversation_id.owner' },
  ],
}
