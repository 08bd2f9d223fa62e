// SPDX-License-Identifier: Apache-2.0
import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { STATUS_CODES } from '../../node-http.ts'

/** How many requests one connection may send ahead of their answers. */
const mostPipelined = 1000

const waiting = new WeakMap<Duplex, number>()

/**
 * Takes a request when it is its turn. Requests that a client sends ahead on one connection are served one after the
 * other, so that their effects come in their order; a client that sends too many ahead is cut off.
 */
export function inTurn(response: ServerResponse, serve: () => void): void {
  // Node gives a response its socket when all answers before it are out.
  if (response.socket !== null) return serve()
  const { socket } = response.req
  const count = (waiting.get(socket) ?? 0) + 1
  waiting.set(socket, count)
  if (count > mostPipelined) socket.destroy()
  response.once('socket', () => {
    waiting.set(socket, (waiting.get(socket) ?? 1) - 1)
    serve()
  })
}

/** Answers what is no HTTP request, or comes too slowly, with a bare status, and ends the connection. */
export function closeBadRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const status = statusOf(error.code)
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}

function statusOf(code: string | undefined): number {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 431
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408
    default:
      return 400
  }
}
