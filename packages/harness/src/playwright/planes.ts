// SPDX-License-Identifier: Apache-2.0
import { Type, type Static, type TSchema } from '../contract/schema.ts'
import { announcedServers } from '../announced-servers.ts'
import { controlCall } from '../control-call.ts'
import { HarnessError } from '../errors.ts'

export const planeNames = ['intune', 'jamf', 'sccm', 'landscape', 'ansible'] as const
export type PlaneName = (typeof planeNames)[number]

const SeenCall = Type.Object({
  method: Type.String(),
  /** Path and query. */
  target: Type.String(),
  correlationId: Type.Union([Type.String(), Type.Null()]),
  /** null for a call that the plane has no route for. */
  route: Type.Union([Type.String(), Type.Null()]),
  /** 0 where no whole answer was given. */
  status: Type.Integer(),
})
/** One call as a plane saw it. */
export type SeenCall = Static<typeof SeenCall>

const PublishedObject = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** Whom it is to be installed for, in the plane's words. */
  targets: Type.Array(Type.String()),
})
export type PublishedObject = Static<typeof PublishedObject>

const Calls = Type.Object({ calls: Type.Array(SeenCall) })
const Objects = Type.Object({ objects: Type.Array(PublishedObject) })
const Anything = Type.Object({})

/** Something that goes wrong at a plane, by the names of the mocks' control API. */
export interface PlaneFault {
  readonly kind: 'status' | 'reset' | 'hang' | 'html' | 'malformed-json'
  readonly status?: number
  /** How many calls it strikes. Default: every call of the request. */
  readonly times?: number
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path?: string
  /** Lets the call have its effect first, and only then spoils the answer. */
  readonly after?: boolean
}

/** What happens behind a plane's API to one published object. */
export type PlaneEvent = 'finish' | 'finish-failing' | 'retarget' | 'remove'

/** The mock of an execution plane that runs beside the target, as a scenario reaches it over the wire. */
export class PlaneMock {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  /** The calls that some requests caused, by the id that was sent on, oldest first. */
  async callsOf(requestIds: readonly string[]): Promise<readonly SeenCall[]> {
    const ids = requestIds.map(encodeURIComponent).join(',')
    return (await this.#ask('GET', `/calls?correlation_ids=${ids}`, Calls)).calls
  }

  /** What is published there under a name. */
  async published(name: string): Promise<readonly PublishedObject[]> {
    return (await this.#ask('POST', '/actions/published', Objects, { name })).objects
  }

  /** Puts a fault before the calls of one request; those of others pass. */
  async inject(requestId: string, fault: PlaneFault): Promise<void> {
    await this.#ask('POST', '/faults', Anything, { ...fault, correlationId: requestId })
  }

  async let(event: PlaneEvent, objectId: string): Promise<void> {
    await this.#ask('POST', `/actions/${event}`, Anything, { object: objectId })
  }

  #ask<S extends TSchema>(
    method: 'GET' | 'POST',
    path: string,
    schema: S,
    sent?: object,
  ): Promise<Static<S>> {
    return controlCall(this.#url, { method, path, schema, sent, next: 'Start the mocks with --control' })
  }
}

/** The planes that the target announced beside itself. */
export class Planes {
  readonly #urls: ReadonlyMap<string, string>
  readonly #used = new Map<PlaneName, PlaneMock>()

  /** Takes the servers as `EUCORA_SERVERS` has them; empty where the target announced none. */
  constructor(servers: string | undefined) {
    this.#urls = announcedServers(servers)
  }

  get areThere(): boolean {
    return planeNames.every((name) => this.#urls.has(name))
  }

  /** The calls of some requests that a plane which the scenario looked at has no route for. */
  async unmatched(requestIds: readonly string[]): Promise<readonly string[]> {
    const found: string[] = []
    for (const [name, plane] of this.#used) {
      for (const { route, method, target } of await plane.callsOf(requestIds)) {
        if (route === null) found.push(`${name}: ${method} ${target}`)
      }
    }
    return found
  }

  on(name: PlaneName): PlaneMock {
    const known = this.#used.get(name)
    if (known !== undefined) return known
    const url = this.#urls.get(name)
    if (url === undefined) {
      throw new HarnessError('configuration', `The target announced no ${name}`, 'Start it with its planes')
    }
    const plane = new PlaneMock(url)
    this.#used.set(name, plane)
    return plane
  }
}
