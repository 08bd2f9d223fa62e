// SPDX-License-Identifier: Apache-2.0
import type { Operation, OperationId } from '@eucora/harness/contract'
import type { Defect } from '../../defect.ts'

/** An operation that lets anonymous callers in. */
export function sessionDefects(id: OperationId, operation: Operation): readonly Defect[] {
  if (operation.auth !== 'session') return []
  return [
    {
      id: `${id}/session-off`,
      rule: 'operations-need-a-session',
      summary: 'Lets anonymous callers in.',
      operations: [id],
      off: [{ operation: id, guard: 'session' }],
    },
  ]
}
