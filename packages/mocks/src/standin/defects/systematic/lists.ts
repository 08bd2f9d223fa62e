// SPDX-License-Identifier: Apache-2.0
import type { Operation, OperationId, RuleId } from '@eucora/harness/contract'
import type { Defect } from '../../defect.ts'
import { answerFields, changeAt, type FieldPath } from './answer-fields.ts'

/** Their order is no rule: EUCORA names none, so that whatever the database gives will do. */
const unordered: ReadonlySet<OperationId> = new Set(['evidence.blastRadius.classes'])

/** Deviations of a list: a filter ignored, the order turned round, the cap broken, the newest row left out or doubled. */
export function listDefects(id: OperationId, operation: Operation): readonly Defect[] {
  const path = listOf(operation)
  if (path === undefined) return []
  return [
    ...Object.keys(operation.query?.properties ?? {}).map((name) => filterIgnored(id, name)),
    ...(isCapped(operation, path) ? [capBroken(id)] : []),
    ...(unordered.has(id) ? [] : [orderTurned(id, path)]),
    rowsChanged(id, path, 'row-left-out', 'lists-are-whole', 'Leaves its first row out.', (rows) =>
      rows.slice(1),
    ),
    rowsChanged(id, path, 'row-doubled', 'lists-are-whole', 'Shows its first row twice.', (rows) => [
      ...rows.slice(0, 1),
      ...rows,
    ]),
  ]
}

/** Where the rows of an operation that lists stand: its success answer itself, or the array at its top level. */
export function listOf(operation: Operation): FieldPath | undefined {
  if (operation.method !== 'GET') return undefined
  const fields = answerFields(operation)
  if (fields.some(({ path: [first] }) => first === '[]')) return []
  return fields.find(({ path, schema }) => path.length === 1 && 'items' in schema)?.path
}

/** Whether the contract declares a cap. */
function isCapped(operation: Operation, [key]: FieldPath): boolean {
  return answerFields(operation).some(
    ({ path, schema }) => path.length === 1 && path[0] === key && 'maxItems' in schema,
  )
}

function capBroken(id: OperationId): Defect {
  return {
    id: `${id}/cap-broken`,
    rule: 'lists-keep-their-cap',
    summary: 'Answers more rows than its cap.',
    operations: [id],
    off: [{ operation: id, guard: 'cap' }],
  }
}

function orderTurned(id: OperationId, path: FieldPath): Defect {
  const summary = 'Lists the oldest first.'
  return rowsChanged(id, path, 'order-turned', 'lists-keep-their-order', summary, (rows) => rows.toReversed())
}

function filterIgnored(id: OperationId, name: string): Defect {
  return {
    id: `${id}/filter-ignored/${name}`,
    rule: 'lists-filter-as-asked',
    summary: `Ignores the parameter ${name}.`,
    operations: [id],
    off: [{ operation: id, guard: `filter:${name}` }],
    request: (call) => call.query.delete(name),
  }
}

function rowsChanged(
  id: OperationId,
  path: FieldPath,
  name: string,
  rule: RuleId,
  summary: string,
  change: (rows: readonly unknown[]) => readonly unknown[],
): Defect {
  return {
    id: `${id}/${name}`,
    rule,
    summary,
    operations: [id],
    reply: (reply) =>
      reply.status === 200
        ? {
            ...reply,
            body: changeAt(reply.body, path, (rows: unknown) => (Array.isArray(rows) ? change(rows) : rows)),
          }
        : reply,
  }
}
