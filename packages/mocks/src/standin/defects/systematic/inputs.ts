// SPDX-License-Identifier: Apache-2.0
import type { Operation, OperationId } from '@eucora/harness/contract'
import type { Defect } from '../../defect.ts'

/** An operation that does not validate one of its fields, one defect a field. */
export function inputDefects(id: OperationId, operation: Operation): readonly Defect[] {
  const body: unknown = operation.body
  if (typeof body !== 'object' || body === null || !('properties' in body)) return []
  const { properties } = body
  if (typeof properties !== 'object' || properties === null) return []
  return Object.entries(properties).flatMap(([field, schema]: [string, unknown]) =>
    takesAnything(schema) ? [] : [unchecked(id, field)],
  )
}

/** Where any value will do, there is no check to leave out. */
function takesAnything(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && Object.keys(schema).length === 0
}

function unchecked(id: OperationId, field: string): Defect {
  return {
    id: `${id}/input-unchecked/${field}`,
    rule: 'input-is-validated',
    summary: `Takes whatever ${field} is sent.`,
    operations: [id],
    off: [{ operation: id, guard: `input:${field}` }],
  }
}
