// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export interface User {
  readonly id: number
  readonly username: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly isStaff: boolean
  readonly isSuperuser: boolean
  readonly isActive: boolean
  readonly groups: ReadonlySet<string>
}

interface Secret {
  readonly salt: Buffer
  readonly digest: Buffer
}

/** Users and what proves who they are. Passwords are kept only as salted digests, in memory. */
export class Users {
  /** Who a caller is that a defect let in without a session. */
  readonly nobody: User = {
    id: 0,
    username: '',
    email: '',
    firstName: '',
    lastName: '',
    isStaff: false,
    isSuperuser: false,
    isActive: true,
    groups: new Set(),
  }
  readonly #byId = new Map<number, User>()
  readonly #byName = new Map<string, User>()
  readonly #byEmail = new Map<string, User>()
  readonly #secrets = new Map<number, Secret>()

  add(user: User, password?: string): void {
    this.#byId.set(user.id, user)
    this.#byName.set(user.username, user)
    if (!this.#byEmail.has(user.email)) this.#byEmail.set(user.email, user)
    if (password === undefined) return
    const salt = randomBytes(16)
    this.#secrets.set(user.id, { salt, digest: digestOf(salt, password) })
  }

  byId(id: number): User | undefined {
    return this.#byId.get(id)
  }

  byName(username: string): User | undefined {
    return this.#byName.get(username)
  }

  byEmail(email: string): User | undefined {
    return this.#byEmail.get(email)
  }

  passwordMatches(user: User, password: string): boolean {
    const secret = this.#secrets.get(user.id)
    return secret !== undefined && timingSafeEqual(secret.digest, digestOf(secret.salt, password))
  }
}

function digestOf(salt: Buffer, password: string): Buffer {
  return createHash('sha256').update(salt).update(password).digest()
}
