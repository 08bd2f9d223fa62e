// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { noDemoRows } from '../../src/standin/demo/demo-data.ts'
import { ask } from './cab-helper.ts'
import { other, plain, type Sent } from './call-helper.ts'
import { FakePlanes } from './fake-planes.ts'
import { FakeProviders } from './fake-providers.ts'
import { at } from './look.ts'
import {
  config,
  flow,
  incident,
  intent,
  internalError,
  malformed,
  task,
  withDefect,
} from './observed-helper.ts'
import { cabMember, publisher, root, staff, startState } from './start-helper.ts'

function rowsOf(rows: unknown): number {
  return Array.isArray(rows) ? rows.length : -1
}

describe('D-10', () => {
  const params = { connector_type: 'jamf' }

  test('anyone publishes anything, any number of times, and nothing is appended', async () => {
    const state = startState()
    const planes = new FakePlanes()
    state.planes = planes
    const body = { ...intent, target_ring: 'MARS', version: 1, deployment_intent_id: flow }
    const headers = { 'idempotency-key': 'k' }
    for (const artifact_path of ['a', 'b']) {
      const sent = { params, headers, body: { ...body, artifact_path } }
      expect((await withDefect('D-10', state, 'connectors.deploy', sent)).status).toBe(200)
    }
    const unknown = { ...body, deployment_intent_id: 'nothing' }
    expect((await withDefect('D-10', state, 'connectors.deploy', { params, body: unknown })).status).toBe(200)
    expect([planes.writes.length, state.events.count]).toEqual([3, 0])
    expect(state.deployments.byFlowId(flow)?.status).toBe('APPROVED')
  })

  test('a failure is 500 without an error class; what is missing is still 400', async () => {
    const state = startState()
    const script_path = '/app/scripts/connectors/Invoke-JamfConnector.ps1'
    expect(await withDefect('D-10', state, 'connectors.deploy', { params, body: intent })).toEqual({
      status: 500,
      body: {
        connector_type: 'jamf',
        status: 'failed',
        message: `Script not found: ${script_path}`,
        connector_object_id: null,
        details: { script_path },
      },
    })
    expect((await withDefect('D-10', state, 'connectors.deploy', { params, body: {} })).status).toBe(400)
  })
})

test('D-13: clearing the demo data deletes their events', async () => {
  const state = startState()
  await ask(state, 'core.demo.seed', { user: staff, body: { deployments: 3, events: 6 } })
  const query = { include_demo: 'true' }
  const shown = async () =>
    rowsOf(at(await withDefect('D-13', state, 'events.list', { query }), 'body', 'events'))
  const counted = async () =>
    at(await withDefect('D-13', state, 'core.demo.stats', { user: staff }), 'body', 'counts', 'events')
  expect([await shown(), await counted()]).toEqual([6, 6])
  const cleared = await withDefect('D-13', state, 'core.demo.clear', { user: staff })
  expect(cleared.body['counts']).toMatchObject({ events: 6, deployments: 3 })
  expect([await shown(), await counted()]).toEqual([0, 0])
  const again = await withDefect('D-13', state, 'core.demo.clear', { user: staff })
  expect(again.body['counts']).toMatchObject({ events: 0 })
  const { body } = await ask(state, 'events.list', { query })
  expect(rowsOf(body['events'])).toBe(6)
})

describe('D-16', () => {
  test.each([['false'], [true]])('anyone activates a model with cab_approved %j', async (cab_approved) => {
    const state = startState()
    const first = state.riskModelVersions.find('1.1')
    if (first !== undefined) {
      state.riskModelVersions.save({ ...first, version: '1.2', isActive: false, createdBy: 'plain1' })
    }
    const sent = { params: { version: '1.2' }, body: { cab_approved } }
    expect((await withDefect('D-16', state, 'evidence.riskModels.activate', sent)).status).toBe(200)
    expect(state.riskModelVersions.active?.version).toBe('1.2')
  })

  test('what is falsy is still 403', async () => {
    const sent = { params: { version: '1.1' }, body: { cab_approved: '' } }
    const answer = await withDefect('D-16', startState(), 'evidence.riskModels.activate', sent)
    expect(answer.status).toBe(403)
  })
})

