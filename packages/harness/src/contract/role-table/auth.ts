// SPDX-License-Identifier: Apache-2.0
import { everyone, signedIn, type RowsOf } from './row.ts'

export const auth: RowsOf<'auth'> = {
  'auth.login': { allowed: everyone, source: 'authentication/views.py:27 (AllowAny)' },
  'auth.logout': { allowed: everyone, source: 'authentication/views.py:160 (AllowAny)' },
  'auth.me': { allowed: signedIn, source: 'authentication/views.py:183 (IsAuthenticated)' },
  'auth.validate': { allowed: signedIn, source: 'authentication/views.py:209 (IsAuthenticated)' },
}
