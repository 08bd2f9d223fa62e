// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../call.ts'
import { run } from '../dispatch.ts'
import { Refusal, shapeA, type LooseReply } from '../reply.ts'
import { forgeryProblem, type Gate } from './admit.ts'
import { csrfPage, type Page } from './pages.ts'

/**
 * A view that Django serves itself, outside of the REST framework: no negotiation, no throttle, a forgery check for
 * everybody, GET and HEAD only.
 */
export function plainView(call: Call, gate: Gate): LooseReply | Page | Promise<LooseReply> {
  if (!call.holds('csrf', forgeryProblem(call, gate) === undefined)) return csrfPage
  if (!['GET', 'HEAD'].includes(gate.method))
    return { status: 405, html: '', headers: { Allow: 'GET, HEAD' } }
  return run(call, () => {
    if (call.operation.auth === 'anyone' || call.holds('session', call.user !== undefined)) return
    throw new Refusal(shapeA(403, 'Authentication credentials were not provided.', call.requestId))
  })
}

/** JSON as Python's `json.dumps` writes it, which these views use: a blank after `:` and `,`. */
export function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${spacedJson(each)}`)
    return `{${members.join(', ')}}`
  }
  return JSON.stringify(value)
}
