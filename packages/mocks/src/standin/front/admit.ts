// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../call.ts'
import { Refusal, shapeA } from '../reply.ts'
import type { Settings } from '../settings.ts'
import { csrfProblem } from './csrf.ts'
import { headerValue } from './incoming.ts'
import { negotiate } from './negotiation.ts'
import { throttledMessage, type Throttle } from './throttle.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** Users that the code never throttles by their names (D-22; core/throttles.py:15). */
const exemptNames = new Set(['loadtest_user', 'cab_approver', 'publisher_user'])

/** What stands between a request and its view. */
export interface Gate {
  readonly method: string
  readonly remoteAddress: string
  readonly settings: Settings
  readonly throttle: Throttle
}

/**
 * Lets a call through to its view, or throws the Refusal of the first check that it fails, in the REST framework's
 * order: negotiation, authentication (CSRF with it), permission, throttle.
 */
export function admit(call: Call, gate: Gate): void {
  checkNegotiation(call)
  checkCsrf(call, gate)
  checkPermission(call)
  checkThrottle(call, gate)
}

/** The forgery check as Django makes it: only for methods that change something. */
export function forgeryProblem(call: Call, { method, settings }: Gate): string | undefined {
  if (safeMethods.has(method)) return undefined
  const { headers } = call
  return csrfProblem({
    cookie: headerValue(headers, 'cookie'),
    origin: headerValue(headers, 'origin'),
    host: headerValue(headers, 'host'),
    header: headerValue(headers, 'x-csrftoken'),
    field: method === 'POST' ? call.body.csrfField : undefined,
    trustedOrigins: settings.trustedOrigins,
  })
}

function checkNegotiation(call: Call): void {
  switch (negotiate(headerValue(call.headers, 'accept'), call.query.get('format'))) {
    case 404:
      return refuse(call, 404, 'Not found.')
    case 406:
      return refuse(call, 406, 'Could not satisfy the request Accept header.')
    case undefined:
  }
}

/** Only a request with a live session is asked for a token, sign-in and sign-out included (contract 2.4). */
function checkCsrf(call: Call, gate: Gate): void {
  if (call.user === undefined) return
  const problem = forgeryProblem(call, gate)
  if (!call.holds('csrf', problem === undefined)) refuse(call, 403, `CSRF Failed: ${problem}`)
}

function checkPermission(call: Call): void {
  const { auth } = call.operation
  if (auth === 'anyone') return
  if (!call.holds('session', call.user !== undefined)) {
    refuse(call, 403, 'Authentication credentials were not provided.')
  }
  if (auth === 'staff' && !call.holds('role', call.caller.isStaff)) {
    refuse(call, 403, 'You do not have permission to perform this action.')
  }
}

function checkThrottle(call: Call, gate: Gate): void {
  const scope = call.operation.throttle
  if (scope === 'none') return
  if (!call.rules.throttlesEveryUser && exemptNames.has(call.caller.username)) return
  const rate = gate.settings.throttlePerHour[scope]
  if (rate === Number.POSITIVE_INFINITY) return
  const wait = gate.throttle.take(`${scope} ${bucketOf(call, gate)}`, rate, call.state.clock.nowMs())
  if (wait === undefined || call.holds('throttle', false)) return
  refuse(call, 429, throttledMessage(wait), { 'Retry-After': String(wait) })
}

function bucketOf(call: Call, gate: Gate): string {
  if (call.user !== undefined) return `user ${call.user.id}`
  const forwarded = call.rules.trustsForwardedFor ? headerValue(call.headers, 'x-forwarded-for') : undefined
  return `address ${forwarded ?? gate.remoteAddress}`
}

function refuse(
  call: Call,
  status: number,
  message: string,
  headers?: Readonly<Record<string, string>>,
): never {
  throw new Refusal(shapeA(status, message, call.requestId, headers))
}
