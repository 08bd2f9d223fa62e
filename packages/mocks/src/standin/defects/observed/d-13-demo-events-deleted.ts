// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../../call.ts'
import type { Defect } from '../../defect.ts'
import { isRecord } from '../../problems.ts'
import type { LooseReply } from '../../reply.ts'
import type { State } from '../../state.ts'

/** Ids of the events that were deleted. The store itself has no way to delete one, so reads leave them out. */
const deleted = new WeakMap<State, Set<number>>()

/** core/demo_data.py:166-168 */
export const demoEventsDeleted: Defect = {
  id: 'D-13',
  rule: 'events-are-append-only',
  summary: 'Clearing the demo data deletes their events.',
  operations: ['core.demo.clear', 'admin.demo.clear', 'core.demo.stats', 'admin.demo.stats', 'events.list'],
  reply: (reply, call) => {
    if (reply.status !== 200 || !isRecord(reply.body)) return reply
    if (call.id.endsWith('.clear')) return withEvents(reply, deleteDemoEvents(call))
    return call.id === 'events.list' ? withoutDeleted(reply, call) : withEvents(reply, remaining(call))
  },
}

function deleteDemoEvents({ state }: Call): number {
  const ids = deleted.get(state) ?? new Set<number>()
  const before = ids.size
  for (const { id } of state.events.newest({ isDemo: true }, Number.POSITIVE_INFINITY)) ids.add(id)
  deleted.set(state, ids)
  return ids.size - before
}

function remaining({ state }: Call): number {
  return state.events.total({ isDemo: true }) - (deleted.get(state)?.size ?? 0)
}

function withEvents(reply: LooseReply, events: number): LooseReply {
  const body = isRecord(reply.body) ? reply.body : {}
  const counts = isRecord(body['counts']) ? body['counts'] : {}
  return { ...reply, body: { ...body, counts: { ...counts, events } } }
}

function withoutDeleted(reply: LooseReply, { state }: Call): LooseReply {
  const ids = deleted.get(state)
  const rows = isRecord(reply.body) ? reply.body['events'] : undefined
  if (ids === undefined || !Array.isArray(rows)) return reply
  const events = rows.filter((row: unknown) => !isRecord(row) || !ids.has(Number(row['id'])))
  return { ...reply, body: { events } }
}
