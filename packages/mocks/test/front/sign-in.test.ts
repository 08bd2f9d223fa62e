// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { get, password, post, served, signIn } from './served.ts'

const login = '/api/v1/auth/login'

describe('sign-in', () => {
  test('answers the user and sets both cookies with the attributes of the recording', async () => {
    const standIn = await served()
    const answer = await post(standIn, login, JSON.stringify({ username: 'plain1', password }))
    expect(answer.status).toBe(200)
    const [csrf = '', session = ''] = answer.headers.getSetCookie()
    const date = String.raw`\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT`
    expect(csrf).toMatch(
      new RegExp(`^csrftoken=[a-zA-Z0-9]{32}; expires=${date}; Max-Age=31449600; Path=/; SameSite=Lax$`),
    )
    expect(session).toMatch(
      new RegExp(`^sessionid=[a-z0-9]{32}; expires=${date}; HttpOnly; Max-Age=86400; Path=/; SameSite=Lax$`),
    )
    expect(await answer.json()).toEqual({
      user: {
        id: 1,
        username: 'plain1',
        email: 'plain1@x.io',
        first_name: '',
        last_name: '',
        is_staff: false,
        is_superuser: false,
      },
      session_id: /^sessionid=(\w+)/.exec(session)?.[1],
    })
  })

  test.each([
    ['an e-mail address', { email: 'plain1@x.io', password }],
    ['a name beside an unknown e-mail address', { email: 'nobody@x.io', username: 'plain1', password }],
    ['an e-mail address as username', { username: 'plain1@x.io', password }],
  ])('takes %s', async (_, body) => {
    const standIn = await served()
    expect((await post(standIn, login, JSON.stringify(body))).status).toBe(200)
  })

  test.each([
    ['a wrong password', { username: 'plain1', password: 'x' }, 401, { error: 'Invalid email or password' }],
    ['an unknown user', { username: 'nobody', password }, 401, { error: 'Invalid email or password' }],
    ['an inactive user', { username: 'gone', password }, 401, { error: 'Invalid email or password' }],
    ['nothing', {}, 400, { error: 'Email and password required' }],
    ['a code of Entra ID', { code: 'abc' }, 401, { error: 'Invalid authorization code' }],
    [
      'a password that is no text',
      { username: 'plain1', password: 7 },
      400,
      { password: ['Not a valid string.'] },
    ],
    [
      'a name that is no text',
      { username: ['plain1'], password },
      401,
      { error: 'Invalid email or password' },
    ],
    [
      'a NUL in a password',
      { username: 'plain1', password: 'x\0' },
      401,
      { error: 'Invalid email or password' },
    ],
    ['a NUL', { username: 'a\0', password }, 400, { username: ['Null characters are not allowed.'] }],
    ['a list', [], 400, { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
  ])('refuses %s', async (_, body, status, expected) => {
    const standIn = await served()
    const answer = await post(standIn, login, JSON.stringify(body))
    expect([answer.status, await answer.json()]).toEqual([status, expected])
  })

  test('takes a form and a multipart form', async () => {
    const standIn = await served()
    const form = new URLSearchParams({ username: 'plain1', password }).toString()
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
    expect((await post(standIn, login, form, type)).status).toBe(200)
    const multipart = new FormData()
    multipart.set('username', 'plain1')
    multipart.set('password', password)
    expect((await post(standIn, login, multipart)).status).toBe(200)
  })

  test('ends the session that the client had', async () => {
    const standIn = await served()
    const { cookie, csrf } = await signIn(standIn)
    const body = JSON.stringify({ username: 'member', password })
    expect((await post(standIn, login, body, { Cookie: cookie, 'X-CSRFToken': csrf })).status).toBe(200)
    expect((await get(standIn, '/api/v1/auth/me', { Cookie: cookie })).status).toBe(403)
  })
})

describe('the session', () => {
  test('says who is signed in, and until when', async () => {
    const standIn = await served()
    const { cookie } = await signIn(standIn)
    const answer: unknown = await (await get(standIn, '/api/v1/auth/validate', { Cookie: cookie })).json()
    expect(answer).toMatchObject({
      valid: true,
      user: { username: 'plain1' },
      session_expiry: expect.any(String),
    })
  })

  test('ends after 24 hours of the movable clock', async () => {
    const standIn = await served()
    const { cookie } = await signIn(standIn)
    standIn.state.clock.advance(24 * 60 * 60 * 1000)
    expect((await get(standIn, '/api/v1/auth/me', { Cookie: cookie })).status).toBe(403)
  })

  test('is gone after sign-out, and its cookie with it', async () => {
    const standIn = await served()
    const { cookie, csrf } = await signIn(standIn)
    const out = await post(standIn, '/api/v1/auth/logout', '', { Cookie: cookie, 'X-CSRFToken': csrf })
    expect(out.headers.getSetCookie()).toEqual([
      'sessionid=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=Lax',
    ])
    expect(await out.json()).toEqual({ message: 'Logged out successfully' })
    expect((await get(standIn, '/api/v1/auth/me', { Cookie: cookie })).status).toBe(403)
  })

  test('is not needed to sign out', async () => {
    const standIn = await served()
    const out = await post(standIn, '/api/v1/auth/logout', '')
    expect([out.status, out.headers.getSetCookie()]).toEqual([200, []])
  })
})
