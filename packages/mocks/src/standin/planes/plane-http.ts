// SPDX-License-Identifier: Apache-2.0
import { isObject, type JsonObject } from '../../providers/json-value.ts'
import { errorClassOf, PlaneFailure } from './plane-failure.ts'

export type Headers = Readonly<Record<string, string>>

export interface PlaneRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Behind the base URL, or a whole URL, to which no authorization is sent. */
  readonly path: string
  readonly headers?: Headers
  readonly json?: unknown
  /** A body that is no JSON; its type is among the headers. */
  readonly text?: string
  /** Statuses beside 2xx that are an answer and no failure. */
  readonly also?: readonly number[]
}

export interface PlaneAnswer {
  readonly status: number
  /** The first value of a header, by its name in lower case. */
  readonly header: (name: string) => string | undefined
  readonly text: string
  /** The body as an object. Throws a PlaneFailure where it is none. */
  readonly object: () => JsonObject
}

export interface PlaneHttpOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly timeoutMs: number
  /** Headers that say who calls; asked for fresh ones after a 401. */
  readonly authorize: (requestId: string, fresh: boolean) => Promise<Headers>
}

/** Keeps connections open, to wherever; the built-in `fetch` costs twice as much. */
const loadSender = async () => {
  const { default: Agent } = await import('undici/lib/dispatcher/agent.js')
  const { default: request } = await import('undici/lib/api/api-request.js')
  return request.bind(new Agent())
}

/** A stand-in without planes never needs it: loaded with the first call, and without the rest of undici. */
let sender: ReturnType<typeof loadSender> | undefined

/** Sends calls to one plane, with the correlation id of the request that caused them. */
export class PlaneHttp {
  readonly #options: PlaneHttpOptions

  constructor(options: PlaneHttpOptions) {
    this.#options = options
  }

  /** Throws a PlaneFailure for a status that the caller does not expect, and where no whole answer comes in time. */
  async ask(requestId: string, request: PlaneRequest): Promise<PlaneAnswer> {
    const isOwn = request.path.startsWith('/')
    const { authorize } = this.#options
    let answer = await this.#send(requestId, request, isOwn ? await authorize(requestId, false) : {})
    // A token may have run out, or the plane forgotten it; a refused call had no effect.
    if (answer.status === 401 && isOwn && request.also?.includes(401) !== true) {
      answer = await this.#send(requestId, request, await authorize(requestId, true))
    }
    if (answer.status < 300 || request.also?.includes(answer.status) === true) return answer
    throw refused(request, answer)
  }

  async #send(requestId: string, request: PlaneRequest, authorization: Headers): Promise<PlaneAnswer> {
    const { baseUrl, timeoutMs } = this.#options
    const { method, path, json, text, headers } = request
    const body = json === undefined ? text : JSON.stringify(json)
    // Cleared with the answer: a signal that times out by itself would stay for all that time, and slow every collection.
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(timedOut()), timeoutMs)
    try {
      const send = await (sender ??= loadSender())
      const { origin, pathname, search } = new URL(path.startsWith('/') ? `${baseUrl}${path}` : path)
      const response = await send({
        origin,
        path: `${pathname}${search}`,
        method,
        headers: {
          Accept: '*/*',
          'X-Correlation-ID': requestId,
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...authorization,
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
        signal: late.signal,
      })
      const sent = await response.body.text()
      return {
        status: response.statusCode,
        header: (name) => [response.headers[name] ?? []].flat()[0],
        text: sent,
        object: () => objectIn(request, sent),
      }
    } catch (error) {
      throw new PlaneFailure(
        'transient',
        `${named(request)} got no whole answer: ${causeOf(error)}`,
        {},
        error,
      )
    } finally {
      clearTimeout(timer)
    }
  }
}

/** As `AbortSignal.timeout` words it. */
function timedOut(): DOMException {
  return new DOMException('The operation was aborted due to timeout', 'TimeoutError')
}

function refused(request: PlaneRequest, { status, header }: PlaneAnswer): PlaneFailure {
  const retryAfter = header('retry-after')
  return new PlaneFailure(errorClassOf(status), `${named(request)} was answered ${status}`, {
    status_code: status,
    ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
  })
}

/** What a gateway or a broken answer sends instead may be gone at the next try, which finds what this one made. */
function objectIn(request: PlaneRequest, text: string): JsonObject {
  const value = parsed(text)
  if (isObject(value)) return value
  throw new PlaneFailure('transient', `${named(request)} was answered without a JSON object`)
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

/** Without host and query, which say nothing to the caller and may hold what is nobody's business. */
function named({ method, path }: PlaneRequest): string {
  return `${method} ${new URL(path, 'http://plane').pathname}`
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
