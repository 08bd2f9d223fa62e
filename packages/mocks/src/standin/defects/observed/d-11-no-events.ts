// SPDX-License-Identifier: Apache-2.0
import { contract } from '@eucora/harness/contract'
import type { Defect } from '../../defect.ts'
import { eventCauses } from '../systematic/event-causes.ts'

/** No call of DeploymentEvent.objects.create in any workflow, but one in ai_agents/views.py:119-132. */
export const noEvents: Defect = {
  id: 'D-11',
  rule: 'workflows-append-their-events',
  summary:
    'No workflow appends an event: the audit trail is whatever callers post, and a creation for each AI provider.',
  operations: Object.values(contract)
    .map(({ id }) => id)
    .filter((id) => id in eventCauses || id === 'ai.providers.configure'),
  rules: { workflowsAppendEvents: false, postsProviderEvents: true },
}
