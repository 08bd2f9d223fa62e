// SPDX-License-Identifier: Apache-2.0
import { mountedAs, signedIn, staff, type RowsOf } from './row.ts'

const admin = { allowed: staff, source: 'core/views_demo.py (IsAdminUser in PROD)' }

const views = {
  'csrf.get': { allowed: staff, source: 'core/views_demo.py (IsAdminUser in PROD); backend contract 2.4' },
  'demo.stats': admin,
  'demo.mode': admin,
  'demo.setMode': admin,
  'demo.seed': admin,
  'demo.clear': admin,
  'circuitBreakers.list': { allowed: signedIn, source: 'core/views_health.py:20 (IsAuthenticated)' },
  'circuitBreakers.get': { allowed: signedIn, source: 'core/views_health.py:65 (IsAuthenticated)' },
  'circuitBreakers.reset': { allowed: staff, source: 'core/views_health.py:109 (IsAdminUser)' },
  'tasks.active': { allowed: signedIn, source: 'core/views_tasks.py:164 (IsAuthenticated)' },
  'tasks.status': {
    allowed: ['submitter', ...staff],
    source: 'D-19: not any user reads any task; its starter and staff do',
  },
  'tasks.revoke': {
    allowed: ['submitter', ...staff],
    source: 'D-19; wire trace core.task.revoke: 403 for who did not start it',
  },
  'deployments.list': { allowed: signedIn, source: 'core/views_deployments.py:20 (IsAuthenticated in PROD)' },
  'deployments.get': { allowed: signedIn, source: 'core/views_deployments.py:71 (IsAuthenticated in PROD)' },
  'deployments.create': {
    allowed: signedIn,
    source: 'core/views_deployments.py:101 (IsAuthenticated); D-28',
  },
} as const

export const core: RowsOf<'core'> & RowsOf<'admin'> = {
  ...mountedAs('core', views),
  ...mountedAs('admin', views),
}
