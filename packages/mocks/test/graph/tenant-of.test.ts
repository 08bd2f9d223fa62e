// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { tenantOf } from '../../src/graph/tenant-of.ts'

test('the environment says who may come to the tenant', () => {
  const tenant = tenantOf({
    INTUNE_TENANT_ID: 't',
    INTUNE_CLIENT_ID: 'i',
    INTUNE_CLIENT_SECRET: 'is',
    ENTRA_ID_CLIENT_ID: 'e',
    ENTRA_ID_CLIENT_SECRET: 'es',
    ENTRA_ID_REDIRECT_URI: 'https://e.example/callback',
  })
  expect(tenant.tenantId).toBe('t')
  expect(tenant.apps).toMatchObject([
    { clientId: 'i', clientSecret: 'is' },
    { clientId: 'e', clientSecret: 'es', redirectUris: ['https://e.example/callback'] },
  ])
})

test('what is not set is made up, and no secret is made up twice', () => {
  const [first, second] = [tenantOf({}), tenantOf({})]
  expect(first.apps.map(({ clientId }) => clientId)).toEqual([second.apps[0]?.clientId])
  expect(first.apps[0]?.clientSecret).not.toBe(second.apps[0]?.clientSecret)
  expect(first.signingKey).not.toBe(second.signingKey)
})
