// SPDX-License-Identifier: Apache-2.0
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { countedCalls } from '../src/counted-calls.ts'

async function countedOn(server: ReturnType<typeof createTcpServer>, calls: number) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const baseUrl = `http://127.0.0.1:${port}`
  try {
    return await countedCalls({ baseUrl, path: '/live', calls, headers: (call) => ({ 'x-call': `${call}` }) })
  } finally {
    server.close()
  }
}

const statusOf = (call: number) => [200, 403, 429][call % 3] ?? 0
const over = (listener: RequestListener) => createServer(listener)

describe('counted calls', () => {
  it('give the status of each call in its order, whatever its body', async () => {
    const server = over(({ headers, url, method }, response) => {
      const call = Number(headers['x-call'])
      const body = `${method} ${url} ä HTTP/1.1 500 `.repeat(call)
      response.writeHead(statusOf(call), { 'content-length': Buffer.byteLength(body) }).end(body)
    })
    expect(await countedOn(server, 40)).toEqual(Array.from({ length: 40 }, (_, call) => statusOf(call)))
  })

  it('reject where fewer are answered than were sent', async () => {
    const server = over((_, response) => {
      response.writeHead(200, { 'content-length': '0', connection: 'close' }).end()
    })
    await expect(countedOn(server, 3)).rejects.toThrow('3 calls of /live were answered 1 times.')
  })

  it('reject an answer without a length', async () => {
    const server = over((_, response) => void response.writeHead(200).end('text'))
    await expect(countedOn(server, 1)).rejects.toThrow('is not HTTP/1.1 with a length: "HTTP/1.1 200 OK')
  })

  it('reject what is no HTTP', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end('220 mail\r\n\r\n'))
    })
    await expect(countedOn(server, 1)).rejects.toThrow('is not HTTP/1.1 with a length: "220 mail')
  })
})