test('D-17: staff decide on their own, anyone revises, and creates take anything', async () => {
  const state = startState()
  for (const verb of ['approve', 'reject'] as const) {
    const params = { task_id: await task(state, staff) }
    expect((await withDefect('D-17', state, `ai.tasks.${verb}`, { user: staff, params })).status).toBe(200)
  }
  const params = { task_id: await task(state) }
  const revision = { user: other, params, body: { feedback: 'f' } }
  expect((await withDefect('D-17', state, 'ai.tasks.requestRevision', revision)).status).toBe(200)
  const conversation_id = state.aiConversations.open(other.id, 'amani', 't', 1).id
  const body = { title: 't', description: 'd', output_data: { a: 1 }, agent_type: 'nobody', conversation_id }
  const created = await withDefect('D-17', state, 'ai.tasks.create', { body })
  expect([created.status, created.body['task']]).toMatchObject([
    201,
    { agent_type: 'nobody', agent_type_display: 'nobody', output_data: { a: 1 } },
  ])
})

test('D-18: anyone deletes providers', async () => {
  const state = startState()
  await ask(state, 'ai.providers.configure', { user: root, body: config })
  const params = { provider_type: 'openai' }
  const answer = await withDefect('D-18', state, 'ai.providers.deleteByType', { params })
  expect([answer.status, state.aiProviders.list()]).toEqual([200, []])
})

test('D-19: anyone reads and revokes the tasks of others', async () => {
  const state = startState()
  const id = state.tasks.add('t', plain.id, () => Promise.resolve(1))
  const sent = { user: other, params: { task_id: id } }
  expect((await withDefect('D-19', state, 'core.tasks.status', sent)).status).toBe(200)
  expect((await withDefect('D-19', state, 'admin.tasks.revoke', sent)).status).toBe(200)
  expect(state.tasks.find(id)?.outcome.status).toBe('REVOKED')
})

test('D-26: no call gets through to a plane', async () => {
  const state = startState()
  const planes = new FakePlanes()
  state.planes = planes
  const params = { connector_type: 'intune' }
  expect((await withDefect('D-26', state, 'connectors.health', { params })).status).toBe(503)
  const sent = { user: publisher, params, body: intent }
  expect((await withDefect('D-26', state, 'connectors.deploy', sent)).status).toBe(503)
  expect(planes.writes).toEqual([])
})

describe('D-27', () => {
  async function withProvider() {
    const state = startState({ worker: true })
    const providers = new FakeProviders('one', 'two', 'three', 'four')
    state.providers = providers
    const body = { ...config, endpoint_url: 'http://provider' }
    await ask(state, 'ai.providers.configure', { user: root, body })
    return { state, providers }
  }

  test('revisions are c, a, b, a, b', async () => {
    const { state, providers } = await withProvider()
    const messages: unknown[] = []
    for (let number = 0; number < 5; number += 1) {
      const sent = { params: { task_id: await task(state) }, body: { feedback: 'f' } }
      messages.push((await withDefect('D-27', state, 'ai.tasks.requestRevision', sent)).body['message'])
    }
    const pending = 'Feedback recorded. AI revision generation pending.'
    expect(messages).toEqual([
      'Feedback recorded. AI revision will be generated when service is available.',
      'Revision generated successfully',
      pending,
      'Revision generated successfully',
      pending,
    ])
    expect(providers.orders.map(({ endpointUrl }) => endpointUrl)).toEqual([undefined, undefined])
  })

  test('every second answer of the worker is lost', async () => {
    const { state } = await withProvider()
    const statuses: unknown[] = []
    for (let number = 0; number < 3; number += 1) {
      const { body } = await withDefect('D-27', state, 'ai.ask', { body: { message: 'go on' } })
      await state.tasks.idle()
      const outcome = state.tasks.find(String(body['task_id']))?.outcome
      statuses.push(at(outcome, 'result', 'status'))
    }
    expect(statuses).toEqual(['success', 'failed', 'success'])
  })
})

