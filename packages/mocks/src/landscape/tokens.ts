// SPDX-License-Identifier: Apache-2.0
import { createHmac, timingSafeEqual } from 'node:crypto'
import { conforms, type Static, Type } from '@eucora/harness/contract/schema'

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

const header = encoded({ alg: 'HS256', typ: 'JWT' })

/** A JSON web token with a shared key, as Landscape's own are. */
export function signed(claims: Claims, signingKey: string): string {
  const content = `${header}.${encoded(claims)}`
  return `${content}.${signatureOf(content, signingKey).toString('base64url')}`
}

/** What a token says; undefined where this Landscape did not sign it. */
export function claimsOf(token: string, signingKey: string): Claims | undefined {
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
