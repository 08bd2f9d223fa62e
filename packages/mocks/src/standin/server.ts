// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from '../node-http.ts'
import { Control } from './control/control.ts'
import { Deviations, type Defect } from './defect.ts'
import { answer, type World } from './front/front.ts'
import { readIncoming } from './front/incoming.ts'
import { closeBadRequest, inTurn } from './front/connections.ts'
import { hasBody, readBody, type ReadBody } from './front/read-body.ts'
import { Throttle } from './front/throttle.ts'
import { emptySeed, load, type Seed } from './seed.ts'
import { defaultSettings, type Settings } from './settings.ts'
import { State } from './state.ts'

export interface StandInOptions {
  /** What differs from the default settings. */
  readonly settings?: Partial<Settings>
  /** Default: none, so that it obeys the rules. */
  readonly defects?: readonly Defect[]
  /** Default: no rows at all. */
  readonly seed?: Seed
  /** Whether the control API is served beside the contract, to this machine only. Default: no. */
  readonly control?: boolean
  /** Takes one line for each failure of the stand-in itself. Default: standard error. */
  readonly log?: (line: string) => void
}

/** One embedded backend. Its state lives in memory and ends with it. */
export interface StandIn {
  /** Port 0 takes a free one. Rejects where the port is in use. */
  listen(port?: number, host?: string): Promise<StandIn>
  /** Where it listens, as `http://127.0.0.1:4600`. Throws before `listen`. */
  readonly url: string
  readonly state: State
  /** Forgets all that happened and loads the seed again. */
  reset(): void
  /** Ends every connection; safe to call twice. */
  close(): Promise<void>
}

const noBody: ReadBody = Buffer.alloc(0)
const noHeaderLimit = 0
const maxHeaderBytes = 64 * 1024
const keepAliveMs = 75_000
const checkEveryMs = 1000

/** Makes a stand-in with its own state. Throws a SeedError where the seed cannot be loaded. */
export function createStandIn(options: StandInOptions = {}): StandIn {
  return new HttpStandIn(options)
}

class HttpStandIn implements StandIn {
  readonly #options: StandInOptions
  readonly #settings: Settings
  readonly #deviations: Deviations
  readonly #server: Server
  readonly #control: Control | undefined
  #world: World

  constructor(options: StandInOptions) {
    this.#options = options
    this.#settings = { ...defaultSettings, ...options.settings }
    this.#deviations = new Deviations(options.defects ?? [])
    this.#world = this.#freshWorld()
    this.#control = options.control === true ? new Control(this, options, createStandIn) : undefined
    const { requestTimeoutMs } = this.#settings
    this.#server = createServer(
      {
        maxHeaderSize: maxHeaderBytes,
        requestTimeout: requestTimeoutMs,
        headersTimeout: requestTimeoutMs,
        connectionsCheckingInterval: Math.min(checkEveryMs, requestTimeoutMs),
        keepAliveTimeout: keepAliveMs,
      },
      (request, response) => inTurn(response, () => this.#serve(request, response)),
    )
    this.#server.maxHeadersCount = noHeaderLimit
    this.#server.on('clientError', closeBadRequest)
  }

  get state(): State {
    return this.#world.state
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') {
      throw new Error('The stand-in has no URL before it listens; call listen() first.')
    }
    return urlOf(address)
  }

  async listen(port = 0, host = '127.0.0.1'): Promise<StandIn> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
    return this
  }

  reset(): void {
    this.#world = this.#freshWorld()
  }

  async close(): Promise<void> {
    await this.#control?.close()
    if (!this.#server.listening) return
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  #freshWorld(): World {
    const state = new State(this.#settings)
    load(this.#options.seed ?? emptySeed, state)
    const log = this.#options.log ?? ((line) => process.stderr.write(`${line}\n`))
    return { state, throttle: new Throttle(), deviations: this.#deviations, log }
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const incoming = readIncoming(request)
    const done = (bytes: ReadBody): void => {
      if (this.#control?.serves(incoming) === true) void this.#control.answer(incoming, bytes, response)
      else answer(this.#world, incoming, bytes, response)
    }
    if (hasBody(request)) readBody(request, this.#settings.maxBodyBytes, done)
    else done(noBody)
  }
}

function urlOf({ address, port, family }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
