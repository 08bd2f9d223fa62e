// SPDX-License-Identifier: Apache-2.0
import type { Dispatcher } from 'undici'
import errors from 'undici/lib/core/errors.js'
import Pool from 'undici/lib/dispatcher/pool.js'
import { messageOf, TransportError, type TransportFailure } from '../errors.ts'

export interface HttpRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | FormData | null
  /** Limit of the whole exchange, from the wait for a connection to the last byte. */
  readonly timeoutMs: number
}

export interface HttpResponse {
  readonly status: number
  /** Names in lower case; what came several times is joined. */
  readonly headers: Readonly<Record<string, string>>
  readonly setCookies: readonly string[]
  readonly text: string
}

/** HTTP/1.1 over undici's pool. Redirects are answers. A call without an answer throws a TransportError. */
export class Transport {
  readonly #pool: Pool
  readonly #origin: string

  /** `connections` bounds what is open at once; null for no bound. */
  constructor(origin: string, connections: number | null) {
    this.#origin = origin
    // The deadline below covers the whole exchange, so undici's own limits for its parts are off.
    this.#pool = new Pool(origin, { connections, headersTimeout: 0, bodyTimeout: 0 })
  }

  send(request: HttpRequest): Promise<HttpResponse> {
    const { body } = request
    return isForm(body) ? this.#sendForm(request, body) : this.#dispatch({ ...request, body })
  }

  /** Whole, not as a stream: a server that refuses a small form by its headers, and closes, has then got all of it. */
  async #sendForm(request: HttpRequest, form: FormData): Promise<HttpResponse> {
    const whole = new Response(form)
    const headers = { ...request.headers, 'content-type': whole.headers.get('content-type') ?? '' }
    return this.#dispatch({ ...request, headers, body: new Uint8Array(await whole.arrayBuffer()) })
  }

  #dispatch(request: PlainRequest): Promise<HttpResponse> {
    return sendOver(this.#pool, this.#origin, request)
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }
}

/** A request whose body is what goes over the wire. */
export type PlainRequest = HttpRequest & { readonly body: string | Uint8Array | null }

/** Sends one request over a pool or an agent. Rejects with a TransportError where no whole answer comes in time. */
export function sendOver(
  dispatcher: Dispatcher,
  origin: string,
  request: PlainRequest,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(asTransportError(error, request, origin))
    const { method, path, headers, body } = request
    dispatcher.dispatch(
      { origin, method, path, headers, body: bodyOf(body) },
      new Exchange(request.timeoutMs, resolve, fail),
    )
  })
}

/** Told without the name FormData, which Node loads much for when it is first said. */
function isForm(body: HttpRequest['body']): body is FormData {
  return typeof body === 'object' && body !== null && !(body instanceof Uint8Array)
}

function bodyOf(body: string | Uint8Array | null) {
  return body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body
}

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>

class Deadline extends Error {}

/** Collects one answer. It costs less than undici's `request`, whose body is a stream. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (response: HttpResponse) => void
  readonly #fail: (error: unknown) => void
  readonly #timer: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | undefined
  #late = false
  #status = 0
  #headers: Record<string, string> = {}
  #setCookies: readonly string[] = []
  readonly #chunks: Buffer[] = []

  constructor(timeoutMs: number, resolve: (response: HttpResponse) => void, fail: (error: unknown) => void) {
    this.#resolve = resolve
    this.#fail = fail
    this.#timer = setTimeout(() => {
      const deadline = new Deadline()
      this.#late = true
      this.#controller?.abort(deadline)
      fail(deadline)
    }, timeoutMs)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#late) controller.abort(new Deadline())
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: RawHeaders): void {
    this.#status = status
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) continue
      if (name === 'set-cookie') this.#setCookies = typeof value === 'string' ? [value] : value
      this.#headers[name] = typeof value === 'string' ? value : value.join(', ')
    }
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer)
    const [first] = this.#chunks
    const bytes = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks)
    this.#resolve({
      status: this.#status,
      headers: this.#headers,
      setCookies: this.#setCookies,
      text: bytes.toString('utf8'),
    })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#timer)
    this.#fail(error)
  }
}

const failures: Readonly<Record<string, TransportFailure>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  ETIMEDOUT: 'time-out',
  UND_ERR_CONNECT_TIMEOUT: 'time-out',
}

const advice: Readonly<Record<TransportFailure, string>> = {
  refused: 'Check that the target is running and that its address and port are right',
  reset: 'The target closed the connection; look in its log for a crash or a restart',
  unresolved: 'Check the host name of the target',
  'time-out': 'Look whether the target is overloaded, or raise the time-out',
  malformed: 'What listens there does not speak HTTP/1.1; check scheme (http or https), host and port',
  other:
    'Check the target and the network between; where its certificate is of your own CA, set NODE_EXTRA_CA_CERTS',
}

function asTransportError(error: unknown, request: HttpRequest, origin: string): TransportError {
  const failure = error instanceof Deadline ? 'time-out' : failureOf(error)
  const said =
    error instanceof Deadline ? `no answer within ${request.timeoutMs} ms` : firstLine(messageOf(error))
  const path = request.path.split('?', 1).join('')
  return new TransportError(
    failure,
    `${request.method} ${origin}${path} got no answer: ${said}`,
    advice[failure],
    {
      cause: error,
    },
  )
}

/** OpenSSL's messages end with a colon and an empty line. */
function firstLine(text: string): string {
  return text
    .split('\n', 1)
    .join('')
    .replace(/[:.\s]+$/, '')
}

function failureOf(error: unknown): TransportFailure {
  if (error instanceof AggregateError) return failureOf(error.errors[0])
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (error instanceof errors.HTTPParserError || code.includes('TLS') || code.includes('SSL'))
    return 'malformed'
  return failures[code] ?? 'other'
}
