// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string | string[]>
}

export interface FakeBackendOptions {
  /** Looks at each request first; what it answers is sent instead of the healthy answer. */
  readonly intercept?: (method: string, path: string) => Reply | 'hang' | undefined
  /** Looks at each healthy answer; what it answers is sent instead. */
  readonly change?: (method: string, path: string, reply: Reply) => Reply
  /** Deployments that are stored for each accepted create; default 1. */
  readonly storedPerCreate?: (count: number) => number
}

export interface FakeBackend extends AsyncDisposable {
  readonly url: string
  readonly users: readonly { username: string; password: string }[]
  /** Header values that requests carried. */
  readonly correlationIds: ReadonlySet<string>
  readonly appNames: readonly string[]
  readonly signIns: number
}

const password = randomUUID()

function fieldOf(body: string, field: string): unknown {
  const value: unknown = JSON.parse(body)
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([name]) => name === field)?.[1]
}

/** A small EUCORA: sign-in, create, list, get and the count, each as the real one answers when it is well. */
export async function startFakeBackend(options: FakeBackendOptions = {}): Promise<FakeBackend> {
  const sessions = new Set<string>()
  const deployments = new Map<string, { correlation_id: string; app_name: string; status: string }>()
  const correlationIds = new Set<string>()
  const appNames: string[] = []
  let [extra, signIns, creates] = [0, 0, 0]

  const healthy = (request: IncomingMessage, path: string, body: string): Reply => {
    if (path === '/health/live') return { status: 200, body: { status: 'alive' } }
    if (path === '/api/v1/auth/login') {
      signIns += 1
      if (fieldOf(body, 'password') !== password)
        return { status: 401, body: { error: 'Invalid email or password' } }
      const [session, csrf] = [randomUUID(), randomUUID()]
      sessions.add(`sessionid=${session}; csrftoken=${csrf}`)
      return {
        status: 200,
        body: {},
        headers: { 'set-cookie': [`sessionid=${session}; HttpOnly; Path=/`, `csrftoken=${csrf}; Path=/`] },
      }
    }
    const cookie = request.headers.cookie ?? ''
    if (!sessions.has(cookie)) return { status: 403, body: { error: 'no credentials' } }
    const correlationId = request.headers['x-correlation-id']
    if (typeof correlationId === 'string') correlationIds.add(correlationId)
    if (path.startsWith('/api/v1/core/deployments/')) {
      return { status: 200, body: { deployments: [], total: deployments.size + extra } }
    }
    if (request.method === 'POST') {
      if (!cookie.endsWith(`csrftoken=${String(request.headers['x-csrftoken'])}`))
        return { status: 403, body: {} }
      const made = {
        correlation_id: randomUUID(),
        app_name: String(fieldOf(body, 'app_name')),
        status: 'APPROVED',
      }
      creates += 1
      const copies = options.storedPerCreate?.(creates) ?? 1
      deployments.set(made.correlation_id, made)
      extra += copies - 1
      appNames.push(made.app_name)
      return { status: 201, body: { ...made, risk_score: 42, requires_cab_approval: false } }
    }
    if (path.startsWith('/api/v1/deployments/list')) {
      return { status: 200, body: { deployments: [...deployments.values()].slice(-100).toReversed() } }
    }
    const found = deployments.get(path.split('/').at(-2) ?? '')
    return found ? { status: 200, body: found } : { status: 404, body: { error: 'Deployment not found' } }
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.once('end', () => {
      const path = request.url ?? '/'
      const method = request.method ?? 'GET'
      const instead = options.intercept?.(method, path)
      if (instead === 'hang') return
      const given = instead ?? healthy(request, path, Buffer.concat(parts).toString())
      const reply = options.change?.(method, path, given) ?? given
      const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    users: ['loadtest_user', 'cab_approver', 'publisher_user'].map((username) => ({ username, password })),
    correlationIds,
    appNames,
    get signIns() {
      return signIns
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
