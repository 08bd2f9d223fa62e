// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { Pool } from 'undici'

/** One request of the load; sign-in, counting and reading back are none, so that only the load meets what is hostile. */
export interface LoadRequest {
  readonly operation: 'create' | 'list' | 'get' | 'deploy'
  /** Which request of the load it is, from 1. */
  readonly number: number
  /** Which one of its operation, from 1. */
  readonly ofOperation: number
  /** Since the first request of the load. */
  readonly sinceMs: number
  /** Sends the request on once more, as another request of the same user. */
  readonly again: () => Promise<void>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: string
}

/** How a target misbehaves. */
export interface Spoil {
  /** Answers instead of the backend; `hang` never answers, `reset` resets the connection, `die` ends the server. */
  readonly instead?: (request: LoadRequest) => Answer | 'hang' | 'reset' | 'die' | undefined
  /** Changes what the backend answered. */
  readonly after?: (request: LoadRequest, answer: Answer) => Answer | Promise<Answer>
  /** Holds the last byte of an answer back, in milliseconds. */
  readonly lastByteMs?: number
  /** Changes what reading events back gives, by the flow id that is asked for. */
  readonly events?: (flowId: string, body: string) => string
}

export interface HostileTarget extends AsyncDisposable {
  readonly url: string
}

const withHopHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host'])

/** A server that hands everything on to a backend, and misbehaves on the way. */
export async function startHostile(backend: string, spoil: Spoil): Promise<HostileTarget> {
  const pool = new Pool(backend)
  const counts = { all: 0, create: 0, list: 0, get: 0, deploy: 0 }
  let firstMs: number | undefined
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  const die = (): void => {
    server.close()
    server.closeAllConnections()
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const forward = (requestId?: string) => sendOn(pool, request, body, requestId)
    const operation = operationOf(request)
    if (operation === undefined) return send(response, readBack(request, await forward()), 0)
    firstMs ??= performance.now()
    counts.all += 1
    counts[operation] += 1
    const seen: LoadRequest = {
      operation,
      number: counts.all,
      ofOperation: counts[operation],
      sinceMs: performance.now() - firstMs,
      again: async () => void (await forward(crypto.randomUUID())),
    }
    const instead = spoil.instead?.(seen)
    if (instead === 'hang') return
    if (instead === 'reset') return void request.socket.resetAndDestroy()
    if (instead === 'die') return die()
    const answer = instead ?? (await forward())
    send(
      response,
      spoil.after === undefined ? answer : await spoil.after(seen, answer),
      spoil.lastByteMs ?? 0,
    )
  }

  function readBack({ url = '' }: IncomingMessage, answer: Answer): Answer {
    const flowId = /^\/api\/v1\/events\/list\?.*correlation_id=([\w-]+)/.exec(url)?.[1]
    if (flowId === undefined || spoil.events === undefined) return answer
    return { ...answer, body: spoil.events(flowId, answer.body) }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      die()
      await pool.destroy()
    },
  }
}

function operationOf({ method, url = '' }: IncomingMessage): LoadRequest['operation'] | undefined {
  if (method === 'POST' && url === '/api/v1/deployments/') return 'create'
  if (/^\/api\/v1\/connectors\/\w+\/deploy$/.test(url)) return 'deploy'
  if (url.startsWith('/api/v1/deployments/list')) return 'list'
  return /^\/api\/v1\/deployments\/[0-9a-f-]{36}\/$/.test(url) ? 'get' : undefined
}

async function sendOn(
  pool: Pool,
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Buffer,
  requestId: string | undefined,
): Promise<Answer> {
  const sent = Object.entries(headers).filter(([name]) => !withHopHeaders.has(name))
  const own = requestId === undefined ? {} : { 'x-correlation-id': requestId }
  const answer = await pool.request({
    method,
    path: url,
    headers: { ...Object.fromEntries(sent), ...own },
    body: body.length === 0 ? null : body,
  })
  const received = Object.entries(answer.headers).flatMap(([name, value]) =>
    value === undefined || value === null || withHopHeaders.has(name) ? [] : [[name, value] as const],
  )
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(received),
    body: await answer.body.text(),
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer, lastByteMs: number): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) })
  if (lastByteMs === 0 || bytes.length === 0) return void response.end(bytes)
  response.write(bytes.subarray(0, -1))
  setTimeout(() => response.end(bytes.subarray(-1)), lastByteMs)
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** Waits by the machine's clock. */
export function after(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms))
}
