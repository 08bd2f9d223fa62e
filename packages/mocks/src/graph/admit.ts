// SPDX-License-Identifier: Apache-2.0
import type { PlaneCall, PlaneRoute } from '../plane/routes.ts'
import { expiredToken, graphError, intuneError, unauthorized } from './answers.ts'
import type { Tenant } from './tenant.ts'
import { claimsOf, graphAudience, type Claims } from './tokens.ts'

export type GraphAnswer<S> = (call: PlaneCall<S>, claims: Claims) => Response

/** Which permissions a route takes, any of them, and who words the refusal. */
export interface Permission {
  readonly service: 'directory' | 'intune'
  readonly anyOf: readonly string[]
}

/** A route of Graph: the token is checked first, then its permissions. */
export function graphRoute<S>(
  tenant: Tenant,
  method: PlaneRoute<S>['method'],
  path: string,
  permission: Permission,
  answer: GraphAnswer<S>,
): PlaneRoute<S> {
  return {
    method,
    path: `/v1.0${path}`,
    answer: (call) => {
      const claims = admitted(call, tenant)
      if (claims instanceof Response) return claims
      return mayCall(claims, permission) ? answer(call, claims) : forbidden(call, permission)
    },
  }
}

/** What the caller's token says, or why it is not taken. */
function admitted<S>(call: PlaneCall<S>, tenant: Tenant): Claims | Response {
  const [scheme = '', token = ''] = (call.request.headers.get('authorization') ?? '').split(' ')
  if (scheme.toLowerCase() !== 'bearer' || token === '') return unauthorized(call, 'Access token is empty.')
  if (token.split('.').length !== 3) {
    return unauthorized(
      call,
      "IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EncodedPayload.EncodedSignature'.",
    )
  }
  const claims = claimsOf(token, tenant.signingKey)
  if (claims === undefined || claims.tid !== tenant.tenantId) {
    return unauthorized(call, 'Signature verification failed.')
  }
  if (claims.aud !== graphAudience) {
    return unauthorized(call, 'Access token validation failure. Invalid audience.')
  }
  const nowS = call.clock.nowMs() / 1000
  return nowS >= claims.exp || nowS + 300 < claims.nbf ? expiredToken(call) : claims
}

function mayCall({ roles = [], scp = '' }: Claims, { anyOf }: Permission): boolean {
  const held = new Set([...roles, ...scp.split(' ')])
  return anyOf.length === 0 || anyOf.some((each) => held.has(each))
}

function forbidden<S>(call: PlaneCall<S>, { service, anyOf }: Permission): Response {
  if (service === 'directory') {
    const message = 'Insufficient privileges to complete the operation.'
    return graphError(call, 403, 'Authorization_RequestDenied', message)
  }
  const message = `Application is not authorized to perform this operation. Application must have one of the following scopes: ${anyOf.join(', ')}`
  return intuneError(call, 403, 'Forbidden', message)
}
