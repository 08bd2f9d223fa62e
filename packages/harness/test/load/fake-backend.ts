// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { signedIn } from '../support/eucora.ts'
import { sendJson, startServer, type Received } from '../support/http-server.ts'

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string | string[]>
  /** How long the answer takes. Default: no time. */
  readonly delayMs?: number
}

export interface FakeBackendOptions {
  /** Looks at each request first; what it answers is sent instead of the healthy answer. */
  readonly intercept?: (method: string, path: string) => Reply | 'hang' | undefined
  /** Looks at each healthy answer; what it answers is sent instead. */
  readonly change?: (method: string, path: string, reply: Reply) => Reply
  /** Deployments that are stored for each accepted create; default 1. */
  readonly storedPerCreate?: (count: number) => number
  /** Default: one that nobody knows. */
  readonly password?: string
}

export interface FakeBackend extends AsyncDisposable {
  readonly url: string
  readonly users: readonly { username: string; password: string }[]
  /** Header values that requests carried. */
  readonly correlationIds: ReadonlySet<string>
  readonly appNames: readonly string[]
  readonly signIns: number
}

function fieldOf(body: string, field: string): unknown {
  const value: unknown = JSON.parse(body)
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([name]) => name === field)?.[1]
}

/** A small EUCORA: sign-in, create, list, get and the count, each as the real one answers when it is well. */
export async function startFakeBackend(options: FakeBackendOptions = {}): Promise<FakeBackend> {
  const password = options.password ?? randomUUID()
  const sessions = new Set<string>()
  const deployments = new Map<string, { correlation_id: string; app_name: string; status: string }>()
  const correlationIds = new Set<string>()
  const appNames: string[] = []
  let [extra, signIns, creates] = [0, 0, 0]

  const healthy = ({ method, path, headers, body }: Received): Reply => {
    if (path === '/health/live') return { status: 200, body: { status: 'alive' } }
    if (path === '/api/v1/auth/login') {
      signIns += 1
      if (fieldOf(body, 'password') !== password)
        return { status: 401, body: { error: 'Invalid email or password' } }
      const [session, csrf] = [randomUUID(), randomUUID()]
      sessions.add(session)
      const answer = signedIn(String(fieldOf(body, 'username')), session, csrf)
      return { status: 200, body: answer.body, headers: { 'set-cookie': answer.cookies } }
    }
    const cookie = String(headers['cookie'] ?? '')
    if (!sessions.has(/sessionid=([^;]+)/.exec(cookie)?.[1] ?? ''))
      return { status: 403, body: { error: 'no credentials' } }
    correlationIds.add(String(headers['x-correlation-id']))
    if (path.startsWith('/api/v1/core/deployments/')) {
      return {
        status: 200,
        body: { deployments: [], total: deployments.size + extra, page: 1, page_size: 1 },
      }
    }
    if (method === 'POST') {
      if (!cookie.includes(`csrftoken=${String(headers['x-csrftoken'])}`)) return { status: 403, body: {} }
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

  const server = await startServer((request, response) => {
    const { method, path, headers } = request
    const instead = options.intercept?.(method, path)
    if (instead === 'hang') return
    const given = instead ?? healthy(request)
    const reply = options.change?.(method, path, given) ?? given
    const echoed = { 'x-correlation-id': String(headers['x-correlation-id']), ...reply.headers }
    const send = () => sendJson(response, reply.status, reply.body, echoed)
    if (reply.delayMs === undefined) send()
    else setTimeout(send, reply.delayMs)
  })
  return {
    url: server.url,
    users: ['loadtest_user', 'cab_approver', 'publisher_user'].map((username) => ({ username, password })),
    correlationIds,
    appNames,
    get signIns() {
      return signIns
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
