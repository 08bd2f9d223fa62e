// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import { describe, expect, test } from 'vitest'
import { ask } from './cab-helper.ts'
import { type Sent } from './call-helper.ts'
import { config, incident, internalError, malformed, report, task, withDefect } from './observed-helper.ts'
import { publisher, root, staff, startState } from './start-helper.ts'

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
