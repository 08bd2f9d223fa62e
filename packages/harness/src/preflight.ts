// SPDX-License-Identifier: Apache-2.0
import { anonymous, signIn } from './client/actor.ts'
import type { Client } from './client/client.ts'
import { sessionRoles, type SessionRole } from './contract/session-roles.ts'
import type { Credentials } from './credentials.ts'
import { HarnessError, TransportError } from './errors.ts'

/**
 * Makes sure that a run against a target can mean something: it answers, it is EUCORA, and a user of each role can
 * sign in. Throws a HarnessError `target-down`, `not-eucora` or `credentials-refused`, each of exit code 5.
 */
export async function preflight(
  client: Client,
  credentials: Credentials,
  needed: readonly SessionRole[] = sessionRoles,
): Promise<void> {
  await isEucora(client)
  for (const role of needed) {
    const [credential] = credentials[role]
    if (credential !== undefined) await signIn(client, credential, role)
  }
}

/** Throws a HarnessError `target-down` or `not-eucora` where what answers there is no live EUCORA. */
export async function isEucora(client: Client): Promise<void> {
  const caller = anonymous(client)
  try {
    const answer = await caller.call('health.live', {})
    // Any server may say 200; only EUCORA answers this path so, and echoes the id.
    if (answer.status === 200 && answer.headers['x-correlation-id'] === answer.requestId) return
    throw new HarnessError(
      'not-eucora',
      `${client.baseUrl} answers /health/live with ${answer.httpStatus}, not as EUCORA does`,
      'Check that the target is the address of a EUCORA backend',
    )
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    const kind = error.failure === 'malformed' ? 'not-eucora' : 'target-down'
    throw new HarnessError(
      kind,
      `The target ${client.baseUrl} is not to be reached: ${error.what}`,
      error.next,
      {
        cause: error,
      },
    )
  }
}
