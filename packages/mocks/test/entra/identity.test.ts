// SPDX-License-Identifier: Apache-2.0
import { AuthorizationCodeCredential, ClientSecretCredential } from '@azure/identity'
import { describe, expect, test } from 'vitest'
import { createEntra } from '../../src/entra/entra.ts'
import { claimsOf } from '../../src/graph/tokens.ts'
import { servedSecurely } from '../graph/secure.ts'
import { connector, redirectUri, startMs, stranger, tenant } from '../graph/tenant.ts'

const scope = 'https://graph.microsoft.com/.default'

async function entra() {
  const plane = createEntra({ tenant, startMs })
  const url = await servedSecurely(plane)
  const options = { authorityHost: url, disableInstanceDiscovery: true, retryOptions: { maxRetries: 0 } }
  return { plane, url, options }
}

describe('ClientSecretCredential of @azure/identity', () => {
  test('gets a token for an hour with the permissions of the application', async () => {
    const { options } = await entra()
    const { tenantId, signingKey } = tenant
    const credential = new ClientSecretCredential(
      tenantId,
      connector.clientId,
      connector.clientSecret,
      options,
    )
    const { token } = await credential.getToken(scope)
    expect(claimsOf(token, signingKey)).toMatchObject({
      aud: 'https://graph.microsoft.com',
      tid: tenantId,
      appid: connector.clientId,
      roles: connector.roles,
      exp: startMs / 1000 + 3599,
    })
  })

  test.each([
    ['another secret', tenant.tenantId, connector.clientId, 'wrong', scope, 'invalid_client', 7000215],
    ['an unknown application', tenant.tenantId, 'nobody', 'x', scope, 'unauthorized_client', 700016],
    [
      'no default scope',
      tenant.tenantId,
      connector.clientId,
      connector.clientSecret,
      'https://graph.microsoft.com/User.Read',
      'invalid_scope',
      1002012,
    ],
    [
      'an unknown resource',
      tenant.tenantId,
      connector.clientId,
      connector.clientSecret,
      'https://other.example/.default',
      'invalid_resource',
      500011,
    ],
  ])('is refused with %s', async (_, tenantId, clientId, secret, asked, error, code) => {
    const { options, plane } = await entra()
    const credential = new ClientSecretCredential(tenantId, clientId, secret, options)
    await expect(credential.getToken(asked)).rejects.toMatchObject({
      name: 'AuthenticationRequiredError',
      message: expect.stringMatching(new RegExp(`^${error}: .*AADSTS${code}: `, 's')),
    })
    expect(JSON.stringify(plane.calls.all())).not.toContain(connector.clientSecret)
  })

  test('is refused when its secret has expired', async () => {
    const { options, plane } = await entra()
    plane.clock.advance(24 * 3_600_000)
    const credential = new ClientSecretCredential(
      tenant.tenantId,
      stranger.clientId,
      stranger.clientSecret,
      options,
    )
    await expect(credential.getToken(scope)).rejects.toThrow(
      `AADSTS7000222: The provided client secret keys for app '${stranger.clientId}' are expired.`,
    )
  })

  test('is refused in a tenant that does not exist', async () => {
    const { options } = await entra()
    const other = '99999999-2222-4333-8444-555555555555'
    const credential = new ClientSecretCredential(other, connector.clientId, connector.clientSecret, options)
    await expect(credential.getToken(scope)).rejects.toThrow()
  })
})

describe('AuthorizationCodeCredential of @azure/identity', () => {
  test('redeems a code once', async () => {
    const { url, options, plane } = await entra()
    const user = plane.state.directory.users[3]?.userPrincipalName ?? ''
    const query = new URLSearchParams({
      client_id: connector.clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      state: 's-1',
      login_hint: user,
    })
    const authorized = await fetch(`${url}/${tenant.tenantId}/oauth2/v2.0/authorize?${query.toString()}`, {
      redirect: 'manual',
    })
    const target = new URL(authorized.headers.get('location') ?? '')
    expect([authorized.status, target.searchParams.get('state')]).toEqual([302, 's-1'])
    const code = target.searchParams.get('code') ?? ''
    const credential = () =>
      new AuthorizationCodeCredential(
        tenant.tenantId,
        connector.clientId,
        connector.clientSecret,
        code,
        redirectUri,
        options,
      )
    const { token } = await credential().getToken('https://graph.microsoft.com/User.Read')
    expect(claimsOf(token, tenant.signingKey)).toMatchObject({
      upn: user,
      scp: 'openid profile email User.Read',
    })
    const me = await fetch(`${url}/v1.0/me`, { headers: { Authorization: `Bearer ${token}` } })
    expect([me.status, await me.json()]).toEqual([200, expect.objectContaining({ userPrincipalName: user })])
    await expect(credential().getToken('https://graph.microsoft.com/User.Read')).rejects.toThrow(
      'AADSTS54005',
    )
  })
})
