// SPDX-License-Identifier: Apache-2.0
import { parseCookie } from 'undici/lib/web/cookies/index.js'

/**
 * The cookies of one session. One origin set them and only that origin gets them, so that domain, path and
 * `Secure` decide nothing here; an expired cookie is forgotten.
 */
export class CookieJar {
  readonly #values = new Map<string, string>()
  #header = ''

  /** Takes over what an answer's `Set-Cookie` headers say. */
  store(setCookies: readonly string[]): void {
    for (const text of setCookies) {
      const cookie = parseCookie(text)
      if (cookie === null) continue
      const expired =
        (cookie.maxAge !== undefined && cookie.maxAge <= 0) ||
        (cookie.expires !== undefined && new Date(cookie.expires).getTime() <= Date.now())
      if (expired || cookie.value === '') this.#values.delete(cookie.name)
      else this.#values.set(cookie.name, cookie.value)
    }
    this.#header = [...this.#values].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get(name: string): string | undefined {
    return this.#values.get(name)
  }

  values(): Iterable<string> {
    return this.#values.values()
  }

  /** The `Cookie` header; empty where there is no cookie. */
  get header(): string {
    return this.#header
  }
}
