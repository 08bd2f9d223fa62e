// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import type { Defect, Guard } from '../../defect.ts'

/** The choices that the real code stores unread. */
const unread: readonly { readonly operation: OperationId; readonly guard: Guard }[] = [
  { operation: 'deployments.create', guard: 'input:target_ring.choice' },
  { operation: 'events.create', guard: 'input:event_type.choice' },
]

export const choicesNotValidated: Defect = {
  id: 'D-42',
  rule: 'input-is-validated',
  summary: 'Takes any text for a choice: target_ring, event_type.',
  operations: unread.map(({ operation }) => operation),
  off: unread,
}
