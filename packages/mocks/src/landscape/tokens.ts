// SPDX-License-Identifier: Apache-2.0
import { conforms, type Static, Type } from '@eucora/harness/contract/schema'
import { contentOf, signedToken } from '../plane/signed-token.ts'

const Claims = Type.Object({
  /** Seconds since the epoch, as the one below. */
  exp: Type.Number(),
  iat: Type.Number(),
  /** The administrator's email address. */
  sub: Type.String(),
  /** The account's name. */
  acc: Type.String(),
  id: Type.Number(),
})

/** What a token of Landscape says. */
export type Claims = Static<typeof Claims>

const header = { alg: 'HS256', typ: 'JWT' }

/** A JSON web token with a shared key, as Landscape's own are. */
export function signed(claims: Claims, signingKey: string): string {
  return signedToken(header, claims, signingKey)
}

/** What a token says; undefined where this Landscape did not sign it. */
export function claimsOf(token: string, signingKey: string): Claims | undefined {
  const claims = contentOf(token, signingKey)
  return conforms(Claims, claims) ? claims : undefined
}
