// SPDX-License-Identifier: Apache-2.0
import { rings } from '@eucora/harness/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import { freshState, other, plain, send, type Sent } from './call-helper.ts'
import { at, idOf, keysOf } from './look.ts'

const complete = {
  app_name: 'zz',
  has_rollback_plan: true,
  rollback_tested: true,
  artifact_hash: 'x',
  sbom_data: { a: 1 },
  vulnerability_scan_results: { low: 1 },
  rollback_plan: 'p',
}
const low = { app_name: 'appA', version: '1.0', target_ring: 'LAB', evidence_pack: complete }
const high = { app_name: 'appB', version: '1.0', target_ring: 'GLOBAL' }

function create(state: State, body: unknown, sent: Sent = {}) {
  return send(state, 'deployments.create', { body, ...sent })
}

function stored(state: State): readonly number[] {
  return [state.deployments.total({}), state.events.count]
}

describe('a create', () => {
  test('of low risk is approved at once, with the score of the recording', async () => {
    const state = freshState()
    const answer = await create(state, low)
    expect(answer).toEqual({
      status: 201,
      body: {
        correlation_id: idOf(answer),
        status: 'APPROVED',
        risk_score: 7,
        requires_cab_approval: false,
      },
    })
    expect(state.deployments.byFlowId(idOf(answer))).toMatchObject({ submitterId: plain.id, isDemo: false })
  })

  test('without evidence for GLOBAL scores 52 and waits for the CAB', async () => {
    const answer = await create(freshState(), high)
    expect(answer.body).toMatchObject({ status: 'AWAITING_CAB', risk_score: 52, requires_cab_approval: true })
  })

  test('is scored with its own ring, whatever ring its evidence names', async () => {
    const state = freshState()
    for (const target_ring of ['lab', 'global']) {
      const answer = await create(state, { ...low, evidence_pack: { ...complete, target_ring } })
      expect(at(answer.body, 'risk_score')).toBe(7)
    }
  })

  test('appends its events in order under the flow id, by the caller, with the request', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    const answer = await create(state, high, { id })
    const events = state.events.newest({ correlationId: idOf(answer) }, 10).toReversed()
    const intent = { app_name: 'appB', version: '1.0', target_ring: 'GLOBAL' }
    expect(events.map(({ type, actor, data }) => [type, actor, data])).toEqual([
      ['DEPLOYMENT_CREATED', 'plain1', { ...intent, request_id: id }],
      ['RISK_ASSESSED', 'plain1', { risk_score: 52, model_version: 'v1.0', request_id: id }],
      ['CAB_SUBMITTED', 'plain1', { request_id: id }],
    ])
  })

  test('approved at once appends no CAB_SUBMITTED', async () => {
    const state = freshState()
    const answer = await create(state, low)
    expect(state.events.newest({ correlationId: idOf(answer) }, 10).map(({ type }) => type)).toEqual([
      'RISK_ASSESSED',
      'DEPLOYMENT_CREATED',
    ])
  })

  test('counts the creates of the application that its evidence names, over 30 days', async () => {
    const state = freshState()
    const scores = []
    const body = { ...low, evidence_pack: { ...complete, app_name: 'appA' } }
    for (let index = 0; index < 4; index += 1) scores.push(at((await create(state, body)).body, 'risk_score'))
    state.clock.advance(31 * 24 * 3_600_000)
    scores.push(at((await create(state, body)).body, 'risk_score'))
    expect(scores).toEqual([7, 6, 6, 4, 7])
  })

  test('takes an application name that is no text as unknown', async () => {
    const answer = await create(freshState(), { ...low, evidence_pack: { ...complete, app_name: 7 } })
    expect(at(answer.body, 'risk_score')).toBe(7)
  })

  test('is a demo row while the demo mode is on, and so are its events', async () => {
    const state = freshState()
    state.demoMode = true
    await create(state, low)
    expect([state.deployments.total({ isDemo: true }), state.events.total({ isDemo: true })]).toEqual([1, 2])
  })

  test('keeps numbers and objects as the text that Python makes of them', async () => {
    const state = freshState()
    const body = { ...low, app_name: { a: [1, true, null, "it's"] }, version: 2 }
    const answer = await create(state, body)
    expect(state.deployments.byFlowId(idOf(answer))).toMatchObject({
      appName: `{'a': [1, True, None, "it's"]}`,
      version: '2',
    })
  })

  test('without an active risk model is answered 404 and stores nothing', async () => {
    const state = freshState()
    const [model] = state.riskModels.newestFirst
    state.riskModels.add({ ...(model ?? never()), isActive: false })
    expect(await create(state, low)).toEqual({ status: 404, body: { error: 'No active risk model found' } })
    expect(stored(state)).toEqual([0, 0])
  })

  test('links the uploaded pack that it names', async () => {
    const state = freshState()
    const pack = '5eed0000-0000-4000-8000-0000000000e7'
    Object.defineProperty(state, 'evidencePacks', { value: new Set([pack]) })
    const answer = await create(state, { ...low, evidence_pack_id: pack.toUpperCase() })
    expect(state.deployments.byFlowId(idOf(answer))?.evidencePackId).toBe(pack)
  })

  test.each([{}, { evidence_pack_id: null }])(
    'names its own request as the pack where none is sent: %j',
    async (sent) => {
      const state = freshState()
      const id = crypto.randomUUID()
      const answer = await create(state, { ...low, ...sent }, { id: id.toUpperCase() })
      expect(state.deployments.byFlowId(idOf(answer))?.evidencePackId).toBe(id)
    },
  )
})

