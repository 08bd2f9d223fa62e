// SPDX-License-Identifier: Apache-2.0
import { SetUpError, type Actor } from '@eucora/harness'

/** The id of a queued task that a question of the submitter's started. */
export async function queuedTaskOf(submitter: Actor): Promise<string> {
  const asked = await submitter.call('ai.ask', { body: { message: 'Which deployments wait for the CAB?' } })
  if (asked.status !== 200) throw new SetUpError('a queued task', asked)
  return asked.body.task_id
}
