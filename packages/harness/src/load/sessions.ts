// SPDX-License-Identifier: Apache-2.0
import { Agent, request, type Dispatcher } from 'undici'
import type { Session } from './plan.ts'
import { TargetUnusable, unreachable } from './target-check.ts'

export interface Credentials {
  readonly username: string
  readonly password: string
}

/** Sign-ins under way at once; a real backend spends a fifth of a second of CPU on each. */
const atOnce = 4
const path = '/api/v1/auth/login'

/** Signs in `count` times, taking the users in turn; throws TargetUnusable naming the user that was refused. */
export async function signInAll(
  baseUrl: string,
  credentials: readonly Credentials[],
  count: number,
): Promise<Session[]> {
  const dispatcher = new Agent({ connections: atOnce })
  const sessions: Session[] = []
  let next = 0
  const work = async (): Promise<void> => {
    while (next < count) {
      const place = next
      next += 1
      const user = credentials[place % credentials.length]
      if (!user)
        throw new TargetUnusable('preconditions', 'No user is given to sign in with. Configure credentials.')
      sessions[place] = await signIn(baseUrl, user, dispatcher)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work))
    return sessions
  } finally {
    next = count
    await dispatcher.destroy()
  }
}

async function signIn(baseUrl: string, user: Credentials, dispatcher: Dispatcher): Promise<Session> {
  const answer = await post(baseUrl, user, dispatcher)
  const cookies = new Map(answer.setCookies.map(parseCookie))
  const [sessionId, csrfToken] = [cookies.get('sessionid'), cookies.get('csrftoken')]
  if (answer.status === 200 && sessionId && csrfToken) {
    return { cookie: `sessionid=${sessionId}; csrftoken=${csrfToken}`, csrfToken }
  }
  const found = answer.status === 200 ? 'gave no session' : `answered ${answer.status}`
  const next = 'Check the name and the password that are configured for the load users.'
  throw new TargetUnusable(
    'preconditions',
    `User "${user.username}" cannot sign in: ${path} ${found}. ${next}`,
  )
}

async function post(
  baseUrl: string,
  { username, password }: Credentials,
  dispatcher: Dispatcher,
): Promise<{ status: number; setCookies: string[] }> {
  try {
    const answer = await request(baseUrl + path, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
      headersTimeout: 30_000,
    })
    await answer.body.dump()
    return { status: answer.statusCode, setCookies: [answer.headers['set-cookie'] ?? []].flat() }
  } catch (error) {
    throw unreachable(baseUrl, path, error)
  }
}

function parseCookie(line: string): [name: string, value: string] {
  const pair = line.split(';', 1)[0] ?? ''
  const cut = pair.indexOf('=')
  return [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()]
}
