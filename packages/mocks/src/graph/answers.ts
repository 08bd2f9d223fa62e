// SPDX-License-Identifier: Apache-2.0
import type { PlaneCall } from '../plane/routes.ts'

const jsonType =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'

/** An answer of Microsoft Graph with its tracing headers. */
export function graphJson<S>(call: PlaneCall<S>, body: object, status = 200): Response {
  const ids = requestIds(call)
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': jsonType, 'OData-Version': '4.0', ...ids },
  })
}

export function graphNoContent<S>(call: PlaneCall<S>): Response {
  return new Response(null, { status: 204, headers: requestIds(call) })
}

/** An error as Microsoft Graph answers it. */
export function graphError<S>(
  call: PlaneCall<S>,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const ids = requestIds(call)
  const innerError = { date: dateOf(call), ...ids }
  return Response.json({ error: { code, message, innerError } }, { status, headers: { ...ids, ...headers } })
}

/** An error of Intune behind Graph: its message is JSON in a text, and names the call as Intune saw it. */
export function intuneError<S>(call: PlaneCall<S>, status: number, code: string, message: string): Response {
  const ids = requestIds(call)
  const { method } = call.request
  const path = call.url.pathname.replace(/^\/v1\.0/, '')
  const text = [
    message,
    'Operation ID (for customer support): 00000000-0000-0000-0000-000000000000',
    `Activity ID: ${ids['client-request-id']}`,
    `Url: https://intune.example/StatelessFEService${path}?api-version=5025-08-07&method=${method}`,
  ].join(' - ')
  const inner = {
    _version: 3,
    Message: text,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  }
  const innerError = { date: dateOf(call), ...ids }
  const error = { code, message: JSON.stringify(inner, null, 2).replaceAll('\n', '\r\n'), innerError }
  return Response.json({ error }, { status, headers: ids })
}

/** 429 with the whole seconds until there is room again. */
export function throttled<S>(call: PlaneCall<S>, retryAfterS: number): Response {
  const ids = requestIds(call)
  const message = 'Too Many Requests'
  const innerError = { code: '429', date: dateOf(call), message, ...ids, status: '429' }
  return Response.json(
    { error: { code: 'TooManyRequests', message, innerError } },
    { status: 429, headers: { ...ids, 'Retry-After': String(retryAfterS) } },
  )
}

/** What Graph answers on its own for a status, as a fault brings it about. */
export function graphFailure<S>(call: PlaneCall<S>, failure: number | 'expired-token'): Response {
  if (failure === 'expired-token') return expiredToken(call)
  if (failure === 429) return throttled(call, 1)
  const [code, message] = failures[failure] ?? ['UnknownError', `The service answered ${failure}.`]
  return graphError(call, failure, code, message)
}

export function expiredToken<S>(call: PlaneCall<S>): Response {
  return unauthorized(call, 'Access token has expired or is not yet valid.')
}

export function unauthorized<S>(call: PlaneCall<S>, message: string): Response {
  return graphError(call, 401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
  })
}

/** A part of Graph that this mock does not have; not an answer of the product. */
export function notModelled<S>({ request, url }: PlaneCall<S>, what: string): Response {
  const error = `The mock of Microsoft Graph does not have ${what}.`
  return Response.json({ error, method: request.method, path: url.pathname }, { status: 501 })
}

const failures: Readonly<Record<number, readonly [string, string]>> = {
  401: ['InvalidAuthenticationToken', 'Access token validation failure.'],
  403: ['Forbidden', 'Access is denied to the requested resource.'],
  404: ['ResourceNotFound', 'Resource not found.'],
  409: ['Conflict', 'The request conflicts with the current state of the resource.'],
  500: ['InternalServerError', 'An error has occurred.'],
  502: ['BadGateway', 'The gateway received an invalid response.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'The request timed out.'],
}

function requestIds<S>({ request, random }: PlaneCall<S>) {
  const requestId = random.uuid()
  return {
    'request-id': requestId,
    'client-request-id': request.headers.get('client-request-id') ?? requestId,
  }
}

function dateOf<S>({ clock }: PlaneCall<S>): string {
  return new Date(clock.nowMs()).toISOString().slice(0, 19)
}
