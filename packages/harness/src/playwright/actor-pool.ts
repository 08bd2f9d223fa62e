// SPDX-License-Identifier: Apache-2.0
import { signIn, type Actor, type Credential } from '../client/actor.ts'
import type { Client } from '../client/client.ts'
import { fromOwnAddress } from '../client/own-address.ts'
import type { SessionRole } from '../contract/session-roles.ts'
import type { Credentials } from '../credentials.ts'
import { HarnessError } from '../errors.ts'

/** Which part of the users is a worker's own. */
export interface WorkerShare {
  /** From 0. */
  readonly index: number
  readonly workers: number
  /** Counts every worker that the run has started, from 0. */
  readonly started: number
}

/**
 * The signed-in users of one worker. Each worker prefers a share of its own, goes round in it, so that no user's
 * throttle fills up alone, and reaches into the others' only where a scenario asks for more users than that. A worker
 * that takes the place of another, as after each failure, begins one further. Sessions last as long as the worker.
 */
export class ActorPool {
  readonly #client: Client
  readonly #credentials: Credentials
  readonly #share: WorkerShare
  readonly #sessions = new Map<string, Promise<Actor>>()
  readonly #turns = new Map<SessionRole, number>()

  constructor(client: Client, credentials: Credentials, share: WorkerShare) {
    this.#client = client
    this.#credentials = credentials
    this.#share = share
  }

  /** The casting of one scenario: each unnamed request gives another user, a name gives the same one again. */
  casting(): (role: SessionRole, name?: string) => Promise<Actor> {
    const taken = new Set<string>()
    const named = new Map<string, Promise<Actor>>()
    return (role, name) => {
      const key = name === undefined ? undefined : `${role} ${name}`
      const known = key === undefined ? undefined : named.get(key)
      if (known !== undefined) return known
      const actor = this.#take(role, taken)
      if (key !== undefined) named.set(key, actor)
      return actor
    }
  }

  async #take(role: SessionRole, taken: Set<string>): Promise<Actor> {
    const users = this.#credentials[role]
    const size = Math.max(1, Math.floor(users.length / this.#share.workers))
    const from = (this.#share.index * size) % users.length
    const turn = this.#turns.get(role) ?? Math.floor(this.#share.started / this.#share.workers)
    this.#turns.set(role, turn + 1)
    const own = Array.from({ length: size }, (_, step) => from + ((turn + step) % size))
    const others = Array.from({ length: users.length - size }, (_, step) => from + size + step)
    for (const position of [...own, ...others]) {
      const credential = users[position % users.length]
      if (credential === undefined || taken.has(credential.username)) continue
      taken.add(credential.username)
      return this.#session(role, credential)
    }
    throw new HarnessError(
      'configuration',
      `A scenario needs more users of role ${role} than the ${users.length} there are`,
      'Add users to EUCORA_CREDENTIALS; 20 a role are enough for every suite',
    )
  }

  #session(role: SessionRole, credential: Credential): Promise<Actor> {
    const key = `${role} ${credential.username}`
    const known = this.#sessions.get(key)
    if (known !== undefined) return known
    // Each failure starts another worker, which signs in anew: from one address a run of many failures ends in 429.
    const session = signIn(this.#client, credential, role, fromOwnAddress(this.#share.started))
    this.#sessions.set(key, session)
    // A failed sign-in is tried again by the next scenario.
    session.catch(() => this.#sessions.delete(key))
    return session
  }
}
