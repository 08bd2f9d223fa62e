// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../call.ts'
import { csrfCookie, csrfSecretFrom, maskedToken, newCsrfSecret } from '../front/csrf.ts'
import { headerValue } from '../front/incoming.ts'

/** Hands out a masked token for the secret that the client holds, or for a fresh one; the cookie is renewed. */
function token({ headers, state }: Call) {
  const secret = csrfSecretFrom(headerValue(headers, 'cookie')) ?? newCsrfSecret()
  return {
    status: 200,
    body: { csrf_token: maskedToken(secret) },
    headers: { 'Set-Cookie': csrfCookie(secret, state.clock.nowMs()) },
  } as const
}

export const coreCsrf = { 'core.csrf.get': token, 'admin.csrf.get': token } as const
