// SPDX-License-Identifier: Apache-2.0
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { createStandIn, type StandIn, type StandInOptions } from '../../src/standin/server.ts'
import { seedOf } from '../../src/standin/seed.ts'

export const password = 'for-tests-only'

const user = (pk: number, username: string, more: Readonly<Record<string, unknown>> = {}) => ({
  model: 'auth.user',
  pk,
  fields: {
    password: '',
    username,
    email: `${username}@x.io`,
    first_name: '',
    last_name: '',
    is_staff: false,
    is_superuser: false,
    is_active: true,
    groups: [],
    ...more,
  },
})

export const fixture: readonly unknown[] = [
  { model: 'auth.group', pk: 1, fields: { name: 'cab_member', permissions: [] } },
  user(1, 'plain1'),
  user(2, 'member', { groups: [1] }),
  user(3, 'staff1', { is_staff: true }),
  user(4, 'gone', { is_active: false }),
  user(5, 'loadtest_user'),
]

/** A stand-in with these users on a free port, closed after the test. */
export async function served(options: StandInOptions = {}): Promise<StandIn> {
  const standIn = await createStandIn({ seed: seedOf(fixture, password), ...options }).listen()
  onTestFinished(() => standIn.close())
  return standIn
}

export interface Session {
  readonly cookie: string
  readonly csrf: string
}

export async function signIn(standIn: StandIn, username = 'plain1'): Promise<Session> {
  const answer = await post(standIn, '/api/v1/auth/login', JSON.stringify({ username, password }))
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return { cookie: cookies.join('; '), csrf: (cookies[0] ?? '').replace('csrftoken=', '') }
}

export function post(
  standIn: StandIn,
  path: string,
  body: string | Uint8Array<ArrayBuffer> | FormData,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const json = body instanceof FormData ? {} : { 'Content-Type': 'application/json' }
  return fetch(standIn.url + path, {
    method: 'POST',
    body,
    headers: { ...json, ...headers },
    redirect: 'manual',
  })
}

export function get(
  standIn: StandIn,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(standIn.url + path, { headers, redirect: 'manual' })
}

/** Sends bytes as they are over a socket of their own, and answers all that comes back until the connection ends. */
export function raw(standIn: StandIn, ...parts: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(standIn.url)
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(Number(port), hostname, () => {
      for (const part of parts) socket.write(part, 'latin1')
    })
    socket.on('data', (chunk) => (received += chunk.toString('latin1')))
    socket.on('error', () => resolve(received))
    socket.on('close', () => resolve(received))
  })
}
