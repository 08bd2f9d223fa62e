// SPDX-License-Identifier: Apache-2.0
import type { InstantAnswer } from '@eucora/harness/load'

const id = '00000000-0000-4000-8000-000000000000'
const created = {
  correlation_id: id,
  status: 'APPROVED',
  risk_score: 42,
  requires_cab_approval: false,
}
const row = {
  correlation_id: id,
  app_name: 'load-ceiling',
  version: '1.0.0',
  target_ring: 'LAB',
  status: 'APPROVED',
  risk_score: 42,
  created_at: '2026-01-01T00:00:00Z',
}

const create: InstantAnswer = { status: 201, body: JSON.stringify(created) }
/** A full page, so that the generator reads as many bytes as from a backend in use. */
const list: InstantAnswer = { status: 200, body: JSON.stringify({ deployments: Array(100).fill(row) }) }
const get: InstantAnswer = {
  status: 200,
  body: JSON.stringify({ ...row, submitter: 'load', requires_cab_approval: false }),
}

/** What a backend that takes no time at all answers; for measuring what the generator itself can do. */
export function answerDeploymentsAtOnce(method: string, path: string): InstantAnswer {
  if (method === 'POST') return create
  return path.startsWith('/api/v1/deployments/list') ? list : get
}
