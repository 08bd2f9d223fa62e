// SPDX-License-Identifier: Apache-2.0
import type { HandlersOf } from '../call.ts'

export const deployments = {
  'deployments.create': (call) => ({
    status: 201,
    body: { correlation_id: call.requestId, status: 'APPROVED', risk_score: 1, requires_cab_approval: false },
  }),
  'deployments.list': () => ({ status: 200, body: { deployments: [] } }),
  'deployments.applications': () => ({ status: 200, body: { applications: [] } }),
  'deployments.get': () => ({ status: 404, body: { error: 'Deployment not found' } }),
} satisfies HandlersOf<'deployments'>
