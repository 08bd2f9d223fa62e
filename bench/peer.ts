// SPDX-License-Identifier: Apache-2.0
// A bare node:http server that reads each request's body and then answers, at once, the bytes that the stand-in
// answered: node bench/peer.ts '{"GET":{status,headers,body},"POST":{…}}'
import { createServer } from 'node:http'

interface Canned {
  readonly status: number
  /** Names and values in turn. */
  readonly headers: string[]
  readonly body: string
}

type ByMethod = Readonly<Record<string, Canned>>

const sent: unknown = JSON.parse(process.argv[2] ?? '{}')
// Checked no further, since bench/stand-in.ts alone writes it.
const isByMethod = (value: unknown): value is ByMethod => typeof value === 'object' && value !== null
const canned: ByMethod = isByMethod(sent) ? sent : {}
const empty: Canned = { status: 200, headers: ['Content-Length', '0'], body: '' }

const server = createServer((request, response) => {
  const { status, headers, body } = canned[request.method ?? 'GET'] ?? empty
  request.resume()
  request.on('end', () => response.writeHead(status, headers).end(body))
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  process.stdout.write(`${JSON.stringify({ name: 'peer', url: `http://127.0.0.1:${port}` })}\n`)
})

// However the benchmark ends, its servers end with it.
process.stdin.resume().on('end', () => process.exit())
