// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'
import { isRecord } from '../../problems.ts'

const firstMessage = 'Feedback recorded. AI revision will be generated when service is available.'

/** Contract 7.2: an import error, then an event loop that is closed every other time; ai_agents/services.py:50-67. */
export const aiCallsLost: Defect = {
  id: 'D-27',
  rule: 'ai-providers-are-asked',
  summary:
    'The first call to an AI provider raises, later every second one is lost, and endpoint_url is ignored.',
  operations: ['ai.tasks.requestRevision', 'ai.ask'],
  rules: { asksProvidersReliably: false, usesProviderEndpoint: false },
  reply: (reply, call) =>
    call.id === 'ai.tasks.requestRevision' &&
    reply.status === 200 &&
    isRecord(reply.body) &&
    call.state.aiCalls.web === 1
      ? { ...reply, body: { ...reply.body, message: firstMessage } }
      : reply,
}
