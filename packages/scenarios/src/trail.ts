// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '@eucora/harness'
import { answered } from '@eucora/harness/playwright'

/** Who caused an event, and by which request. */
export interface TrailEntry {
  readonly event_type: string
  readonly actor: string
  readonly request_id: unknown
}

/** The audit trail of a flow, oldest first, whole or its events of one type. */
export async function trailOf(
  reader: Actor,
  correlation_id: string,
  event_type?: string,
): Promise<readonly TrailEntry[]> {
  const query = { correlation_id, ...(event_type === undefined ? {} : { event_type }) }
  const { events } = answered(await reader.call('events.list', { query }), 200)
  return events
    .toReversed()
    .map(({ event_type, actor, event_data }) => ({ event_type, actor, request_id: requestIn(event_data) }))
}

/** What a request must leave in a trail: these events, by who sent it, under its own id. */
export function causedBy(
  actor: { readonly username: string },
  { requestId }: { readonly requestId: string },
  ...types: readonly string[]
): readonly TrailEntry[] {
  return types.map((event_type) => ({ event_type, actor: actor.username, request_id: requestId }))
}

function requestIn(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'request_id' in data ? data.request_id : undefined
}
