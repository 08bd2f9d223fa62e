// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { connectorRoles, type AppRegistration, type Tenant } from './tenant.ts'

type Env = Readonly<Record<string, string | undefined>>

const tenantId = '11111111-2222-4333-8444-555555555555'
const clientId = '6f1b0b1e-3a55-4c7e-9d0a-5b1c7d0e2f10'

/**
 * The tenant of `mocks serve`: EUCORA's own variables for Intune and sign-in say who may come. What is not set is made
 * up; a secret that nobody set is nobody's.
 */
export function tenantOf(env: Env): Tenant {
  const secret = randomBytes(24).toString('hex')
  const app = (prefix: string): AppRegistration => ({
    clientId: env[`${prefix}_CLIENT_ID`] ?? clientId,
    clientSecret: env[`${prefix}_CLIENT_SECRET`] ?? secret,
    roles: connectorRoles,
    redirectUris: [env['ENTRA_ID_REDIRECT_URI'] ?? 'http://localhost:5173/auth/callback'],
  })
  const apps = [app('INTUNE'), app('ENTRA_ID')]
  return {
    tenantId: env['INTUNE_TENANT_ID'] ?? env['ENTRA_ID_TENANT_ID'] ?? tenantId,
    domain: 'eucora.example',
    apps: apps.filter((each, index) => apps.findIndex((other) => other.clientId === each.clientId) === index),
    signingKey: randomBytes(24).toString('hex'),
  }
}
