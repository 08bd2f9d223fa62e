// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { freshState, send, userOf } from './call-helper.ts'
import { keysOf } from './look.ts'

const noModel = { status: 404, body: { error: 'No active risk model found' } }

function withoutModel() {
  const state = freshState()
  for (const model of state.riskModels.newestFirst) state.riskModels.add({ ...model, isActive: false })
  return state
}

describe('policy.list', () => {
  test('is a bare array of the risk models, newest first', async () => {
    expect(await send(freshState(), 'policy.list')).toEqual({
      status: 200,
      body: [
        {
          version: 'v1.0',
          is_active: true,
          threshold: 50,
          description: 'The weights of the golden vectors',
          created_at: '2025-06-02T08:00:00+00:00',
        },
      ],
    })
  })
})

describe('policy.risk-model', () => {
  test('shows the active model with its factors in their order', async () => {
    const state = freshState()
    const [model] = state.riskModels.newestFirst
    expect(await send(state, 'policy.risk-model', { user: userOf(7, 'staff1', [], true) })).toEqual({
      status: 200,
      body: {
        version: 'v1.0',
        factors: model?.factors,
        threshold: 50,
        description: 'The weights of the golden vectors',
      },
    })
  })

  test('is 404 without one', async () => {
    expect(await send(withoutModel(), 'policy.risk-model')).toEqual(noModel)
  })
})

describe('policy.assess', () => {
  test('scores the ring and the application that the pack names, and appends nothing', async () => {
    const state = freshState()
    const evidence_pack = {
      app_name: 'zz',
      target_ring: 'GLOBAL',
      requires_admin: true,
      vulnerability_scan_results: { critical: 1 },
      compliance_tags: ['sox'],
    }
    expect(await send(state, 'policy.assess', { body: { evidence_pack } })).toMatchObject({
      status: 200,
      body: { risk_score: 95, requires_cab_approval: true, model_version: 'v1.0' },
    })
    expect(state.events.count).toBe(0)
  })

  test.each([
    {},
    { evidence_pack: {} },
    { evidence_pack: null },
    { evidence_pack: [] },
    { evidence_pack: '' },
  ])('needs a pack: %j', async (body) => {
    const expected = { status: 400, body: { error: 'Evidence pack required' } }
    expect(await send(freshState(), 'policy.assess', { body })).toEqual(expected)
  })

  test.each([
    ['evidence_pack', { evidence_pack: 'text' }],
    ['evidence_pack', { evidence_pack: [1] }],
    ['evidence_pack', { evidence_pack: { target_ring: 7 } }],
    ['correlation_id', { evidence_pack: { x: 1 }, correlation_id: 'abc' }],
    ['non_field_errors', [1]],
  ])('names %s where it is wrong', async (field, body) => {
    const answer = await send(freshState(), 'policy.assess', { body })
    expect(answer.status).toBe(400)
    expect(keysOf(answer.body)).toEqual([field])
  })

  test('takes the request’s own id as the flow id, which must be a UUID too', async () => {
    const body = { evidence_pack: { x: 1 } }
    expect((await send(freshState(), 'policy.assess', { body, id: 'dp-1' })).status).toBe(400)
    expect((await send(freshState(), 'policy.assess', { body, id: crypto.randomUUID() })).status).toBe(200)
    const named = { ...body, correlation_id: crypto.randomUUID() }
    expect((await send(freshState(), 'policy.assess', { body: named, id: 'dp-1' })).status).toBe(200)
  })

  test('is 404 without a model', async () => {
    expect(await send(withoutModel(), 'policy.assess', { body: { evidence_pack: { x: 1 } } })).toEqual(
      noModel,
    )
  })
})

describe('policy.evaluate', () => {
  const below = 'Risk score below threshold'
  const above = 'Risk score above threshold - CAB approval required'

  test.each([
    [50, true, below],
    [50.01, false, above],
    [51, false, above],
    [0, true, below],
    [-3, true, below],
    [true, true, below],
    [false, true, below],
  ])('of %j says approved %s', async (risk_score, approved, reason) => {
    expect(await send(freshState(), 'policy.evaluate', { body: { risk_score, package_version: 1 } })).toEqual(
      {
        status: 200,
        body: { approved, risk_score, threshold: 50, reason, model_version: 'v1.0' },
      },
    )
  })

  test.each([{}, { risk_score: null }])('needs a score: %j', async (body) => {
    const expected = { status: 400, body: { error: 'risk_score is required' } }
    expect(await send(freshState(), 'policy.evaluate', { body })).toEqual(expected)
  })

  test.each(['50', '', [], {}])('refuses %j by name', async (risk_score) => {
    const expected = { status: 400, body: { risk_score: ['A valid number is required.'] } }
    expect(await send(freshState(), 'policy.evaluate', { body: { risk_score } })).toEqual(expected)
  })

  test('is 404 without a model', async () => {
    expect(await send(withoutModel(), 'policy.evaluate', { body: { risk_score: 1 } })).toEqual(noModel)
  })
})
