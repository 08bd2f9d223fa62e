// SPDX-License-Identifier: Apache-2.0
import { Clock } from '../standin/clock.ts'
import { CallLog } from './call-log.ts'
import { redactedBody, redactedHeaders, redactedTarget } from './redact.ts'
import { Routes, type PlaneCall, type PlaneRoute } from './routes.ts'

/** What makes a plane: its name, the state it starts with, and its routes. */
export interface PlaneDefinition<S> {
  readonly name: string
  /** Makes the state of a fresh or reset plane. */
  readonly createState: () => S
  readonly routes: readonly PlaneRoute<S>[]
  /** How many calls the log keeps. Default 1,000. */
  readonly loggedCalls?: number
}

/** Answers a call before the plane's routes do; undefined leaves it to the next fault or the route. */
export type Fault<S> = (call: PlaneCall<S>) => Response | undefined | Promise<Response | undefined>

/**
 * A stateful mock of one external system. One definition gives routes over real HTTP (`servePlane`) and handlers for
 * MSW (`mswHandlers`); both come here.
 */
export class Plane<S> {
  readonly name: string
  readonly routes: readonly PlaneRoute<S>[]
  readonly calls: CallLog
  readonly #createState: () => S
  readonly #table: Routes<S>
  #state: S
  #clock = new Clock()
  #faults: readonly Fault<S>[] = []

  constructor({ name, createState, routes, loggedCalls }: PlaneDefinition<S>) {
    this.name = name
    this.routes = routes
    this.calls = new CallLog(loggedCalls)
    this.#createState = createState
    this.#table = new Routes(routes)
    this.#state = createState()
  }

  get state(): S {
    return this.#state
  }

  get clock(): Clock {
    return this.#clock
  }

  /** Puts a fault in front of the routes, the newest first. Answers what takes it away again. */
  use(fault: Fault<S>): () => void {
    this.#faults = [fault, ...this.#faults]
    return () => {
      this.#faults = this.#faults.filter((each) => each !== fault)
    }
  }

  /** Makes the plane as it was at first: state, clock, faults and log. */
  reset(): void {
    this.#state = this.#createState()
    this.#clock = new Clock()
    this.#faults = []
    this.calls.clear()
  }

  /** Answers one call and logs it. A call that no route takes is 501 with plane, method and path. */
  async respond(request: Request, bytes: Uint8Array): Promise<Response> {
    const url = new URL(request.url)
    const call = { request, url, bytes, params: {}, state: this.#state, clock: this.#clock }
    const response = (await this.#fault(call)) ?? (await this.#route(call))
    this.calls.add({
      atMs: this.#clock.nowMs(),
      method: request.method,
      target: redactedTarget(url),
      headers: redactedHeaders(request.headers),
      body: redactedBody(bytes, request.headers.get('content-type') ?? ''),
      status: response.status,
    })
    return response
  }

  async #fault(call: PlaneCall<S>): Promise<Response | undefined> {
    for (const fault of this.#faults) {
      const response = await fault(call)
      if (response !== undefined) return response
    }
    return undefined
  }

  #route(call: PlaneCall<S>): Response | Promise<Response> {
    const { method } = call.request
    const found = this.#table.find(method, call.url.pathname)
    if (found !== undefined) return found.route.answer({ ...call, params: found.params })
    const error = `The mock ${this.name} has no ${method} ${call.url.pathname}.`
    return Response.json({ error, plane: this.name, method, path: call.url.pathname }, { status: 501 })
  }
}

export function definePlane<S>(definition: PlaneDefinition<S>): Plane<S> {
  return new Plane(definition)
}
