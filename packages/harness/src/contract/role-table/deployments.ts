// SPDX-License-Identifier: Apache-2.0
import { signedIn, staff, type RowsOf } from './row.ts'

export const deployments: RowsOf<'deployments'> = {
  'deployments.create': { allowed: signedIn, source: 'deployment_intents/views.py:26 (IsAuthenticated)' },
  'deployments.list': {
    allowed: signedIn,
    source: 'deployment_intents/views.py:106 (IsAuthenticated in PROD)',
  },
  'deployments.applications': {
    allowed: signedIn,
    source: 'deployment_intents/views.py:141 (IsAuthenticated in PROD)',
  },
  'deployments.get': {
    allowed: signedIn,
    source: 'deployment_intents/views.py:230 (IsAuthenticated in PROD, no ownership check)',
  },
}

export const policy: RowsOf<'policy'> = {
  'policy.list': { allowed: signedIn, source: 'policy_engine/views.py:76 (IsAuthenticated)' },
  'policy.assess': { allowed: signedIn, source: 'policy_engine/views.py:19 (IsAuthenticated)' },
  'policy.evaluate': { allowed: signedIn, source: 'policy_engine/views.py:104 (IsAuthenticated)' },
  'policy.risk-model': { allowed: staff, source: 'policy_engine/views.py:49 (IsAdminUser)' },
}
