// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import type { Defect } from '../../src/standin/defect.ts'
import { observedDefects } from '../../src/standin/defects/observed/index.ts'
import type { State } from '../../src/standin/state.ts'
import { ask } from './cab-helper.ts'
import { plain, type Sent } from './call-helper.ts'
import { at } from './look.ts'

const requestId = '5eed0000-0000-4000-8000-00000000000a'
export const internalError = {
  status: 500,
  body: { error: 'Internal server error', correlation_id: requestId },
}
export const malformed = {
  status: 400,
  body: { error: 'Malformed JSON in request body', correlation_id: requestId },
}
export const intent = {
  deployment_intent_id: '1',
  artifact_path: '/x',
  target_ring: 'LAB',
  app_name: 'base-auto',
  version: '1.0',
}
export const flow = '5eed0000-0000-4000-8000-0000000000d1'
export const config = { provider_type: 'openai', model_name: 'gpt-4o', api_key: 'k', is_default: true }
export const report = {
  deployment_intent_id: 'd',
  evidence_package_id: 'e',
  severity: 'P2',
  incident_date: '2026-11-20T15:00:00Z',
  detection_method: 'USER_REPORT',
  title: 't',
  description: 'd',
  was_auto_approved: true,
  risk_score_at_approval: '40',
  risk_model_version: '1.1',
  blast_radius_class: 'NON_CRITICAL',
}

function defectsOf(id: string): readonly Defect[] {
  const found = observedDefects.filter((defect) => defect.id === id)
  if (found.length === 0) throw new Error(`No observed defect is called ${id}.`)
  return found
}

/** One call on a state with a defect alone; the caller's request has a fixed id. */
export function withDefect(id: string, state: State, operation: OperationId, sent: Sent = {}) {
  return ask(state, operation, { id: requestId, ...sent, defects: defectsOf(id) })
}

export async function incident(state: State): Promise<string> {
  const { body } = await ask(state, 'evidence.incidents.create', { body: report })
  return String(body['id'])
}

export async function task(state: State, user = plain): Promise<string> {
  const body = { title: 't', description: 'd' }
  const answer = await ask(state, 'ai.tasks.create', { user, body })
  return String(at(answer.body, 'task', 'id'))
}
