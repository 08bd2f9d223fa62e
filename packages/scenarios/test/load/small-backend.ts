// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'

export interface SmallBackend extends AsyncDisposable {
  readonly url: string
  readonly users: readonly { readonly username: string; readonly password: string }[]
  readonly correlationIds: ReadonlySet<string>
  readonly appNames: readonly string[]
}

/** Just enough of EUCORA for the profile's requests; `mixUp` makes every get answer with another record. */
export async function startSmallBackend({ mixUp = false } = {}): Promise<SmallBackend> {
  const rows: { correlation_id: string; app_name: string; status: string }[] = []
  const byId = new Map<string, (typeof rows)[number]>()
  const correlationIds = new Set<string>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    const path = request.url ?? ''
    const answer = (status: number, body: unknown, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    request.on('data', (part: Buffer) => parts.push(part))
    request.once('end', () => {
      if (path === '/health/live') return answer(200, { status: 'alive' })
      if (path.startsWith('/api/v1/core/')) return answer(200, { total: rows.length })
      if (path.endsWith('/login')) {
        return answer(200, {}, { 'set-cookie': [`sessionid=${randomUUID()}`, `csrftoken=${randomUUID()}`] })
      }
      correlationIds.add(String(request.headers['x-correlation-id']))
      if (request.method === 'POST') {
        const sent = /"app_name":"([^"]+)"/.exec(Buffer.concat(parts).toString())
        const made = { correlation_id: randomUUID(), app_name: sent?.[1] ?? '', status: 'APPROVED' }
        rows.push(made)
        byId.set(made.correlation_id, made)
        return answer(201, made)
      }
      if (path.endsWith('/list')) return answer(200, { deployments: rows.slice(-100).toReversed() })
      const found = byId.get(path.split('/').at(-2) ?? '')
      return answer(found ? 200 : 404, mixUp ? { ...found, correlation_id: randomUUID() } : found)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    users: [{ username: 'loadtest_user', password: randomUUID() }],
    correlationIds,
    get appNames() {
      return rows.map((row) => row.app_name)
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
