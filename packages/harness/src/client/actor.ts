// SPDX-License-Identifier: Apache-2.0
import type { Answer } from '../contract/answer.ts'
import type { AnswerBody, InputOf, OperationId, Role } from '../contract/index.ts'
import { HarnessError } from '../errors.ts'
import type { CallOptions, Client } from './client.ts'
import { Identity, type Session } from './identity.ts'
import type { LooseInput } from './request.ts'

export type SignedInUser = AnswerBody<'auth.login', 200>['user']

export interface Credential {
  readonly username: string
  readonly password: string
}

/** A caller with an identity: every call carries its session, its CSRF token and a correlation id. */
export class Actor {
  readonly role: Role
  /** Empty for an anonymous caller. */
  readonly username: string
  /** As the sign-in answered it; undefined for an anonymous caller. */
  readonly user: SignedInUser | undefined
  readonly #client: Client
  readonly #identity: Identity

  constructor(client: Client, identity: Identity, user?: SignedInUser) {
    this.#client = client
    this.#identity = identity
    this.role = identity.role
    this.username = identity.name
    this.user = user
  }

  /** What proves this user on the wire, for a program that calls by itself; undefined where there is no session. */
  get session(): Session | undefined {
    return this.#identity.session
  }

  /** Calls an operation with input that the contract takes. */
  call<Id extends OperationId>(id: Id, input: InputOf<Id>, options?: CallOptions): Promise<Answer<Id>>
  call(id: OperationId, input: LooseInput, options?: CallOptions): Promise<Answer> {
    return this.#client.exchange(this.#identity, id, input, options)
  }

  /** Calls an operation with any input at all, for what the contract refuses. */
  send<Id extends OperationId>(id: Id, input: LooseInput, options?: CallOptions): Promise<Answer<Id>> {
    return this.#client.exchange(this.#identity, id, input, options)
  }

  /** Ends the session; what is called afterwards is anonymous. */
  async signOut(): Promise<void> {
    const answer = await this.#client.exchange(this.#identity, 'auth.logout', {})
    if (answer.status === 200) return
    throw new HarnessError(
      'set-up',
      `${this.username} could not be signed out: the target answered ${answer.httpStatus}`,
      `Look at request ${answer.requestId} in the journal`,
    )
  }
}

/** A caller without a session. */
export function anonymous(client: Client): Actor {
  return new Actor(client, new Identity('anonymous', ''))
}

/**
 * Signs a user in; `headers` go with that one call. Throws a HarnessError `credentials-refused` where the target refuses
 * the password, and `not-eucora` where it answers as no EUCORA does.
 */
export async function signIn(
  client: Client,
  credential: Credential,
  role: Role,
  headers: Readonly<Record<string, string>> = {},
): Promise<Actor> {
  const { username, password } = credential
  client.journal.redactor.secrets.add(password)
  const identity = new Identity(role, username)
  const answer = await client.exchange(identity, 'auth.login', { body: { username, password }, headers })
  if (answer.status === 200) return new Actor(client, identity, answer.body.user)
  if (answer.status === 'nonconforming') {
    throw new HarnessError(
      'not-eucora',
      `${client.baseUrl} answered the sign-in of ${username} with ${answer.httpStatus}, against the contract: ${answer.problems.join('; ')}`,
      'Check that the target is a EUCORA backend',
    )
  }
  throw new HarnessError(
    'credentials-refused',
    `${client.baseUrl} refuses to sign in ${username} (role ${role}) with ${answer.httpStatus}`,
    answer.httpStatus === 429
      ? `It takes no more sign-ins from here for ${answer.headers['retry-after'] ?? 'some'} s, whatever the password: wait, or raise its throttles`
      : 'Set EUCORA_PASSWORD to the password of the seeded users, or EUCORA_CREDENTIALS to a file with users of each role',
  )
}
