// SPDX-License-Identifier: Apache-2.0
import type { Operation, OperationId } from '@eucora/harness/contract'
import type { Call } from '../../call.ts'
import type { Defect } from '../../defect.ts'
import type { State } from '../../state.ts'
import { answerFields, changeAt } from './answer-fields.ts'
import { otherValue } from './wrong-values.ts'

/** A record that reads otherwise from its second reading on, one defect a field: what is immutable must be read again. */
export function laterReadDefects(id: OperationId, operation: Operation): readonly Defect[] {
  if (operation.method !== 'GET' || operation.params === undefined) return []
  return answerFields(operation)
    .filter(({ path, schema }) => path.length === 1 && !('properties' in schema))
    .map(({ path, schema }) => {
      const readings = new WeakMap<State, Set<string>>()
      return {
        id: `${id}/changes-later/${path.join('.')}`,
        rule: 'records-do-not-change-by-themselves',
        summary: `Shows another ${path.join('.')} when a record is read again.`,
        operations: [id],
        reply: (reply, call) =>
          reply.status === 200 && seenBefore(readings, call)
            ? { ...reply, body: changeAt(reply.body, path, (value) => otherValue(value, schema)) }
            : reply,
      } satisfies Defect
    })
}

function seenBefore(readings: WeakMap<State, Set<string>>, call: Call): boolean {
  const seen = readings.get(call.state) ?? new Set<string>()
  readings.set(call.state, seen)
  const key = Object.values(call.params).join('/')
  const before = seen.has(key)
  seen.add(key)
  return before
}
