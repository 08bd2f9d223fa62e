// SPDX-License-Identifier: Apache-2.0
import { graphFailure } from '../graph/answers.ts'
import { createDirectory } from '../graph/directory.ts'
import { directoryRoutes } from '../graph/directory-routes.ts'
import type { Tenant } from '../graph/tenant.ts'
import { definePlane, type Plane, type PlaneStart } from '../plane/plane.ts'
import type { PlaneCall, PlaneRoute } from '../plane/routes.ts'
import { authorize } from './authorize.ts'
import { stsError } from './sts-error.ts'
import { isOf, token, type EntraState } from './token-endpoint.ts'

export interface EntraOptions extends PlaneStart {
  readonly tenant: Tenant
}

/**
 * Entra ID for one tenant: the token endpoint (client credentials with a secret, authorization code), authorization for
 * a user who is signed in already, the metadata document, and Graph's users and groups.
 */
export function createEntra({ tenant, ...start }: EntraOptions): Plane<EntraState> {
  const login = '/{tenant}/oauth2/v2.0'
  const routes: readonly PlaneRoute<EntraState>[] = [
    { method: 'POST', path: `${login}/token`, answer: (call) => token(call, tenant) },
    { method: 'GET', path: `${login}/authorize`, answer: (call) => authorize(call, tenant) },
    {
      method: 'GET',
      path: '/{tenant}/v2.0/.well-known/openid-configuration',
      answer: (call) => metadata(call, tenant),
    },
    ...directoryRoutes<EntraState>(tenant),
  ]
  return definePlane<EntraState>({
    name: 'entra',
    ...start,
    createState: () => ({ directory: createDirectory(tenant), codes: new Map() }),
    routes,
    failure,
  })
}

function metadata(call: PlaneCall<EntraState>, tenant: Tenant): Response {
  const named = call.params['tenant'] ?? ''
  if (!isOf(tenant, named)) return stsError(call, 90002, named)
  const { origin } = call.url
  const login = `${origin}/${tenant.tenantId}`
  return Response.json({
    issuer: `${login}/v2.0`,
    authorization_endpoint: `${login}/oauth2/v2.0/authorize`,
    token_endpoint: `${login}/oauth2/v2.0/token`,
    jwks_uri: `${login}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    tenant_region_scope: 'EU',
  })
}

/** Below Graph's paths Graph's words, else those of the token endpoint. */
function failure(call: PlaneCall<EntraState>, kind: number | 'expired-token'): Response {
  if (call.url.pathname.startsWith('/v1.0/')) return graphFailure(call, kind)
  if (kind === 'expired-token') return stsError(call, 7000222, 'eucora')
  const { headers, body } = stsError(call, 90033)
  return new Response(body, { status: kind, headers })
}
