// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** event_store/views.py:53-79, ai_agents/views.py:57-156 */
export const createAnswers200: Defect = {
  id: 'D-44',
  rule: 'answers-keep-the-contract',
  summary: 'Answers 200 instead of 201 when something was created.',
  operations: ['events.create', 'ai.providers.configure'],
  reply: (reply) => (reply.status === 201 ? { ...reply, status: 200 } : reply),
}
