// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import type { Defect, Guard } from '../../defect.ts'

/** The choices and ranges that the real code stores unread. */
const unread: readonly { readonly operation: OperationId; readonly guard: Guard }[] = [
  { operation: 'deployments.create', guard: 'input:target_ring.choice' },
  { operation: 'events.create', guard: 'input:event_type.choice' },
  { operation: 'evidence.incidents.create', guard: 'input:blast_radius_class.choice' },
  { operation: 'evidence.incidents.create', guard: 'input:risk_score_at_approval.range' },
  { operation: 'evidence.incidents.update', guard: 'input:resolution_method.choice' },
  { operation: 'ai.providers.configure', guard: 'input:provider_type.choice' },
  { operation: 'ai.tasks.create', guard: 'input:agent_type.choice' },
  { operation: 'ai.tasks.approve', guard: 'input:comment' },
  { operation: 'ai.tasks.reject', guard: 'input:reason' },
]

export const choicesNotValidated: Defect = {
  id: 'D-42',
  rule: 'input-is-validated',
  summary:
    'Takes any value for a choice or a range: rings, event and provider types, agents, classes, methods, scores.',
  operations: unread.map(({ operation }) => operation),
  off: unread,
}
