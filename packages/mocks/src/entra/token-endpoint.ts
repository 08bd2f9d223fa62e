// SPDX-License-Identifier: Apache-2.0
import type { Directory, DirectoryUser } from '../graph/directory.ts'
import type { AppRegistration, Tenant } from '../graph/tenant.ts'
import { graphAudience, signed, type Claims } from '../graph/tokens.ts'
import type { PlaneCall } from '../plane/routes.ts'
import { stsError } from './sts-error.ts'

/** A code that was handed out to an application for a user. */
export interface AuthorizationCode {
  readonly clientId: string
  readonly redirectUri: string
  readonly scope: string
  readonly user: DirectoryUser
  readonly expiresMs: number
  redeemed: boolean
}

export interface EntraState {
  readonly directory: Directory
  readonly codes: Map<string, AuthorizationCode>
}

type Call = PlaneCall<EntraState>

/** One second short of an hour, as Entra says it of tokens whose lifetime nobody configured. */
const lifetimeS = 3599
const graphScopes = 'openid profile email User.Read'

/** POST `/{tenant}/oauth2/v2.0/token`: client credentials with a secret, and the authorization code. */
export function token(call: Call, tenant: Tenant): Response {
  const form = new URLSearchParams(new TextDecoder().decode(call.bytes))
  const problem = requestProblem(call, tenant, form)
  if (problem !== undefined) return problem
  const clientId = form.get('client_id') ?? ''
  const app = tenant.apps.find((each) => each.clientId === clientId)
  if (app === undefined) return stsError(call, 700016, clientId, tenant.domain)
  return form.get('grant_type') === 'client_credentials'
    ? clientCredentials(call, tenant, app, form)
    : authorizationCode(call, tenant, app, form)
}

function requestProblem(call: Call, tenant: Tenant, form: URLSearchParams): Response | undefined {
  const named = call.params['tenant'] ?? ''
  if (!isOf(tenant, named)) return stsError(call, 90002, named)
  const grant = form.get('grant_type')
  const missing = ['grant_type', 'client_id'].find((name) => (form.get(name) ?? '') === '')
  if (missing !== undefined) return stsError(call, 900144, missing)
  const known = grant === 'client_credentials' || grant === 'authorization_code'
  return known ? undefined : stsError(call, 70003, grant ?? '')
}

export function isOf({ tenantId, domain }: Tenant, named: string): boolean {
  return named === tenantId || named.toLowerCase() === domain
}

function clientCredentials(
  call: Call,
  tenant: Tenant,
  app: AppRegistration,
  form: URLSearchParams,
): Response {
  const scope = form.get('scope') ?? ''
  if (scope === '') return stsError(call, 900144, 'scope')
  if (!scope.endsWith('/.default')) return stsError(call, 1002012, scope)
  const audience = scope.slice(0, -'/.default'.length)
  if (audience !== graphAudience) return stsError(call, 500011, audience, tenant.domain)
  const problem = secretProblem(call, app, form)
  if (problem !== undefined) return problem
  return granted(call, { access_token: accessToken(call, tenant, app, { roles: [...app.roles] }) })
}

function authorizationCode(
  call: Call,
  tenant: Tenant,
  app: AppRegistration,
  form: URLSearchParams,
): Response {
  const missing = ['code', 'redirect_uri'].find((name) => (form.get(name) ?? '') === '')
  if (missing !== undefined) return stsError(call, 900144, missing)
  const problem = secretProblem(call, app, form)
  if (problem !== undefined) return problem
  const code = call.state.codes.get(form.get('code') ?? '')
  if (code === undefined || code.clientId !== app.clientId) return stsError(call, 9002313)
  if (code.redirectUri !== form.get('redirect_uri')) return stsError(call, 500112)
  if (code.redeemed) return stsError(call, 54005)
  if (call.clock.nowMs() >= code.expiresMs) return stsError(call, 70008)
  code.redeemed = true
  const { id, userPrincipalName, displayName } = code.user
  const user = { oid: id, upn: userPrincipalName, name: displayName }
  return granted(call, {
    scope: graphScopes,
    access_token: accessToken(call, tenant, app, { ...user, scp: graphScopes }),
    id_token: signed(
      {
        ...times(call),
        aud: app.clientId,
        iss: `${call.url.origin}/${tenant.tenantId}/v2.0`,
        tid: tenant.tenantId,
        sub: id,
        oid: id,
        preferred_username: userPrincipalName,
        name: displayName,
        ver: '2.0',
      },
      tenant.signingKey,
    ),
  })
}

function secretProblem(call: Call, app: AppRegistration, form: URLSearchParams): Response | undefined {
  const { clientId, clientSecret, secretExpiresMs = Number.POSITIVE_INFINITY } = app
  const sent = form.get('client_secret') ?? ''
  if (sent === '') return stsError(call, 7000218)
  if (sent !== clientSecret) return stsError(call, 7000215, clientId)
  return call.clock.nowMs() >= secretExpiresMs ? stsError(call, 7000222, clientId) : undefined
}

function accessToken(
  call: Call,
  tenant: Tenant,
  { clientId }: AppRegistration,
  granted: Pick<Claims, 'roles' | 'scp' | 'oid' | 'upn' | 'name'>,
): string {
  const { tenantId, signingKey } = tenant
  const claims: Claims = {
    ...times(call),
    aud: graphAudience,
    iss: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    appid: clientId,
    uti: call.random.hex(22),
    ...granted,
  }
  return signed(claims, signingKey)
}

function times({ clock }: Call) {
  const nowS = Math.floor(clock.nowMs() / 1000)
  return { iat: nowS, nbf: nowS, exp: nowS + lifetimeS }
}

function granted(call: Call, tokens: Readonly<Record<string, string>>): Response {
  return Response.json(
    { token_type: 'Bearer', expires_in: lifetimeS, ext_expires_in: lifetimeS, ...tokens },
    { headers: { 'Cache-Control': 'no-store, no-cache', 'x-ms-request-id': call.random.uuid() } },
  )
}
