// SPDX-License-Identifier: Apache-2.0
import { readObject, type BodyOutcome } from './body-checks.ts'
import { deployBody, placeOf, planes, type Approved, type Plane } from './connector-pairs.ts'
import { createSender, type SenderTools } from './sender.ts'

export interface ConnectorTools<Callback> extends SenderTools<Callback> {
  readonly users: number
  readonly deployments: { readonly length: number; readonly [place: number]: Approved }
}

/** A publication as its publisher knows it. */
interface Published {
  readonly plane: Plane
  readonly flowId: string
  /** As the plane named it. */
  readonly objectId: string
}

/** Publications that a user keeps for asking after them. */
const kept = 8
const standings: readonly unknown[] = ['in_progress', 'installed']

/** The answer to a deploy or a repair: an object on the very plane; after a repair the one that was there. */
export function checkPublished(body: unknown, plane: string, objectId?: string): BodyOutcome {
  const published = readObject(body)
  if (!published) return 'not-json'
  const { connector_type: type, status, connector_object_id: id } = published
  if (status !== 'success' || typeof id !== 'string') return 'missing-field'
  return type === plane && (objectId === undefined || objectId === id) ? 'ok' : 'other-record'
}

/** The answer to a look: the very object of the very flow, on its way or installed. */
export function checkStanding(body: unknown, asked: Published): BodyOutcome {
  const standing = readObject(body)
  if (!standing) return 'not-json'
  if (!standings.includes(standing['status'])) return 'missing-field'
  const same =
    standing['correlation_id'] === asked.flowId &&
    standing['connector_type'] === asked.plane &&
    standing['connector_object_id'] === asked.objectId
  return same ? 'ok' : 'other-record'
}

/** The requests of one publisher; each deploy takes a pair of deployment and plane that nobody has taken before. */
export function connectorSteps<Callback>(tools: ConnectorTools<Callback>): Record<string, () => void> {
  const send = createSender(tools)
  const taken = new Map<Plane, number>()
  const made: Published[] = []

  const deploy = (plane: Plane): void => {
    const count = taken.get(plane) ?? 0
    const deployment = tools.deployments[placeOf(tools.userNumber(), count, tools.users)]
    if (deployment === undefined) return look()
    taken.set(plane, count + 1)
    const { flowId } = deployment
    const body = JSON.stringify(deployBody(deployment))
    const request = {
      method: 'POST',
      path: `/api/v1/connectors/${plane}/deploy`,
      body,
      read: made.length < kept,
    }
    const sent = send(`connectors.deploy/${plane}`, request, (answer) => checkPublished(answer, plane))
    const objectId = readObject(sent.body)?.['connector_object_id']
    if (typeof objectId !== 'string') return
    made.push({ plane, flowId, objectId })
    if (made.length > kept) made.shift()
  }

  const anyMade = (): Published | undefined => made[Math.floor(tools.random() * made.length)]

  /** As long as nothing is published, publishes instead. */
  const look = (): void => {
    const asked = anyMade()
    if (asked === undefined) return deployFirst()
    const path = `/api/v1/connectors/${asked.plane}/status/${asked.flowId}`
    send('connectors.status', { method: 'GET', path }, (body) => checkStanding(body, asked))
  }

  const repair = (): void => {
    const asked = anyMade()
    if (asked === undefined) return deployFirst()
    const path = `/api/v1/connectors/${asked.plane}/remediate`
    const body = JSON.stringify({ deployment_intent_id: asked.flowId, action: 'redeploy' })
    send('connectors.remediate', { method: 'POST', path, body }, (answer) =>
      checkPublished(answer, asked.plane, asked.objectId),
    )
  }

  /** Only where a pair is left: else there is nothing at all to do. */
  const deployFirst = (): void => {
    const next = placeOf(tools.userNumber(), taken.get('intune') ?? 0, tools.users)
    if (tools.deployments[next] !== undefined) deploy('intune')
  }

  return {
    ...Object.fromEntries(planes.map((plane) => [`connectors.deploy/${plane}`, () => deploy(plane)])),
    'connectors.status': look,
    'connectors.remediate': repair,
  }
}
