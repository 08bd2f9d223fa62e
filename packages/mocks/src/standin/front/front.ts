// SPDX-License-Identifier: Apache-2.0
import type { ServerResponse } from 'node:http'
import { RequestBody } from '../body.ts'
import { Call } from '../call.ts'
import type { Deviations } from '../defect.ts'
import { run } from '../dispatch.ts'
import { Refusal, shapeA, type LooseReply } from '../reply.ts'
import { Router, type Endpoint, type Route } from '../router.ts'
import type { State } from '../state.ts'
import { admit, type Gate } from './admit.ts'
import { sendJson, sendPage, sendPlain, sendRedirect, type Envelope } from './answer.ts'
import { cookieValue } from './cookies.ts'
import { isPreflight, preflight } from './cors.ts'
import { headerValue, queryOf, type Incoming } from './incoming.ts'
import { metadataOf } from './metadata.ts'
import { notFoundPage, type Page } from './pages.ts'
import { plainView } from './plain.ts'
import type { ReadBody } from './read-body.ts'
import type { Throttle } from './throttle.ts'

/** What one request is answered from. */
export interface World {
  readonly state: State
  readonly throttle: Throttle
  readonly deviations: Deviations
  /** Takes one line for each failure of the stand-in itself. */
  readonly log: (line: string) => void
}

type Params = Readonly<Record<string, string>>

const router = new Router()

/** Answers one request whose body was read, as Django and the REST framework do around their views. It never throws. */
export function answer(world: World, incoming: Incoming, bytes: ReadBody, response: ServerResponse): void {
  const { trustedOrigins } = world.state.settings
  const outside: Envelope = { response, incoming, trustedOrigins, allow: undefined }
  if (isPreflight(incoming)) return sendPage(outside, preflight(incoming, trustedOrigins))
  const match = router.match(incoming.path)
  if (match.kind === 'unknown') return sendPage(outside, notFoundPage)
  if (match.kind === 'slash-missing') return sendRedirect(outside)
  const { route, params } = match
  const envelope = route.plain ? outside : { ...outside, allow: route.allow }
  const fail = (problem: unknown): void => {
    if (problem instanceof Refusal) return sendJson(envelope, problem.reply)
    world.log(`The stand-in failed on ${incoming.method} ${incoming.path}: ${stackOf(problem)}`)
    sendJson(envelope, shapeA(500, 'Internal server error', incoming.requestId))
  }
  try {
    const reply = view(world, incoming, bytes, route, params)
    if (reply instanceof Promise) reply.then((late) => sendView(envelope, late)).catch(fail)
    else sendView(envelope, reply)
  } catch (problem) {
    fail(problem)
  }
}

function sendView(envelope: Envelope, reply: LooseReply | Page): void {
  if ('html' in reply) sendPage(envelope, reply)
  else if (envelope.allow === undefined) sendPlain(envelope, reply)
  else sendJson(envelope, reply)
}

function view(
  world: World,
  incoming: Incoming,
  bytes: ReadBody,
  route: Route,
  params: Params,
): LooseReply | Page | Promise<LooseReply> {
  const { state, throttle } = world
  const { method, remoteAddress, requestId } = incoming
  const gate: Gate = { method, remoteAddress, throttle, settings: state.settings }
  const endpoint = route.byMethod.get(method)
  const call = callOf(world, incoming, bytes, endpoint ?? route.first, params)
  if (route.plain) return plainView(call, gate)
  if (endpoint !== undefined) {
    return run(call, () => {
      admit(call, gate)
      if (bytes === 'too-large') throw new Refusal(shapeA(413, 'Request body is too large.', requestId))
    })
  }
  admit(call, gate)
  return method === 'OPTIONS'
    ? { status: 200, body: metadataOf(call.operation) }
    : shapeA(405, `Method "${method}" not allowed.`, requestId)
}

function callOf(
  { state, deviations }: World,
  incoming: Incoming,
  bytes: ReadBody,
  { id, operation }: Endpoint,
  params: Params,
): Call {
  const { headers, requestId, sentRequestId, search } = incoming
  const key = cookieValue(headerValue(headers, 'cookie'), 'sessionid')
  const session = key === undefined ? undefined : state.sessions.find(key)
  const user = session === undefined ? undefined : state.users.byId(session.userId)
  return new Call({
    id,
    operation,
    params,
    query: queryOf(search),
    headers,
    body: new RequestBody(
      bytes === 'too-large' ? Buffer.alloc(0) : bytes,
      headerValue(headers, 'content-type') ?? '',
      requestId,
    ),
    user: user?.isActive === true ? user : undefined,
    requestId,
    sentRequestId,
    state,
    deviations,
  })
}

function stackOf(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
}
