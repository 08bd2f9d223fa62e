// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { load, seedOf } from '../../src/standin/seed.ts'
import { State } from '../../src/standin/state.ts'
import { ask } from './cab-helper.ts'

const created_at = '2025-06-02T08:00:00Z'
const updated_at = created_at

const rows = [
  {
    model: 'connectors.asset',
    pk: 4,
    fields: {
      asset_id: 'A',
      name: 'n',
      type: 'Server',
      os: 'RHEL 9',
      status: 'Active',
      location: 'l',
      owner: 'o',
      user_sentiment: null,
      created_at,
      updated_at,
    },
  },
  { model: 'connectors.application', pk: 1, fields: { name: 'a', version: '1', is_demo: true } },
  {
    model: 'evidence_store.deploymentincident',
    pk: '5eed0000-0000-4000-8000-0000000000b1',
    fields: {
      deployment_intent_id: 'd',
      evidence_package_id: 'e',
      severity: 'P1',
      incident_date: created_at,
      detection_method: 'CAB_REVIEW',
      title: 't',
      description: 'd',
      was_auto_approved: false,
      risk_score_at_approval: '40.00',
      risk_model_version: '1.1',
      blast_radius_class: 'NON_CRITICAL',
      resolution_method: '',
      business_impact_usd: '12.50',
      created_at,
      updated_at,
    },
  },
  {
    model: 'evidence_store.trustmaturityprogress',
    pk: '5eed0000-0000-4000-8000-0000000000b2',
    fields: {
      evaluation_date: created_at,
      current_level: 'LEVEL_0_BASELINE',
      next_level: '',
      status: 'EVALUATING',
      incident_rate: '0.0100',
    },
  },
] as const

test('rows of a seed are read with the defaults of their models', async () => {
  const state = new State()
  load(seedOf(rows, undefined), state)
  const assets = await ask(state, 'assets.list')
  expect(assets.body['assets']).toMatchObject([
    { id: 4, platform: 'LINUX', firewall_enabled: true, disk_encryption: false, compliance_score: 0 },
  ])
  const incidents = await ask(state, 'evidence.incidents.list')
  expect(incidents.body['results']).toMatchObject([
    { created_by: 'system', business_impact_usd: '12.50', control_improvements: {}, root_cause: '' },
  ])
  const evaluations = await ask(state, 'evidence.maturity.evaluations')
  expect(evaluations.body['results']).toMatchObject([{ incident_rate: 0.01, ready_to_progress: false }])
  expect(state.applications.countDemo()).toBe(1)
})

test('a row that does not fit is refused by name', () => {
  const [asset] = rows
  const odd = [{ ...asset, fields: { ...asset.fields, type: 'Toaster' } }]
  expect(() => load(seedOf(odd, undefined), new State())).toThrow(/connectors\.asset 4: type is "Toaster"/)
})
