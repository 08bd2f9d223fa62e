// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'

/** Answers a create as the stand-in does on the wire, and no slower than node:http allows. */
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    const text = JSON.stringify({
      correlation_id: randomUUID(),
      status: 'APPROVED',
      risk_score: 7,
      requires_cab_approval: false,
    })
    response.writeHead(201, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'x-correlation-id': request.headers['x-correlation-id'] ?? randomUUID(),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      vary: 'Cookie, origin',
    })
    response.end(text)
  })
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  process.stdout.write(`${JSON.stringify({ name: 'bench', url: `http://127.0.0.1:${port}` })}\n`)
})

// However the benchmark ends, its servers end with it.
process.stdin.resume().on('end', () => process.exit())
