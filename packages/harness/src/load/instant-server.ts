// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http'
import type { Workload } from './workload.ts'

export interface InstantServer extends AsyncDisposable {
  readonly url: string
}

/** A server on a free loopback port that answers as soon as a request has come in whole. */
export async function startInstantServer(answerAtOnce: Workload['answerAtOnce']): Promise<InstantServer> {
  const server = createServer((request, response) => {
    const { status, body } = answerAtOnce(request.method ?? 'GET', request.url ?? '/')
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
    request.resume().once('end', () => response.writeHead(status, headers).end(body))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
