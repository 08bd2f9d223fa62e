// SPDX-License-Identifier: Apache-2.0
import { createHmac, timingSafeEqual } from 'node:crypto'
import { conforms, type Static, Type } from '@eucora/harness/contract/schema'

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

const header = encoded({ typ: 'JWT', alg: 'HS256', kid: 'eucora-mock' })

/** A JSON web token. Entra signs with RSA; nobody but Graph is to look into an access token, so here a shared key does. */
export function signed(claims: object, signingKey: string): string {
  const content = `${header}.${encoded(claims)}`
  return `${content}.${signatureOf(content, signingKey).toString('base64url')}`
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
  const [first = '', payload = '', signature = '', ...more] = token.split('.')
  const expected = signatureOf(`${first}.${payload}`, signingKey)
  const sent = Buffer.from(signature, 'base64url')
  if (more.length > 0 || sent.length !== expected.length || !timingSafeEqual(sent, expected)) return undefined
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return conforms(Claims, claims) ? claims : undefined
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signatureOf(content: string, signingKey: string): Buffer {
  return createHmac('sha256', signingKey).update(content).digest()
}
