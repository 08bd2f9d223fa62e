// SPDX-License-Identifier: Apache-2.0
import { describe, expect, onTestFinished, test } from 'vitest'
import { createEntra } from '../../src/entra/entra.ts'
import { servePlane } from '../../src/plane/serve-plane.ts'
import { connector, redirectUri, startMs, tenant } from '../graph/tenant.ts'

async function served() {
  const plane = createEntra({ tenant, startMs })
  const { url, close } = await servePlane(plane)
  onTestFinished(close)
  return { plane, url }
}

const { clientId, clientSecret } = connector
const right = {
  client_id: clientId,
  client_secret: clientSecret,
  grant_type: 'client_credentials',
  scope: 'https://graph.microsoft.com/.default',
}

async function ask(url: string, form: Readonly<Record<string, string>>, named: string = tenant.domain) {
  const answer = await fetch(`${url}/${named}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'client-request-id': 'c-1' },
    body: new URLSearchParams(form),
  })
  const body: unknown = await answer.json()
  return { status: answer.status, body }
}

describe('the token endpoint', () => {
  test('answers exactly these keys', async () => {
    const { url } = await served()
    expect(await ask(url, right)).toEqual({
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: 3599,
        ext_expires_in: 3599,
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      },
    })
  })

  test('answers an error with exactly these keys', async () => {
    const { url } = await served()
    const { status, body } = await ask(url, { ...right, client_secret: 'wrong' })
    expect([status, body]).toEqual([
      401,
      {
        error: 'invalid_client',
        error_description: expect.stringMatching(
          new RegExp(
            `^AADSTS7000215: Invalid client secret provided\\. .* for a secret added to app '${clientId}'\\. Trace ID: [0-9a-f-]{36} Correlation ID: c-1 Timestamp: 2026-01-05 09:00:00Z$`,
          ),
        ),
        error_codes: [7000215],
        timestamp: '2026-01-05 09:00:00Z',
        trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        correlation_id: 'c-1',
        error_uri: `${url}/error?code=7000215`,
      },
    ])
  })

  test.each([
    ['without a grant type', { ...right, grant_type: '' }, 400, 900144],
    ['without an application', { ...right, client_id: '' }, 400, 900144],
    ['without a scope', { ...right, scope: '' }, 400, 900144],
    ['of another grant', { ...right, grant_type: 'password' }, 400, 70003],
    ['without a secret', { ...right, client_secret: '' }, 401, 7000218],
    [
      'with a code that was never handed out',
      { ...right, grant_type: 'authorization_code', code: 'x', redirect_uri: redirectUri },
      400,
      9002313,
    ],
    ['without a code', { ...right, grant_type: 'authorization_code' }, 400, 900144],
    [
      'for a code with a wrong secret',
      {
        ...right,
        grant_type: 'authorization_code',
        code: 'x',
        redirect_uri: redirectUri,
        client_secret: 'x',
      },
      401,
      7000215,
    ],
  ])('refuses a request %s', async (_, form, status, code) => {
    const { url } = await served()
    const refused = await ask(url, form)
    expect(refused).toMatchObject({ status, body: { error_codes: [code] } })
  })

  test('refuses a tenant that does not exist, as do metadata and authorization', async () => {
    const { url } = await served()
    const refused = { status: 400, body: { error: 'invalid_request', error_codes: [90002] } }
    expect(await ask(url, right, 'other.example')).toMatchObject(refused)
    for (const path of ['oauth2/v2.0/authorize', 'v2.0/.well-known/openid-configuration']) {
      const answer = await fetch(`${url}/other.example/${path}`)
      expect({ status: answer.status, body: await answer.json() }).toMatchObject(refused)
    }
  })

  test('speaks of its own failures', async () => {
    const { plane, url } = await served()
    plane.inject({ kind: 'status', status: 503, times: 1 })
    expect(await ask(url, right)).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } })
    plane.inject({ kind: 'expired-token', times: 1 })
    expect(await ask(url, right)).toMatchObject({ status: 401, body: { error_codes: [7000222] } })
    plane.inject({ kind: 'expired-token', times: 1 })
    expect((await fetch(`${url}/v1.0/users`)).status).toBe(401)
  })
})

describe('authorization', () => {
  async function codeFor(url: string, more: Readonly<Record<string, string>>): Promise<URL> {
    const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, ...more })
    const answer = await fetch(`${url}/${tenant.tenantId}/oauth2/v2.0/authorize?${query.toString()}`, {
      redirect: 'manual',
    })
    return new URL(answer.headers.get('location') ?? '')
  }

  const grant = { ...right, grant_type: 'authorization_code', redirect_uri: redirectUri }

  test('without a user who is signed in goes back with login_required', async () => {
    const { url } = await served()
    expect((await codeFor(url, {})).searchParams.get('error')).toBe('login_required')
  })

  test('hands out a code that lasts ten minutes, for one redirect URI', async () => {
    const { url, plane } = await served()
    const login_hint = plane.state.directory.users[0]?.userPrincipalName ?? ''
    const code = (await codeFor(url, { login_hint })).searchParams.get('code') ?? ''
    const elsewhere = await ask(url, { ...grant, code, redirect_uri: 'https://evil.example' })
    expect(elsewhere).toMatchObject({ body: { error_codes: [500112] } })
    plane.clock.advance(10 * 60_000)
    expect(await ask(url, { ...grant, code })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [70008] },
    })
  })

  test.each([
    ['an unknown application', { client_id: 'nobody' }, 700016],
    ['a redirect URI that is not registered', { redirect_uri: 'https://evil.example' }, 50011],
  ])('refuses %s', async (_, more, code) => {
    const { url } = await served()
    const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, ...more })
    const answer = await fetch(`${url}/${tenant.tenantId}/oauth2/v2.0/authorize?${query.toString()}`)
    expect(await answer.json()).toMatchObject({ error_codes: [code] })
  })
})

describe('users and groups', () => {
  async function reader() {
    const { plane, url } = await served()
    const { body } = await ask(url, right)
    const token =
      typeof body === 'object' && body !== null && 'access_token' in body ? String(body.access_token) : ''
    const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${url}/v1.0${path}`, { headers: { Authorization: `Bearer ${token}`, ...headers } })
    return { plane, get, directory: plane.state.directory }
  }

  test('are paged, found and read', async () => {
    const { get, directory } = await reader()
    const first: unknown = await (await get('/users?$top=20&$select=userPrincipalName')).json()
    expect(first).toMatchObject({
      value: directory.users.slice(0, 20).map(({ userPrincipalName }) => ({ userPrincipalName })),
      '@odata.nextLink': expect.stringContaining('/v1.0/users?$top=20&$select=userPrincipalName&$skiptoken='),
    })
    const user = directory.users[1]
    const byName = await get(`/users/${user?.userPrincipalName.toUpperCase()}`)
    expect(await byName.json()).toMatchObject({ id: user?.id })
    expect(await (await get(`/users/${user?.id}/manager`)).json()).toMatchObject({
      id: directory.users[0]?.id,
    })
    expect((await get(`/users/${directory.users[0]?.id}/manager`)).status).toBe(404)
    expect(await (await get(`/users/${user?.id}/memberOf`)).json()).toMatchObject({
      value: [{ '@odata.type': '#microsoft.graph.group', displayName: 'All users' }],
    })
    expect(await (await get('/organization')).json()).toMatchObject({ value: [{ id: tenant.tenantId }] })
    expect((await get('/users/nobody')).status).toBe(404)
    expect((await get(`/users/${user?.id}?$select=colour`)).status).toBe(400)
  })

  test('have rings of devices, each within the next', async () => {
    const { get, directory } = await reader()
    const groups: unknown = await (await get("/groups?$filter=startswith(displayName,'EUCORA-Ring-')")).json()
    expect(groups).toMatchObject({
      value: ['LAB', 'CANARY', 'PILOT', 'DEPARTMENT', 'GLOBAL'].map((ring) => ({
        displayName: `EUCORA-Ring-${ring}`,
      })),
    })
    const [lab, canary] = directory.groups
    expect(canary?.members.slice(0, 2)).toEqual(lab?.members)
    expect(await (await get(`/groups/${lab?.id}`)).json()).toMatchObject({ securityEnabled: true })
    expect(await (await get(`/groups/${lab?.id}/members`)).json()).toMatchObject({
      value: [
        { '@odata.type': '#microsoft.graph.device', displayName: 'WIN-0001' },
        { displayName: 'WIN-0002' },
      ],
    })
    expect((await get('/groups/none')).status).toBe(404)
  })

  test('are counted only for those who accept an older state', async () => {
    const { get, directory } = await reader()
    const path = `/groups/${directory.groups[1]?.id}/transitiveMembers/$count`
    expect((await get(path)).status).toBe(400)
    expect(await (await get(path, { ConsistencyLevel: 'eventual' })).text()).toBe('5')
  })

  test('do not know an application as a user', async () => {
    const { get } = await reader()
    const answer = await get('/me')
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        error: expect.objectContaining({
          message: '/me request is only valid with delegated authentication flow.',
        }),
      },
    ])
  })

  test('of a tenant without devices are one user and no members', () => {
    const { directory } = createEntra({ tenant: { ...tenant, deviceCount: 0 } }).state
    expect([directory.users.length, directory.devices]).toEqual([1, []])
  })

  test('of a large tenant have names of their own', () => {
    const { users } = createEntra({ tenant: { ...tenant, deviceCount: 500 } }).state.directory
    expect(new Set(users.map(({ userPrincipalName }) => userPrincipalName)).size).toBe(250)
  })
})
