// SPDX-License-Identifier: Apache-2.0
import { signIn, type Actor, type Credential } from '../client/actor.ts'
import type { Client } from '../client/client.ts'
import { fromOwnAddress } from '../client/own-address.ts'
import { HarnessError } from '../errors.ts'

/** Sign-ins under way at once; a real backend spends nearly half a second of CPU on each. */
const atOnce = 4

/**
 * Signs in `count` times, taking the users in turn, each from an address of its own: EUCORA throttles sign-ins by the
 * address that X-Forwarded-For names. Throws the HarnessError of the first that is refused.
 */
export async function signInAll(
  client: Client,
  credentials: readonly Credential[],
  count: number,
): Promise<Actor[]> {
  const actors: Actor[] = []
  let next = 0
  const work = async (): Promise<void> => {
    while (next < count) {
      const place = next
      next += 1
      const credential = credentials[place % credentials.length]
      if (credential === undefined)
        throw new HarnessError('configuration', 'No user is given to sign in with', 'Give at least one')
      actors[place] = await signIn(client, credential, 'submitter', fromOwnAddress(place))
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work))
    return actors
  } finally {
    // One that failed ends the others.
    next = count
  }
}
