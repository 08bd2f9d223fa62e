// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody, OperationId, StatusFor } from '@eucora/harness/contract'

type Headers = Readonly<Record<string, string | readonly string[]>>

/** What a handler answers: one of the statuses its operation declares, with the body declared for it. */
export type Reply<Id extends OperationId> = {
  [S in StatusFor<Id>]: {
    readonly status: S
    readonly body: AnswerBody<Id, S>
    readonly headers?: Headers
  }
}[StatusFor<Id>]

/** A reply on its way out, where a defect may turn it into anything. */
export interface LooseReply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Headers
}

/** A refusal raised below the handlers: sign-in, CSRF, throttle, negotiation, an unparsable body. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reply: LooseReply

  constructor(reply: LooseReply) {
    super(`refused with ${reply.status}`)
    this.reply = reply
  }
}

/** Shape A, for refusals that carry the request's correlation id. */
export function shapeA(status: number, error: string, requestId: string, headers?: Headers): LooseReply {
  const body = { error, correlation_id: requestId }
  return headers === undefined ? { status, body } : { status, body, headers }
}
