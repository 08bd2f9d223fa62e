// SPDX-License-Identifier: Apache-2.0
import { contract, type AnswerBody } from '../contract/index.ts'
import { conforms } from '../contract/check.ts'
import type { Exchange } from '../journal/exchange.ts'
import { seededPackages } from '../seed/evidence-packages.ts'
import { at, textAt, uuidOf } from './look.ts'

export type ListedEvent = AnswerBody<'events.list', 200>['events'][number]

/** What a run's journal tells of one target. */
export interface Recorded {
  readonly exchanges: readonly Exchange[]
  /** Every id that the run sent as X-Correlation-ID. */
  readonly requestIds: ReadonlySet<string>
  /** The flows of the deployments that it created. */
  readonly created: ReadonlySet<string>
  /** Every sight of an event in a list, in the order of the journal. */
  readonly sights: readonly ListedEvent[]
  /** The events that callers posted, by id, with what was answered. */
  readonly posted: ReadonlyMap<number, { readonly flowId: string; readonly createdAt: string }>
}

export function recordedIn(exchanges: readonly Exchange[]): Recorded {
  const answered = (operation: Exchange['operation'], status: number) =>
    exchanges.filter((each) => each.operation === operation && each.status === status)
  const creates = [
    ...answered('deployments.create', 201),
    ...answered('core.deployments.create', 201),
    ...answered('admin.deployments.create', 201),
  ]
  return {
    exchanges,
    requestIds: new Set(exchanges.map(({ requestId }) => requestId)),
    created: new Set(
      creates.flatMap(({ responseBody }) => uuidOf(textAt(responseBody, 'correlation_id')) ?? []),
    ),
    sights: answered('events.list', 200).flatMap(({ responseBody }) => listed(responseBody)),
    posted: new Map(answered('events.create', 201).flatMap(postedIn)),
  }
}

const eventList = contract['events.list'].responses[200]

function listed(body: unknown): readonly ListedEvent[] {
  return conforms(eventList, body) ? body.events : []
}

function postedIn({
  requestBody,
  responseBody,
}: Exchange): [number, { flowId: string; createdAt: string }][] {
  const id = at(responseBody, 'id')
  const flowId = uuidOf(textAt(requestBody, 'correlation_id'))
  const createdAt = textAt(responseBody, 'created_at')
  return typeof id === 'number' && flowId !== undefined && createdAt !== undefined
    ? [[id, { flowId, createdAt }]]
    : []
}

const seededFlows = new Map(
  seededPackages().map(({ deploymentPk, flowId }): [string, string] => [String(deploymentPk), flowId]),
)
const flowsOfSeed = new Set(seededFlows.values())

/** The flow of a deployment that is named by flow id, or by the integer key of a seeded one; undefined for any other. */
export function flowNamed(intentId: string | undefined): string | undefined {
  return intentId === undefined ? undefined : (uuidOf(intentId) ?? seededFlows.get(intentId))
}

/** Whether the run knows that a flow is a deployment's. */
export function isDeployment({ created }: Recorded, flowId: string): boolean {
  return created.has(flowId) || flowsOfSeed.has(flowId)
}

/** The request that a workflow's event names; undefined for an event that a caller posted. */
export function causeOf({ posted }: Recorded, { id, event_data }: ListedEvent): string | undefined {
  return posted.has(id) ? undefined : textAt(event_data, 'request_id')
}
