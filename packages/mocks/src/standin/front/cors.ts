// SPDX-License-Identifier: Apache-2.0
import { headerValue, type Incoming } from './incoming.ts'
import type { Page } from './pages.ts'

const allowed = {
  'Access-Control-Allow-Headers':
    'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with, x-correlation-id',
  'Access-Control-Allow-Methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
  'Access-Control-Max-Age': '86400',
}

/** Whether a browser asks beforehand what it may send; such a request never reaches a view. */
export function isPreflight({ method, headers }: Incoming): boolean {
  return method === 'OPTIONS' && headerValue(headers, 'access-control-request-method') !== undefined
}

/** What a browser at this origin may send; nothing where the origin is not trusted. */
export function preflight({ headers }: Incoming, trustedOrigins: readonly string[]): Page {
  const trusted = headers.origin !== undefined && trustedOrigins.includes(headers.origin)
  return { status: 200, html: '', headers: trusted ? allowed : {} }
}
