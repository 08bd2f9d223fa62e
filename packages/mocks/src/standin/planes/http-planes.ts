// SPDX-License-Identifier: Apache-2.0
import { createHash, randomUUID } from 'node:crypto'
import {
  noPlanes,
  type PlaneFailed,
  type PlaneGateway,
  type PlaneHealth,
  type PlaneReading,
  type PlaneType,
  type PublishOrder,
  type PublishOutcome,
} from '../plane-gateway.ts'
import type { Connector, KeyedOrder, OnPlane } from './connector.ts'
import { PlaneFailure } from './plane-failure.ts'
import type { PlaneSettings } from './plane-settings.ts'

const defaultTimeoutMs = 30_000

/** Reaches the configured planes over HTTP; those that are not configured are as in the recording. */
export class HttpPlanes implements PlaneGateway {
  readonly #connectors: ReadonlyMap<PlaneType, Opened>
  /** Stand-ins with the same seed have the same flow ids, and may share planes. */
  readonly #owner = randomUUID()

  constructor(settings: PlaneSettings) {
    this.#connectors = new Map(connectorsOf(settings))
  }

  async health(plane: PlaneType, requestId: string): Promise<PlaneHealth> {
    const connector = this.#connectors.get(plane)
    if (connector === undefined) return noPlanes.health(plane, requestId)
    const failed = ({ message, details }: PlaneFailure) => ({ healthy: false, message, details })
    return orElse(failed, async () => {
      const details = await (await connector()).health(requestId)
      return { healthy: true, message: `${plane} is reached`, details }
    })
  }

  publish(plane: PlaneType, order: PublishOrder): Promise<PublishOutcome> {
    const connector = this.#connectors.get(plane)
    if (connector === undefined) return noPlanes.publish(plane, order)
    return outcomeOf(async () => (await connector()).publish(this.#keyed(order)))
  }

  read(plane: PlaneType, objectId: string, order: PublishOrder): Promise<PlaneReading | PlaneFailed> {
    const connector = this.#connectors.get(plane)
    if (connector === undefined) return noPlanes.read(plane, objectId, order)
    return orElse<PlaneReading | PlaneFailed>(failedWith('Status unknown'), async () =>
      (await connector()).read(objectId, this.#keyed(order)),
    )
  }

  repair(plane: PlaneType, objectId: string, order: PublishOrder): Promise<PublishOutcome> {
    const connector = this.#connectors.get(plane)
    if (connector === undefined) return noPlanes.repair(plane, objectId, order)
    return outcomeOf(async () => (await connector()).repair(objectId, this.#keyed(order)))
  }

  #keyed(order: PublishOrder): KeyedOrder {
    const named = JSON.stringify([this.#owner, order.flowId, order.version])
    return { ...order, key: createHash('sha256').update(named).digest('hex').slice(0, 32) }
  }
}

/** Gives the connector, loaded at the first call to its plane: most stand-ins never make one. */
type Opened = () => Promise<Connector>

function* connectorsOf({
  timeoutMs = defaultTimeoutMs,
  intune,
  jamf,
  sccm,
  landscape,
  ansible,
}: PlaneSettings): Generator<[PlaneType, Opened]> {
  if (intune !== undefined) {
    yield once('intune', async () => {
      const { IntuneConnector } = await import('./intune-connector.ts')
      return new IntuneConnector(intune, timeoutMs)
    })
  }
  if (jamf !== undefined) {
    yield once('jamf', async () => {
      const { JamfConnector } = await import('./jamf-connector.ts')
      return new JamfConnector(jamf, timeoutMs)
    })
  }
  if (sccm !== undefined) {
    yield once('sccm', async () => {
      const { SccmConnector } = await import('./sccm-connector.ts')
      return new SccmConnector(sccm, timeoutMs)
    })
  }
  if (landscape !== undefined) {
    yield once('landscape', async () => {
      const { LandscapeConnector } = await import('./landscape-connector.ts')
      return new LandscapeConnector(landscape, timeoutMs)
    })
  }
  if (ansible !== undefined) {
    yield once('ansible', async () => {
      const { AnsibleConnector } = await import('./ansible-connector.ts')
      return new AnsibleConnector(ansible, timeoutMs)
    })
  }
}

function once(plane: PlaneType, open: Opened): [PlaneType, Opened] {
  let opened: Promise<Connector> | undefined
  return [plane, () => (opened ??= open())]
}

function outcomeOf(write: () => Promise<OnPlane>): Promise<PublishOutcome> {
  return orElse<PublishOutcome>(failedWith('Deployment failed'), async () => ({
    ok: true,
    ...(await write()),
  }))
}

function failedWith(what: string): (failure: PlaneFailure) => PlaneFailed {
  return ({ errorClass, message, details }) => ({
    ok: false,
    errorClass,
    message: `${what}: ${message}`,
    details,
  })
}

async function orElse<T>(failed: (failure: PlaneFailure) => T, task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    if (error instanceof PlaneFailure) return failed(error)
    throw error
  }
}