describe('a create with bad input stores nothing and', () => {
  test.each([
    {},
    { ...low, app_name: '' },
    { ...low, version: null },
    { ...low, target_ring: 0 },
    { ...low, app_name: [] },
  ])('says which fields are required: %j', async (body) => {
    const state = freshState()
    expect(await create(state, body)).toEqual({
      status: 400,
      body: { error: 'app_name, version, and target_ring are required' },
    })
    expect(stored(state)).toEqual([0, 0])
  })

  test.each([
    ['app_name', { ...low, app_name: 'a'.repeat(256) }],
    ['app_name', { ...low, app_name: 'a\0' }],
    ['version', { ...low, version: 'v'.repeat(51) }],
    ['version', { ...low, version: '\0' }],
    ['target_ring', { ...low, target_ring: 'MARS' }],
    ['target_ring', { ...low, target_ring: 'lab' }],
    ['target_ring', { ...low, target_ring: ['LAB'] }],
    ['target_ring', { ...low, target_ring: 'L'.repeat(21) }],
    ['evidence_pack', { ...low, evidence_pack: null }],
    ['evidence_pack', { ...low, evidence_pack: [] }],
    ['evidence_pack', { ...low, evidence_pack: 'text' }],
    ['evidence_pack', { ...low, evidence_pack: 0 }],
    ['evidence_pack', { ...low, evidence_pack: { target_ring: null } }],
    ['evidence_pack', { ...low, evidence_pack: { vulnerability_scan_results: { critical: '1' } } }],
    ['evidence_pack_id', { ...low, evidence_pack_id: '5eed0000-0000-4000-8000-0000000000e9' }],
    ['evidence_pack_id', { ...low, evidence_pack_id: 'no-uuid' }],
    ['non_field_errors', [low]],
    ['non_field_errors', 'text'],
  ])('names %s', async (field, body) => {
    const state = freshState()
    const answer = await create(state, body)
    expect(answer.status).toBe(400)
    expect(keysOf(answer.body)).toEqual([field])
    expect(stored(state)).toEqual([0, 0])
  })

  test('names an X-Correlation-ID that is no UUID', async () => {
    const state = freshState()
    expect(await create(state, low, { id: 'dp-1' })).toEqual({
      status: 400,
      body: { 'X-Correlation-ID': ['Must be a valid UUID.'] },
    })
    expect(stored(state)).toEqual([0, 0])
  })

  test('names every field that is wrong', async () => {
    const body = { app_name: 'a'.repeat(256), version: 'v'.repeat(51), target_ring: 'MARS', evidence_pack: 0 }
    const answer = await create(freshState(), body)
    expect(keysOf(answer.body)).toEqual(['app_name', 'version', 'target_ring', 'evidence_pack'])
  })

  test('says that it is no JSON', async () => {
    const state = freshState()
    const answer = await send(state, 'deployments.create', { raw: '{' })
    expect([answer.status, ...stored(state)]).toEqual([400, 0, 0])
  })
})

describe('a create with names at their longest', () => {
  test('counts characters, not the halves of a pair', async () => {
    const state = freshState()
    const body = { ...low, app_name: '🚀'.repeat(255), version: 'é'.repeat(50) }
    expect((await create(state, body)).status).toBe(201)
  })
})

describe('a create repeated under the same X-Correlation-ID', () => {
  test('answers the first again, status included, after the deployment moved on', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    const first = await create(state, high, { id })
    const before = stored(state)
    state.deployments.setStatus(1, 'REJECTED', state.clock.stampUs())
    expect(await create(state, high, { id })).toEqual(first)
    expect(stored(state)).toEqual(before)
  })

  test('has one effect however often it is sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(...rings),
        async (times, target_ring) => {
          const state = freshState()
          const id = crypto.randomUUID()
          const answers = []
          for (let index = 0; index < times; index += 1) {
            answers.push(idOf(await create(state, { ...low, target_ring }, { id })))
          }
          expect(new Set(answers).size).toBe(1)
          expect(state.deployments.total({})).toBe(1)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('with another body is refused with 409 and stores nothing', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    await create(state, low, { id })
    const before = stored(state)
    const answer = await create(state, { ...low, version: '2.0' }, { id })
    expect(answer.status).toBe(409)
    expect(at(answer.body, 'correlation_id')).toBe(id)
    expect(stored(state)).toEqual(before)
  })

  test('by another user is another create', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    await create(state, low, { id })
    expect((await create(state, { ...low, version: '2.0' }, { id, user: other })).status).toBe(201)
    expect(state.deployments.total({})).toBe(2)
  })

  test('may be put right where it was refused', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    await create(state, { ...low, target_ring: 'MARS' }, { id })
    expect((await create(state, low, { id })).status).toBe(201)
  })

  test('is no repeat where no id was sent', async () => {
    const state = freshState()
    await create(state, low)
    await create(state, low)
    expect(state.deployments.total({})).toBe(2)
  })

  test('has one effect over all paths of the create', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    const first = await create(state, low, { id })
    expect(await send(state, 'core.deployments.create', { body: low, id })).toEqual(first)
    expect(await send(state, 'admin.deployments.create', { body: low, id })).toEqual(first)
    expect(state.deployments.total({})).toBe(1)
  })
})

function never(): never {
  throw new Error('The test’s own set-up is broken.')
}
