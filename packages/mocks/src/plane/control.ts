// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, ServerResponse } from 'node:http'
import { objectOf } from '../providers/json-value.ts'
import { isOwn } from '../standin/control/guard.ts'
import type { LoggedCall } from './call-log.ts'
import { FaultError } from './faults.ts'
import type { InjectedFault, Plane } from './plane.ts'

const prefix = '/__control'

interface Answer {
  readonly status: number
  readonly body: unknown
}

export function isControl({ url = '/' }: IncomingMessage): boolean {
  return url === prefix || url.startsWith(`${prefix}/`)
}

/**
 * What tests in any language steer a plane by, on its own port below `/__control`: GET health, calls, clock and faults,
 * of calls also those of some requests only, by `?correlation_ids=`; POST reset, clock {advanceMs}, faults {kind, …} and actions/{name}, DELETE faults and faults/{id}. It serves this
 * machine only.
 */
export async function control<S>(
  plane: Plane<S>,
  request: IncomingMessage,
  bytes: Buffer,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = await answerOf(plane, request, bytes)
  const text = JSON.stringify(body)
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
    .end(text)
}

async function answerOf<S>(plane: Plane<S>, request: IncomingMessage, bytes: Buffer): Promise<Answer> {
  const { headers, socket, method = 'GET', url = '/' } = request
  if (!isOwn({ headers, remoteAddress: socket.remoteAddress ?? '' })) {
    return { status: 403, body: { error: 'The control API serves programs of this machine only.' } }
  }
  try {
    return await run(plane, `${method} ${url.slice(prefix.length)}`, bytes)
  } catch (error) {
    if (error instanceof FaultError || error instanceof RangeError || error instanceof SyntaxError) {
      return { status: 400, body: { error: error.message } }
    }
    throw error
  }
}

async function run<S>(plane: Plane<S>, route: string, bytes: Buffer): Promise<Answer> {
  switch (route) {
    case 'GET /health':
      return ok({ plane: plane.name, status: 'ok' })
    case 'GET /calls':
      return ok({ count: plane.calls.count, calls: plane.calls.all() })
    case 'GET /clock':
      return ok({ nowMs: plane.clock.nowMs() })
    case 'POST /clock':
      plane.clock.advance(advanceIn(parsed(bytes)))
      return ok({ nowMs: plane.clock.nowMs() })
    case 'POST /reset':
      plane.reset()
      return ok({ plane: plane.name, nowMs: plane.clock.nowMs() })
    case 'GET /faults':
      return ok({ faults: plane.injected.map(shown) })
    case 'POST /faults':
      return { status: 201, body: shown(plane.inject(await faultIn(bytes))) }
    case 'DELETE /faults':
      for (const each of plane.injected) each.remove()
      return ok({ faults: [] })
  }
  const ids = /^GET \/calls\?correlation_ids=([^&]*)$/.exec(route)?.[1]
  if (ids !== undefined) return ok({ count: plane.calls.count, calls: callsOf(plane, ids) })
  const [, verb, noun, name = ''] = /^(POST|DELETE) \/(actions|faults)\/([\w-]+)$/.exec(route) ?? []
  if (verb === 'POST' && noun === 'actions') return ok(plane.act(name, parsed(bytes)) ?? {})
  const fault =
    verb === 'DELETE' && noun === 'faults' ? plane.injected.find(({ id }) => String(id) === name) : undefined
  if (fault === undefined) return { status: 404, body: { error: `The control API has no ${route}.` } }
  fault.remove()
  return ok(shown(fault))
}

function callsOf<S>({ calls }: Plane<S>, ids: string): readonly LoggedCall[] {
  const wanted = new Set(ids.split(',').map(decodeURIComponent))
  return calls.all().filter(({ correlationId }) => correlationId !== null && wanted.has(correlationId))
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}

function shown({ id, spec, struck }: InjectedFault) {
  return { id, ...spec, struck }
}

/** What reads a fault comes in many modules, which few runs need. */
async function faultIn(bytes: Buffer) {
  const { parseFault } = await import('./parse-fault.ts')
  return parseFault(parsed(bytes))
}

/** An empty body is an empty object. */
function parsed(bytes: Buffer): unknown {
  if (bytes.length === 0) return {}
  const value: unknown = JSON.parse(bytes.toString('utf8'))
  return value
}

function advanceIn(body: unknown): number {
  const value = objectOf(body)['advanceMs']
  if (typeof value === 'number') return value
  throw new RangeError(`advanceMs is ${JSON.stringify(value) ?? 'missing'}; give a number of milliseconds.`)
}
