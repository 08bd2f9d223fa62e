// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { FixtureFields, type FixtureRow } from './fixture.ts'

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

/** Users and what proves who they are. Passwords are kept only as salted digests, in memory. */
export class Users {
  readonly #salt = randomBytes(16)
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
  #lastId = 0
  readonly #byId = new Map<number, User>()
  readonly #byName = new Map<string, User>()
  readonly #byEmail = new Map<string, User>()
  readonly #digests = new Map<number, Buffer>()
  readonly #groups = new Map<number, string>()

  get size(): number {
    return this.#byId.size
  }

  /** The user that was added first; nobody where there is none. */
  get first(): User {
    const [first] = this.#byId.values()
    return first ?? this.nobody
  }

  /** Loads a row of `auth.group`. */
  loadGroup(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.#groups.set(fields.pk, fields.text('name'))
  }

  /** Loads a row of `auth.user`, which gets the given password. A seed carries none of its own. */
  load(row: FixtureRow, password: string | undefined): void {
    const fields = new FixtureFields(row)
    if (fields.text('password') !== '') {
      throw new Error(`auth.user ${row.pk} has a password in the seed; make it "" and set EUCORA_PASSWORD.`)
    }
    const user = {
      id: fields.pk,
      username: fields.text('username'),
      email: fields.text('email'),
      firstName: fields.text('first_name'),
      lastName: fields.text('last_name'),
      isStaff: fields.flag('is_staff'),
      isSuperuser: fields.flag('is_superuser'),
      isActive: fields.flag('is_active'),
      groups: new Set(this.#groupNames(row)),
    }
    this.add(user, password)
  }

  #groupNames({ pk, fields }: FixtureRow): readonly string[] {
    const groups: unknown = fields['groups'] ?? []
    if (!Array.isArray(groups)) throw new Error(`auth.user ${pk}: groups is no list; give the groups' keys.`)
    return groups.map((key: unknown) => {
      // A natural key is the name in a list.
      const name: unknown = Array.isArray(key) ? key[0] : this.#groups.get(Number(key))
      if (typeof name === 'string') return name
      throw new Error(`auth.user ${pk}: groups has ${JSON.stringify(key)}, which is no group of the seed.`)
    })
  }

  add(user: User, password?: string): void {
    this.#lastId = Math.max(this.#lastId, user.id)
    this.#byId.set(user.id, user)
    this.#byName.set(user.username, user)
    if (!this.#byEmail.has(user.email)) this.#byEmail.set(user.email, user)
    if (password === undefined) return
    this.#digests.set(user.id, this.#digestOf(password))
  }

  /** The users that demo data brings: `demo`, `demo_1` and so on. */
  demo(): readonly User[] {
    return [...this.#byId.values()].filter(({ username }) => /^demo(_|$)/.test(username))
  }

  remove({ id, username, email }: User): void {
    this.#byId.delete(id)
    this.#byName.delete(username)
    if (this.#byEmail.get(email)?.id === id) this.#byEmail.delete(email)
    this.#digests.delete(id)
  }

  /** A key that no user has or had. */
  nextId(): number {
    return this.#lastId + 1
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
    const digest = this.#digests.get(user.id)
    return digest !== undefined && timingSafeEqual(digest, this.#digestOf(password))
  }

  #digestOf(password: string): Buffer {
    return createHash('sha256').update(this.#salt).update(password).digest()
  }
}
