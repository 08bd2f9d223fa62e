// SPDX-License-Identifier: Apache-2.0
import { CookieJar } from '../client/cookies.ts'
import type { HttpRequest, Transport } from '../client/transport.ts'
import { HarnessError } from '../errors.ts'
import type { Secrets } from '../journal/secrets.ts'
import type { Placeholders } from './placeholders.ts'
import { parsedBody, type Received } from './received.ts'
import type { Exchange } from './recording.ts'

/** A health check that asks its workers waits for them more than a second. */
const timeoutMs = 30_000

/** How a session reaches the target. */
export interface Way {
  readonly transport: Transport
  /** Before every path; empty for a target at its host's root. */
  readonly prefix: string
  readonly url: string
  readonly secrets: Secrets
}

/** One actor of the recording: a cookie jar, and for users the CSRF token on every request. */
export class Session {
  readonly #way: Way
  readonly #actor: string
  readonly #jar = new CookieJar()

  constructor(way: Way, actor: string) {
    this.#way = way
    this.#actor = actor
  }

  /** Signs the actor in; throws a HarnessError `credentials-refused`, or `not-eucora` where the answer is of no EUCORA. */
  async signIn(password: string): Promise<void> {
    const body = JSON.stringify({ username: this.#actor, password })
    const headers = { 'content-type': 'application/json' }
    const { status } = await this.#send({ method: 'POST', path: '/api/v1/auth/login', headers, body })
    if (status === 200 && this.#jar.get('sessionid') !== undefined) return
    const { url } = this.#way
    if (status === 200) {
      const next = 'Check that --target is the address of a EUCORA backend'
      throw new HarnessError('not-eucora', `${url} signs ${this.#actor} in without a session cookie`, next)
    }
    throw new HarnessError(
      'credentials-refused',
      `${url} refuses to sign in ${this.#actor} with ${status}`,
      'Load the start state of the recording and give all its users the password that --seed-password-env names',
    )
  }

  /** Makes a recorded request under a path whose ids are this run's. */
  replay(exchange: Exchange, path: string, placeholders: Placeholders): Promise<Received> {
    const headers = this.#headers()
    const body = bodyOf(exchange, placeholders)
    if (typeof body === 'string') headers['content-type'] = 'application/json'
    for (const [name, value] of Object.entries(exchange.request_headers)) {
      if (value === null) delete headers[name.toLowerCase()]
      else headers[name.toLowerCase()] = placeholders.fill(value)
    }
    return this.#send({ method: exchange.method, path, headers, body })
  }

  #headers(): Record<string, string> {
    const headers: Record<string, string> = { accept: '*/*' }
    const token = this.#jar.get('csrftoken')
    if (token !== undefined && !isAnonymous(this.#actor)) headers['x-csrftoken'] = token
    // Django compares it over https.
    if (this.#way.url.startsWith('https:')) headers['referer'] = `${this.#way.url}/`
    return headers
  }

  async #send(request: Omit<HttpRequest, 'timeoutMs'>): Promise<Received> {
    const { transport, prefix, secrets } = this.#way
    const { headers } = request
    if (this.#jar.header !== '') headers['cookie'] = this.#jar.header
    const fromMs = Date.now()
    const response = await transport.send({ ...request, path: prefix + request.path, timeoutMs })
    this.#jar.store(response.setCookies)
    for (const value of this.#jar.values()) secrets.add(value)
    return {
      status: response.status,
      headers: response.headers,
      setCookies: response.setCookies,
      body: parsedBody(response.text),
      sentRequestId: headers['x-correlation-id'],
      fromMs,
      toMs: Date.now(),
    }
  }
}

/** `anonymous` and `anonymous#login` have a jar each, and never send a CSRF token. */
export function isAnonymous(actor: string): boolean {
  return actor.split('#', 1).join('') === 'anonymous'
}

function bodyOf(exchange: Exchange, placeholders: Placeholders): string | FormData | null {
  const { request_json: json, request_form: fields, request_files_content: files } = exchange
  if (fields === null) return json === null ? null : JSON.stringify(placeholders.fillAll(json))
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, placeholders.fill(value))
  for (const [name, { filename, text }] of Object.entries(files ?? {}))
    form.append(name, new File([text], filename))
  return form
}
