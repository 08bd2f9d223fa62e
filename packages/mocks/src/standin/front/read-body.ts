// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from 'node:http'

/** A request's body as it came in: whole, or more than the limit and not kept. */
export type ReadBody = Buffer | 'too-large'

const nothing = Buffer.alloc(0)

/** Whether a request announces a body at all. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return (length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined
}

/**
 * Reads a body up to a limit in bytes. What is beyond it is dropped as it arrives, so that the client can finish
 * sending and read the answer; one that goes on past eight times the limit is cut off. `done` is not called for a
 * client that goes away before it has sent everything.
 */
export function readBody(request: IncomingMessage, limitBytes: number, done: (body: ReadBody) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limitBytes) chunks.push(chunk)
    else chunks.length = 0
    if (size > 8 * limitBytes) request.destroy()
  })
  request.on('end', () => {
    if (size > limitBytes) done('too-large')
    else done(chunks.length === 1 ? (chunks[0] ?? nothing) : Buffer.concat(chunks, size))
  })
}
