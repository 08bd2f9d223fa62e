// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../client/actor.ts'
import type { CallOptions } from '../client/client.ts'
import { HarnessError } from '../errors.ts'

/** Number of stored deployments, exact. Throws a HarnessError where the target does not tell it. */
export async function countStored(reader: Actor, options?: CallOptions): Promise<number> {
  const answer = await reader.call('core.deployments.list', { query: { page_size: 1 } }, options)
  if (answer.status === 200) return answer.body.total
  const why = answer.status === 'nonconforming' ? `, against the contract: ${answer.problems.join('; ')}` : ''
  throw new HarnessError(
    answer.status === 'nonconforming' ? 'not-eucora' : 'credentials-refused',
    `Stored deployments cannot be counted: core.deployments.list answered ${answer.httpStatus}${why}`,
    'Check what the load users may read',
  )
}
