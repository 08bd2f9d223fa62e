// SPDX-License-Identifier: Apache-2.0
import { connectorRoles, type AppRegistration, type Tenant } from '../../src/graph/tenant.ts'

export const startMs = Date.UTC(2026, 0, 5, 9)
export const hourMs = 3_600_000
export const redirectUri = 'https://eucora.example/auth/callback'

export const connector: AppRegistration = {
  clientId: '6f1b0b1e-3a55-4c7e-9d0a-5b1c7d0e2f10',
  clientSecret: 'made-up-for-this-test',
  roles: connectorRoles,
  redirectUris: [redirectUri],
}

/** An application that nobody granted anything. */
export const stranger: AppRegistration = {
  clientId: 'c0ffee00-3a55-4c7e-9d0a-5b1c7d0e2f10',
  clientSecret: 'made-up-as-well',
  roles: [],
  secretExpiresMs: startMs + 24 * hourMs,
}

export const tenant: Tenant = {
  tenantId: '11111111-2222-4333-8444-555555555555',
  domain: 'eucora.example',
  apps: [connector, stranger],
  signingKey: 'known-to-both-mocks',
}
