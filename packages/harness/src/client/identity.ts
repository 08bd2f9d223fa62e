// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../contract/index.ts'
import { CookieJar } from './cookies.ts'

/** What proves a signed-in user on the wire. Secret. */
export interface Session {
  /** The `Cookie` header. */
  readonly cookie: string
  readonly csrfToken: string
}

/** Who calls: a name, a role and the session that proves it. */
export class Identity {
  readonly role: Role
  /** The username; empty for an anonymous caller. */
  readonly name: string
  readonly #jar = new CookieJar()

  constructor(role: Role, name: string) {
    this.role = role
    this.name = name
  }

  get hasSession(): boolean {
    return this.#jar.get('sessionid') !== undefined
  }

  /** The session as another program needs it; undefined where there is none. */
  get session(): Session | undefined {
    const csrfToken = this.#jar.get('csrftoken')
    return this.hasSession && csrfToken !== undefined ? { cookie: this.#jar.header, csrfToken } : undefined
  }

  /** Adds the cookies, and on unsafe methods the CSRF token, to a request's headers (backend contract 2.4). */
  sign(method: string, headers: Record<string, string>): void {
    if (this.#jar.header === '') return
    headers['cookie'] = this.#jar.header
    const token = this.#jar.get('csrftoken')
    if (method !== 'GET' && token !== undefined) headers['x-csrftoken'] = token
  }

  /** Takes over the cookies of an answer and gives the values that nobody may see. */
  receive(setCookies: readonly string[]): Iterable<string> {
    if (setCookies.length === 0) return []
    this.#jar.store(setCookies)
    return this.#jar.values()
  }
}
