// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../../call.ts'
import { shapeA, type LooseReply } from '../../reply.ts'

/** What the real backend answers when its code raises. */
export function internalError(call: Call): LooseReply {
  return shapeA(500, 'Internal server error', call.requestId)
}

/** What the real backend answers to any ValueError (shape E). */
export function malformed(call: Call): LooseReply {
  return shapeA(400, 'Malformed JSON in request body', call.requestId)
}
