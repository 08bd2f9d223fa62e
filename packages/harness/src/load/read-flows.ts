// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../client/actor.ts'
import { messageOf } from '../errors.ts'
import type { AcceptedCreate } from './accepted-log.ts'
import { sideBySide } from './side-by-side.ts'

/** An event as far as the invariants look at it. */
export interface FlowEvent {
  readonly type: string
  /** `event_data.request_id` and `event_data.app_name`; undefined where they are no text. */
  readonly requestId: string | undefined
  readonly appName: string | undefined
  /** `event_data.connector_type`, which events of a publication have. */
  readonly connectorType?: string | undefined
}

/** What the target keeps of one flow. */
export interface Flow {
  readonly create: AcceptedCreate
  readonly events: readonly FlowEvent[]
}

/** Flows that were read back; `problem` says in a sentence why there are no more. */
export interface FlowsRead {
  readonly flows: readonly Flow[]
  readonly problem?: string | undefined
}

/** Reads under way at once. */
const atOnce = 16

/** Reads the events of accepted creates; ends early at the first that cannot be read, and when it is aborted. */
export async function readFlows(
  reader: Actor,
  creates: readonly AcceptedCreate[],
  aborted: () => boolean,
): Promise<FlowsRead> {
  const flows: Flow[] = []
  const problem = await readEach(reader, creates, aborted, (create, events) => {
    flows.push({ create, events })
  })
  return { flows, problem }
}

/**
 * Reads the events of flows, many at once, and gives them on with what they are of. Ends early at the first that cannot
 * be read or given on, and when it is aborted, and then answers a sentence that says why.
 */
export async function readEach<T extends { readonly flowId: string }>(
  reader: Actor,
  flows: readonly T[],
  aborted: () => boolean,
  giveOn: (flow: T, events: readonly FlowEvent[]) => void | Promise<void>,
): Promise<string | undefined> {
  try {
    await sideBySide(flows, atOnce, async (flow) => {
      if (aborted()) throw new Error('Reading back was interrupted.')
      const events = await eventsOf(reader, flow.flowId)
      if (typeof events === 'string') throw new Error(events)
      await giveOn(flow, events)
    })
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

/** The events of a flow, or a sentence that says why they cannot be read. */
async function eventsOf(reader: Actor, flowId: string): Promise<readonly FlowEvent[] | string> {
  try {
    const answer = await reader.call('events.list', { query: { correlation_id: flowId } })
    if (answer.status === 200) {
      return answer.body.events.map(({ event_type: type, event_data: data }) => ({
        type,
        requestId: textIn(data, 'request_id'),
        appName: textIn(data, 'app_name'),
        connectorType: textIn(data, 'connector_type'),
      }))
    }
    return `The events of a flow could not be read: events.list answered ${answer.httpStatus}.`
  } catch (error) {
    return `The events of a flow could not be read: ${messageOf(error)}`
  }
}

function textIn(data: unknown, name: string): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const value: unknown = new Map<string, unknown>(Object.entries(data)).get(name)
  return typeof value === 'string' ? value : undefined
}
