// SPDX-License-Identifier: Apache-2.0
import { conforms, type Static, Type } from '@eucora/harness/contract/schema'
import { contentOf, signedToken } from '../plane/signed-token.ts'

const Claims = Type.Object({
  aud: Type.String(),
  iss: Type.String(),
  tid: Type.String(),
  appid: Type.String(),
  /** Seconds since the epoch, as the two below. */
  iat: Type.Number(),
  nbf: Type.Number(),
  exp: Type.Number(),
  uti: Type.String(),
  /** Application permissions; in tokens of an application. */
  roles: Type.Optional(Type.Array(Type.String())),
  /** Delegated permissions with blanks between them; in tokens of a user. */
  scp: Type.Optional(Type.String()),
  oid: Type.Optional(Type.String()),
  upn: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
})

/** What an access token says. */
export type Claims = Static<typeof Claims>

export const graphAudience = 'https://graph.microsoft.com'

const header = { typ: 'JWT', alg: 'HS256', kid: 'eucora-mock' }

/** A JSON web token. Entra signs with RSA; nobody but Graph is to look into an access token, so here a shared key does. */
export function signed(claims: object, signingKey: string): string {
  return signedToken(header, claims, signingKey)
}

/** The token that was last found to be right: a caller sends the same one for an hour. */
let lastRight: { readonly token: string; readonly signingKey: string; readonly claims: Claims } | undefined

/** What a token says; undefined where this tenant did not sign it. */
export function claimsOf(token: string, signingKey: string): Claims | undefined {
  if (token === lastRight?.token && signingKey === lastRight.signingKey) return lastRight.claims
  const claims = checkedClaims(token, signingKey)
  if (claims !== undefined) lastRight = { token, signingKey, claims }
  return claims
}

function checkedClaims(token: string, signingKey: string): Claims | undefined {
  const claims = contentOf(token, signingKey)
  return conforms(Claims, claims) ? claims : undefined
}
