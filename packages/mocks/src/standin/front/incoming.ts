// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** The head of a request, as the stand-in reads it. */
export interface Incoming {
  readonly method: string
  /** Decoded, since Django decodes a path before it looks for a route. */
  readonly path: string
  /** The text behind `?`. */
  readonly search: string
  readonly headers: IncomingHttpHeaders
  readonly remoteAddress: string
  /** The X-Correlation-ID of the answer: the one sent, else a fresh UUID. */
  readonly requestId: string
  readonly sentRequestId: string | undefined
}

export function readIncoming(request: IncomingMessage): Incoming {
  const { method = 'GET', headers, socket } = request
  const target = relative(request.url ?? '/')
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const sent = headerValue(headers, 'x-correlation-id')
  const sentRequestId = sent === '' ? undefined : sent
  return {
    method,
    path: path.includes('%') ? decoded(path) : path,
    search: mark === -1 ? '' : target.slice(mark + 1),
    headers,
    remoteAddress: socket.remoteAddress ?? '',
    requestId: sentRequestId ?? randomUUID(),
    sentRequestId,
  }
}

export function headerValue(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.join(', ')
}

/** Shared, since there is nothing in it that anybody could change. */
const noQuery = new URLSearchParams()

/** A query's parameters, the last of each name, as Django takes them. */
export function queryOf(search: string): URLSearchParams {
  if (search === '') return noQuery
  const query = new URLSearchParams(search)
  if (!search.includes('&')) return query
  const last = new Map(query)
  return last.size === query.size ? query : new URLSearchParams([...last])
}

/** Drops scheme and host of a target in absolute form. */
function relative(target: string): string {
  if (target.startsWith('/')) return target
  const start = /^https?:\/\/[^/?]*/i.exec(target)
  return start === null ? target : target.slice(start[0].length) || '/'
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Not UTF-8: no route has such a path, whatever the bytes stand for.
    return path
  }
}
