// SPDX-License-Identifier: Apache-2.0
import { credentialsFrom } from '@eucora/harness'
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const dayMs = 24 * 60 * 60 * 1000

test(
  'who is signed in is told as at the sign-in, and the session ends within a day',
  about({ app: 'platform', class: 'Retrieve', rule: 'answers-tell-what-is-stored' }),
  async ({ as }) => {
    for (const role of ['user', 'staff', 'superuser'] as const) {
      const caller = await as(role)

      const me = answered(await caller.call('auth.me', {}), 200)
      const { session_expiry, ...valid } = answered(await caller.call('auth.validate', {}), 200)
      const { timestamp } = answered(await caller.call('health.api.metrics', {}), 200)

      expect(me).toEqual({ user: caller.user })
      expect(me.user.username).toBe(caller.username)
      expect(valid).toEqual({ valid: true, user: caller.user })
      const leftMs = Date.parse(session_expiry ?? '') - Date.parse(timestamp)
      expect(leftMs).toBeGreaterThan(0)
      expect(leftMs).toBeLessThanOrEqual(dayMs)
    }
  },
)

test(
  'after the sign-out nobody gets in with the session that was',
  about({ app: 'platform', class: 'Auth', rule: 'operations-need-a-session', alone: true }),
  async ({ as, anonymous }) => {
    const user = await as('user')
    const headers = { cookie: user.session?.cookie ?? '' }
    const before = answered(await anonymous.send('auth.me', { headers }), 200)
    await user.signOut()

    expect(before.user.username).toBe(user.username)
    expect(await anonymous.send('auth.me', { headers })).toBeRefused(403)
    expect(await anonymous.send('auth.validate', { headers })).toBeRefused(403)
  },
)

test(
  'a name or an e-mail address with its password opens a session of that user',
  about({
    app: 'platform',
    class: 'CRUD',
    rule: 'answers-tell-what-is-stored',
    operation: 'auth.login',
    alone: true,
  }),
  async ({ anonymous, connection }) => {
    const [{ username, password } = { username: '', password: '' }] = credentialsFrom(process.env).staff
    connection.journal.redactor.secrets.add(password)
    const signIn = async (body: { username: string } | { email: string }) =>
      answered(await anonymous.call('auth.login', { body: { ...body, password } }), 200)

    const byName = await signIn({ username })
    const me = answered(await anonymous.call('auth.me', {}), 200)

    expect(me.user.username).toBe(username)
    expect(byName.user).toEqual(me.user)
    expect(anonymous.session?.cookie).toContain(byName.session_id)
    expect((await signIn({ email: me.user.email })).user).toEqual(me.user)
    expect(answered(await anonymous.call('auth.me', {}), 200)).toEqual(me)
  },
)

test(
  'whoever is unknown, or says no name and password, is not signed in',
  about({ app: 'platform', class: 'Auth', rule: 'input-is-validated', operation: 'auth.login' }),
  async ({ anonymous }) => {
    const unknown = await anonymous.call('auth.login', {
      body: { username: 'nobody', password: 'no password' },
    })
    const empty = await anonymous.call('auth.login', { body: {} })

    expect(answered(unknown, 401)).toEqual({ error: 'Invalid email or password' })
    expect(answered(empty, 400)).toEqual({ error: 'Email and password required' })
    for (const field of ['email', 'username'] as const) {
      const by = (name: unknown) =>
        anonymous.send('auth.login', { body: { [field]: name, password: 'no password' } })
      expect(answered(await by(['nobody']), 401)).toEqual({ error: 'Invalid email or password' })
      expect(await by('no\u0000body')).toNameField(field)
    }
    const body = { username: 'nobody', password: ['no password'] }
    expect(await anonymous.send('auth.login', { body })).toNameField('password')
  },
)
