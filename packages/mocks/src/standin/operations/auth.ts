// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody } from '@eucora/harness/contract'
import type { Call, HandlersOf } from '../call.ts'
import { clearCookie, cookieValue, setCookie } from '../front/cookies.ts'
import { csrfCookie, newCsrfSecret } from '../front/csrf.ts'
import { headerValue } from '../front/incoming.ts'
import { Problems } from '../problems.ts'
import { truthy, typeName } from '../python-text.ts'
import type { State } from '../state.ts'
import { sessionAgeMs } from '../store/sessions.ts'
import type { User } from '../store/users.ts'
import { isoformat } from '../timestamps.ts'

export const auth = {
  'auth.login': (call) => {
    const sent = call.body.json()
    if (!isRecord(sent)) {
      const message = `Invalid data. Expected a dictionary, but got ${typeName(sent)}.`
      return { status: 400, body: { non_field_errors: [message] } }
    }
    const { code, password } = sent
    const names = ['email', 'username'].filter((field) => truthy(sent[field]))
    if (names.length === 0 || !truthy(password)) {
      return truthy(code)
        ? { status: 401, body: { error: 'Invalid authorization code' } }
        : { status: 400, body: { error: 'Email and password required' } }
    }
    const problems = new Problems(call)
    for (const name of names) problems.check(name, !hasNul(sent[name]), 'Null characters are not allowed.')
    problems.check('password', typeof password === 'string', 'Not a valid string.')
    problems.throwIfAny()
    const user = names
      .map((name) => userNamed(call.state, sent[name]))
      .find((each) => each?.isActive === true && call.state.users.passwordMatches(each, String(password)))
    return user === undefined
      ? { status: 401, body: { error: 'Invalid email or password' } }
      : signIn(call, user)
  },
  'auth.logout': (call) => {
    const key = sessionKey(call)
    const body = { message: 'Logged out successfully' } as const
    if (key === undefined) return { status: 200, body }
    call.state.sessions.close(key)
    return { status: 200, body, headers: { 'Set-Cookie': clearCookie('sessionid') } }
  },
  'auth.me': (call) => ({ status: 200, body: { user: userBody(call.caller) } }),
  'auth.validate': (call) => {
    const session = call.state.sessions.find(sessionKey(call) ?? '')
    const expiry = session === undefined ? null : isoformat(session.expiresAtMs * 1000)
    return { status: 200, body: { valid: true, user: userBody(call.caller), session_expiry: expiry } }
  },
} satisfies HandlersOf<'auth'>

/** Opens a session under a fresh key and hands out a fresh CSRF secret, as Django does at every sign-in. */
function signIn(call: Call<'auth.login'>, user: User) {
  const { state } = call
  const previous = sessionKey(call)
  if (previous !== undefined) state.sessions.close(previous)
  const { key } = state.sessions.open(user.id)
  const nowMs = state.clock.nowMs()
  const session = setCookie('sessionid', key, { maxAgeSeconds: sessionAgeMs / 1000, nowMs, httpOnly: true })
  return {
    status: 200,
    body: { user: userBody(user), session_id: key },
    headers: { 'Set-Cookie': [csrfCookie(newCsrfSecret(), nowMs), session] },
  } as const
}

/** An e-mail address comes first, then a name (contract 3.1). */
function userNamed({ users }: State, identifier: unknown): User | undefined {
  // Nobody is called by what is no text, so the sign-in fails like that of any unknown user.
  if (typeof identifier !== 'string') return undefined
  return users.byEmail(identifier) ?? users.byName(identifier)
}

function userBody(user: User): AnswerBody<'auth.me', 200>['user'] {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
  }
}

function hasNul(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\0')
}

function sessionKey(call: Call): string | undefined {
  return cookieValue(headerValue(call.headers, 'cookie'), 'sessionid')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
