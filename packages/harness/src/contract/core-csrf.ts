// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, common } from './envelopes.ts'
import { mountedAt } from './mount.ts'
import { operations } from './operation.ts'

const definitions = {
  'csrf.get': {
    method: 'GET',
    path: 'csrf-token',
    summary: 'Hands out a CSRF token with its cookie; staff may.',
    auth: 'staff',
    throttle: 'api',
    responses: { ...common, 200: closed({ csrf_token: Type.String({ pattern: '^[a-zA-Z0-9]{64}$' }) }) },
    source: 'core/views_demo.py (IsAdminUser in PROD); backend contract 2.4',
  },
} as const

export const coreCsrf = operations('core', {
  ...mountedAt('core', '/api/v1/core/', definitions),
  ...mountedAt('admin', '/api/v1/admin/', definitions),
})
