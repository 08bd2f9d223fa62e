// SPDX-License-Identifier: Apache-2.0
import type { AppRegistration, Tenant } from '../graph/tenant.ts'
import type { PlaneCall } from '../plane/routes.ts'
import { stsError } from './sts-error.ts'
import { isOf, type EntraState } from './token-endpoint.ts'

const codeLifetimeMs = 10 * 60 * 1000

/**
 * GET `/{tenant}/oauth2/v2.0/authorize`. There is no page to sign in on: the user whom `login_hint` names counts as
 * signed in, and the code is sent to the redirect URI at once. Anybody else is `login_required`.
 */
export function authorize(call: PlaneCall<EntraState>, tenant: Tenant): Response {
  const query = call.url.searchParams
  const named = call.params['tenant'] ?? ''
  if (!isOf(tenant, named)) return stsError(call, 90002, named)
  const clientId = query.get('client_id') ?? ''
  const app = tenant.apps.find((each) => each.clientId === clientId)
  if (app === undefined) return stsError(call, 700016, clientId, tenant.domain)
  const redirectUri = query.get('redirect_uri') ?? ''
  if (app.redirectUris?.includes(redirectUri) !== true) return stsError(call, 50011, redirectUri, clientId)
  return redirected(call, app, new URL(redirectUri), query)
}

function redirected(
  call: PlaneCall<EntraState>,
  { clientId }: AppRegistration,
  target: URL,
  query: URLSearchParams,
): Response {
  const redirectUri = query.get('redirect_uri') ?? ''
  const hint = (query.get('login_hint') ?? '').toLowerCase()
  const user = call.state.directory.users.find(({ userPrincipalName }) => userPrincipalName === hint)
  const state = query.get('state')
  if (user === undefined) {
    target.searchParams.set('error', 'login_required')
    target.searchParams.set(
      'error_description',
      'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
    )
  } else {
    const code = `1.${call.random.hex(64)}`
    const expiresMs = call.clock.nowMs() + codeLifetimeMs
    const scope = query.get('scope') ?? ''
    call.state.codes.set(code, { clientId, redirectUri, scope, user, expiresMs, redeemed: false })
    target.searchParams.set('code', code)
  }
  if (state !== null) target.searchParams.set('state', state)
  return new Response(null, { status: 302, headers: { Location: target.href } })
}
