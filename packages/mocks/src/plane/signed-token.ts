// SPDX-License-Identifier: Apache-2.0
import { createHmac, timingSafeEqual } from 'node:crypto'

/** A JSON web token, signed with a shared key (HS256). */
export function signedToken(header: object, claims: object, signingKey: string): string {
  const content = `${encoded(header)}.${encoded(claims)}`
  return `${content}.${signatureOf(content, signingKey).toString('base64url')}`
}

/** What a token holds, parsed; undefined where it was not signed with this key. */
export function contentOf(token: string, signingKey: string): unknown {
  const [header = '', payload = '', signature = '', ...more] = token.split('.')
  const expected = signatureOf(`${header}.${payload}`, signingKey)
  const sent = Buffer.from(signature, 'base64url')
  if (more.length > 0 || sent.length !== expected.length || !timingSafeEqual(sent, expected)) return undefined
  const content: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return content
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signatureOf(content: string, signingKey: string): Buffer {
  return createHmac('sha256', signingKey).update(content).digest()
}
