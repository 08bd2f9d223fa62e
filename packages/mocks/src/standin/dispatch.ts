// SPDX-License-Identifier: Apache-2.0
import type { Operation, OperationId } from '@eucora/harness/contract'
import { Call, type Handler } from './call.ts'
import { handlers } from './handlers.ts'
import type { LooseReply } from './reply.ts'

/** Runs the handler of an operation and lets the instance's defects change the call before and the reply after it. */
export async function run<Id extends OperationId>(call: Call<Id>): Promise<LooseReply> {
  const handler: Handler<Id> = handlers[call.id]
  const defects = call.deviations.of(call.id)
  if (defects === undefined) return handler(call)
  for (const { request } of defects) request?.(call)
  let reply: LooseReply = await handler(call)
  for (const { reply: change } of defects) if (change !== undefined) reply = change(reply, call)
  return reply
}

export type { Operation }