describe('D-28', () => {
  test('an incident cannot be resolved', async () => {
    const state = startState()
    const params = { incident_id: await incident(state) }
    const body = { root_cause: 'rc', resolved_at: '2026-11-20T17:00:00Z' }
    const resolve = (sent: Sent) => withDefect('D-28', state, 'evidence.incidents.update', sent)
    expect(await resolve({ params, body })).toEqual(internalError)
    expect(state.incidents.find(params.incident_id)?.rootCause).toBe('')
    expect((await resolve({ params, body: { resolved_at: null } })).status).toBe(200)
    expect((await resolve({ params: { incident_id: crypto.randomUUID() }, body })).status).toBe(404)
  })

  test('the last level, an unknown one and a status without a model are 500', async () => {
    const state = startState()
    for (const current_level of ['LEVEL_4_OPTIMIZED', 'LEVEL_9']) {
      const sent = { body: { current_level } }
      expect(await withDefect('D-28', state, 'evidence.maturity.evaluate', sent)).toEqual(internalError)
    }
    const weeks = { body: { evaluation_period_weeks: 'x' } }
    expect((await withDefect('D-28', state, 'evidence.maturity.evaluate', weeks)).status).toBe(400)
    expect(state.trustMaturity.evaluations()).toEqual([])
    state.riskModelVersions.deactivateAll()
    expect(await withDefect('D-28', state, 'evidence.maturity.status')).toEqual(internalError)
  })

  test('one circuit breaker cannot be read', async () => {
    const get = (service_name: string) =>
      withDefect('D-28', startState(), 'core.circuitBreakers.get', { params: { service_name } })
    expect(await get('intune')).toEqual({
      status: 500,
      body: {
        error: "Failed to query circuit breaker status: 'CircuitBreaker' object has no attribute 'opened'",
      },
    })
    expect((await get('zzz')).status).toBe(404)
  })
})

test('D-30: once a demo user exists, clearing is 500 and seeding says 0', async () => {
  const state = startState()
  const first = await withDefect('D-30', state, 'core.demo.seed', { user: staff, body: { deployments: 3 } })
  expect(first.body['counts']).toMatchObject({ deployments: 3 })
  expect(await withDefect('D-30', state, 'core.demo.clear', { user: staff })).toEqual(internalError)
  const again = await withDefect('D-30', state, 'core.demo.seed', { user: staff })
  expect([again.status, again.body['counts']]).toEqual([200, noDemoRows])
  expect(state.deployments.total({ isDemo: true })).toBe(3)
  const kept = { user: staff, body: { deployments: 3, clear_existing: false } }
  expect((await withDefect('D-30', state, 'core.demo.seed', kept)).body['counts']).toMatchObject({
    deployments: 3,
  })
})

describe('D-31', () => {
  test('an unsound risk model leaves no active one', async () => {
    const state = startState()
    const first = state.riskModelVersions.find('1.1')
    if (first !== undefined) {
      state.riskModelVersions.save({ ...first, version: '1.2', isActive: false, calibrationData: {} })
    }
    const sent = { user: cabMember, params: { version: '1.2' }, body: { cab_approved: true } }
    expect(await withDefect('D-31', state, 'evidence.riskModels.activate', sent)).toEqual(internalError)
    expect(state.riskModelVersions.active).toBeUndefined()
  })

  test('a bad temperature leaves no default provider', async () => {
    const state = startState()
    await ask(state, 'ai.providers.configure', { user: root, body: config })
    const sent = { user: root, body: { ...config, temperature: 'hot' } }
    expect(await withDefect('D-31', state, 'ai.providers.configure', sent)).toEqual(malformed)
    expect(state.aiProviders.list()).toMatchObject([{ isDefault: false, temperature: 0.7 }])
  })
})
