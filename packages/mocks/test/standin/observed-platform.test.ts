// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import { describe, expect, test } from 'vitest'
import type { Defect } from '../../src/standin/defect.ts'
import { observedDefects } from '../../src/standin/defects/observed/index.ts'
import type { State } from '../../src/standin/state.ts'
import { ask } from './cab-helper.ts'
import { other, plain, type Sent } from './call-helper.ts'
import { FakePlanes } from './fake-planes.ts'
import { FakeProviders } from './fake-providers.ts'
import { cabMember, publisher, root, staff, startState } from './start-helper.ts'

const requestId = '5eed0000-0000-4000-8000-00000000000a'
const internalError = {
  status: 500,
  body: { error: 'Internal server error', correlation_id: requestId },
}
const malformed = {
  status: 400,
  body: { error: 'Malformed JSON in request body', correlation_id: requestId },
}
const intent = {
  deployment_intent_id: '1',
  artifact_path: '/x',
  target_ring: 'LAB',
  app_name: 'base-auto',
  version: '1.0',
}
const flow = '5eed0000-0000-4000-8000-0000000000d1'
const config = { provider_type: 'openai', model_name: 'gpt-4o', api_key: 'k', is_default: true }
const report = {
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
function withDefect(id: string, state: State, operation: OperationId, sent: Sent = {}) {
  return ask(state, operation, { id: requestId, ...sent, defects: defectsOf(id) })
}

async function incident(state: State): Promise<string> {
  const { body } = await ask(state, 'evidence.incidents.create', { body: report })
  return String(body['id'])
}

async function task(state: State, user = plain): Promise<string> {
  const body = { title: 't', description: 'd' }
  const answer = await ask(state, 'ai.tasks.create', { user, body })
  return String(Object(answer.body['task']).id)
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
    Object(await withDefect('D-13', state, 'events.list', { query })).body.events.length
  const counted = async () =>
    Object((await withDefect('D-13', state, 'core.demo.stats', { user: staff })).body['counts']).events
  expect([await shown(), await counted()]).toEqual([6, 6])
  const cleared = await withDefect('D-13', state, 'core.demo.clear', { user: staff })
  expect(cleared.body['counts']).toMatchObject({ events: 6, deployments: 3 })
  expect([await shown(), await counted()]).toEqual([0, 0])
  const again = await withDefect('D-13', state, 'core.demo.clear', { user: staff })
  expect(again.body['counts']).toMatchObject({ events: 0 })
  const { body } = await ask(state, 'events.list', { query })
  expect(Object(body['events']).length).toBe(6)
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
      statuses.push(Object(Object(outcome).result).status)
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
  expect([again.status, Object.values(Object(again.body['counts']))]).toEqual([200, Array(8).fill(0)])
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

test('D-33: decisions sent at once on one AI task all take effect', async () => {
  const state = startState()
  const sent = { user: staff, params: { task_id: await task(state) } }
  const answers = await Promise.all([
    withDefect('D-33', state, 'ai.tasks.approve', sent),
    withDefect('D-33', state, 'ai.tasks.reject', sent),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
})

describe('D-39', () => {
  test.each<[OperationId, Sent]>([
    ['evidence.incidents.list', { query: { start_date: 'abc' } }],
    ['evidence.maturity.evaluate', { body: { evaluation_period_weeks: null } }],
    ['evidence.blastRadius.classify', { body: { app_name: 'a', cmdb_data: 'x' } }],
    ['evidence.riskModels.activate', { body: [] }],
    ['connectors.deploy', { user: publisher, params: { connector_type: 'intune' }, body: [] }],
    ['ai.ask', { body: [] }],
    ['ai.providers.configure', { user: root, body: { ...config, api_key: 5 } }],
    ['core.demo.setMode', { user: staff, body: { enabled: [] } }],
    ['admin.demo.seed', { user: staff, body: { assets: 'x' } }],
  ])('%s answers 500 to %j', async (operation, sent) => {
    expect(await withDefect('D-39', startState(), operation, sent)).toEqual(internalError)
  })

  test('null in an incident’s text is 500 and changes nothing', async () => {
    const state = startState()
    const sent = { params: { incident_id: await incident(state) }, body: { root_cause: null } }
    expect(await withDefect('D-39', state, 'evidence.incidents.update', sent)).toEqual(internalError)
  })
})

describe('D-40', () => {
  test.each<[OperationId, Sent]>([
    ['evidence.incidents.list', { query: { limit: '-1' } }],
    ['evidence.maturity.evaluations', { query: { offset: 'x' } }],
    ['evidence.maturity.evaluate', { body: { evaluation_period_weeks: 'abc' } }],
    ['assets.list', { query: { page: '0' } }],
    ['ai.providers.configure', { user: root, body: { ...config, temperature: 'hot' } }],
  ])('%s answers "Malformed JSON" to %j', async (operation, sent) => {
    expect(await withDefect('D-40', startState(), operation, sent)).toEqual(malformed)
  })
})

test('D-42: choices and ranges are not read', async () => {
  const state = startState()
  const body = { ...report, blast_radius_class: 'HUGE', risk_score_at_approval: 500 }
  const created = await withDefect('D-42', state, 'evidence.incidents.create', { body })
  expect(created).toMatchObject({
    status: 201,
    body: { blast_radius_class: 'HUGE', risk_score_at_approval: '500.00' },
  })
  const params = { incident_id: String(created.body['id']) }
  const bogus = { params, body: { resolution_method: 'BOGUS' } }
  const changed = await withDefect('D-42', state, 'evidence.incidents.update', bogus)
  expect(changed.body['resolution_method']).toBe('BOGUS')
  const sent = { user: root, body: { ...config, provider_type: 'zzz' } }
  expect((await withDefect('D-42', state, 'ai.providers.configure', sent)).status).toBe(201)
  const rejection = { user: staff, params: { task_id: await task(state) }, body: { reason: 5 } }
  expect((await withDefect('D-42', state, 'ai.tasks.reject', rejection)).status).toBe(200)
  const missing = await withDefect('D-42', state, 'evidence.incidents.create', { body: {} })
  expect(missing.status).toBe(400)
})

describe('D-43', () => {
  test.each<[OperationId, Sent, string]>([
    ['ai.ask', { body: { message: 5 } }, "'int' object is not subscriptable"],
    ['ai.conversations.get', { params: { conversation_id: 'x1' } }, "['“x1” is not a valid UUID.']"],
    [
      'ai.tasks.create',
      { body: { title: 'x'.repeat(257), description: 'd' } },
      'value too long for type character varying(256)\n',
    ],
  ])('%s leaks to %j', async (operation, sent, error) => {
    expect(await withDefect('D-43', startState(), operation, sent)).toEqual({ status: 500, body: { error } })
  })

  test('what is checked stays 400', async () => {
    const none = { params: { conversation_id: 'none' } }
    expect((await withDefect('D-43', startState(), 'ai.conversations.get', none)).status).toBe(400)
  })
})

test('D-44 and D-11: a new provider is 200, with an event of a type that means something else', async () => {
  const state = startState()
  const sent = { user: root, body: config }
  expect((await withDefect('D-44', state, 'ai.providers.configure', sent)).status).toBe(200)
  expect(state.events.count).toBe(0)
  await withDefect('D-11', state, 'ai.providers.configure', sent)
  expect(state.events.newest({}, 9)).toMatchObject([
    {
      type: 'DEPLOYMENT_CREATED',
      actor: 'root1',
      data: { action: 'ai_provider_configured', created: false },
    },
  ])
})

test('D-47: the id that the list shows finds no asset', async () => {
  const state = startState()
  await ask(state, 'core.demo.seed', { user: staff, body: { assets: 2 } })
  const query = { include_demo: 'all' }
  const get = (asset_id: string) => withDefect('D-47', state, 'assets.get', { params: { asset_id }, query })
  expect((await get('1')).status).toBe(404)
  expect((await get('DEMO-AST-0000001')).status).toBe(200)
})
