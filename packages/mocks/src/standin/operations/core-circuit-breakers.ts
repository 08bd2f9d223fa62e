// SPDX-License-Identifier: Apache-2.0
import type { Call, HandlersOf } from '../call.ts'
import type { Reply } from '../reply.ts'
import { circuitBreakers, type CircuitBreaker } from '../store/circuit-breakers.ts'

function list(): Reply<'core.circuitBreakers.list'> {
  const total = circuitBreakers.length
  return {
    status: 200,
    body: {
      breakers: Object.fromEntries(circuitBreakers.map((each) => [each.service, reading(each)])),
      summary: { total, open: 0, closed: total },
    },
  }
}

function get(call: Call): Reply<'core.circuitBreakers.get'> {
  const breaker = named(call)
  return breaker === undefined
    ? { status: 404, body: { error: unknownService(call) } }
    : { status: 200, body: { service: sentName(call), ...reading(breaker) } }
}

function reset(call: Call): Reply<'core.circuitBreakers.reset'> {
  if (named(call) === undefined) return { status: 404, body: { error: unknownService(call) } }
  const service = sentName(call)
  const message = `Circuit breaker for ${service} has been reset to closed state`
  return { status: 200, body: { service, status: 'reset', message } }
}

function sentName(call: Call): string {
  return call.param('service_name')
}

/** In any case. */
function named(call: Call): CircuitBreaker | undefined {
  const name = sentName(call).toLowerCase()
  return circuitBreakers.find(({ service }) => service === name)
}

function unknownService(call: Call): string {
  const known = circuitBreakers.map(({ service }) => service).toSorted()
  return `Unknown service: ${sentName(call)}. Available: ${known.join(', ')}`
}

function reading({ failMax, resetTimeoutSeconds }: CircuitBreaker) {
  return {
    state: 'closed',
    fail_counter: 0,
    fail_max: failMax,
    opened: false,
    reset_timeout: resetTimeoutSeconds,
  } as const
}

export const coreCircuitBreakers = {
  'core.circuitBreakers.list': list,
  'core.circuitBreakers.get': get,
  'core.circuitBreakers.reset': reset,
} satisfies HandlersOf<'core.circuitBreakers'>

/** The same views under their second mount. */
export const adminCircuitBreakers = {
  'admin.circuitBreakers.list': list,
  'admin.circuitBreakers.get': get,
  'admin.circuitBreakers.reset': reset,
} satisfies HandlersOf<'admin.circuitBreakers'>
