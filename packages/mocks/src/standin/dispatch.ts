// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import type { Call, Handler } from './call.ts'
import type { Defect } from './defect.ts'
import { handlers } from './handlers.ts'
import { Refusal, type LooseReply } from './reply.ts'

/**
 * Admits a call, runs the handler of its operation, and lets the instance's defects change the call before the handler
 * and the reply after it, refusals included. A handler that makes no HTTP call is answered at once, without a turn of
 * the event loop. `admit` throws a Refusal for a call that does not get as far as the view.
 */
export function run<Id extends OperationId>(
  call: Call<Id>,
  admit: (call: Call) => void,
): LooseReply | Promise<LooseReply> {
  const handler: Handler<Id> = handlers[call.id]
  const defects = call.deviations.of(call.id)
  if (defects !== undefined) return runDeviating(call, handler, admit, defects)
  admit(call)
  return call.body.isMultipart ? call.body.read().then(() => handler(call)) : handler(call)
}

async function runDeviating<Id extends OperationId>(
  call: Call<Id>,
  handler: Handler<Id>,
  admit: (call: Call) => void,
  defects: readonly Defect[],
): Promise<LooseReply> {
  let reply = await refusalAsReply(async () => {
    admit(call)
    if (call.body.isMultipart) await call.body.read()
    for (const { request } of defects) request?.(call)
    return handler(call)
  })
  for (const { reply: change } of defects) if (change !== undefined) reply = change(reply, call)
  return reply
}

async function refusalAsReply(answer: () => Promise<LooseReply>): Promise<LooseReply> {
  try {
    return await answer()
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.reply
    throw refusal
  }
}
