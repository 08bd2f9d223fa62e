// SPDX-License-Identifier: Apache-2.0
import { codedEventTypes, workflowEventTypes } from '@eucora/harness/contract'
import { describe, expect, test } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import { freshState, other, send, type Sent } from './call-helper.ts'
import { at, keysOf, rowsOf } from './look.ts'

const flow = '1df109d8-f8c4-421f-8171-ce91521c3133'
const event = { correlation_id: flow, event_type: 'DEPLOYMENT_CREATED', event_data: { app_name: 'appA' } }

function post(state: State, body: unknown, sent: Sent = {}) {
  return send(state, 'events.create', { body, ...sent })
}

async function shown(
  state: State,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly unknown[]> {
  return rowsOf((await send(state, 'events.list', { query })).body, 'events')
}

describe('posting an event', () => {
  test('answers 201 with its id; the list shows it with the caller as its actor', async () => {
    const state = freshState()
    const answer = await post(state, { ...event, actor: 'somebody else' })
    expect(answer.status).toBe(201)
    expect(await shown(state)).toEqual([
      {
        id: 1,
        correlation_id: flow,
        event_type: 'DEPLOYMENT_CREATED',
        event_data: { app_name: 'appA' },
        actor: 'plain1',
        created_at: at(answer.body, 'created_at'),
      },
    ])
  })

  test.each(codedEventTypes)('takes %s', async (event_type) => {
    expect((await post(freshState(), { ...event, event_type })).status).toBe(201)
  })

  const refused: readonly (readonly [string, unknown])[] = [
    ...workflowEventTypes.map((event_type) => ['event_type', { ...event, event_type }] as const),
    ['event_type', { ...event, event_type: 'BOGUS' }],
    ['event_type', { ...event, event_type: 'X'.repeat(31) }],
    ['event_type', { ...event, event_type: null }],
    ['event_type', { ...event, event_type: 7 }],
    ['event_type', { ...event, event_type: 'CAB_APPROVED\0' }],
    ['correlation_id', { event_type: 'CAB_APPROVED' }],
    ['correlation_id', { ...event, correlation_id: 'abc' }],
    ['correlation_id', { ...event, correlation_id: null }],
    ['correlation_id', { ...event, correlation_id: -1 }],
    ['event_data', { ...event, event_data: null }],
    ['event_data', { ...event, event_data: { deep: ['\0'] } }],
    ['non_field_errors', []],
  ]

  test.each(refused)('refuses %s by name and keeps nothing: %j', async (field, body) => {
    const state = freshState()
    const answer = await post(state, body)
    expect(answer.status).toBe(400)
    expect(keysOf(answer.body)).toEqual([field])
    expect(state.events.count).toBe(0)
  })

  test.each([
    [flow.toUpperCase(), flow],
    [flow.replaceAll('-', ''), flow],
    [`{${flow}}`, flow],
    [`urn:uuid:${flow}`, flow],
    [7, '00000000-0000-0000-0000-000000000007'],
  ])('takes the flow id %j as %s', async (correlation_id, expected) => {
    const state = freshState()
    await post(state, { ...event, correlation_id })
    expect(at(await shown(state), 0, 'correlation_id')).toBe(expected)
  })

  test.each([[{}], [[1, 'two', null]], ['text'], [7], [false]])(
    'keeps any data but null: %j',
    async (event_data) => {
      const state = freshState()
      await post(state, { ...event, event_data })
      expect(at(await shown(state), 0, 'event_data')).toEqual(event_data)
    },
  )

  test('without data keeps an empty object', async () => {
    const state = freshState()
    await post(state, { correlation_id: flow, event_type: 'CAB_APPROVED' })
    expect(at(await shown(state), 0, 'event_data')).toEqual({})
  })

  test('moves no risk score', async () => {
    const state = freshState()
    const body = { evidence_pack: { app_name: 'appA' } }
    const before = await send(state, 'policy.assess', { body })
    for (const event_type of ['DEPLOYMENT_CREATED', 'DEPLOYMENT_COMPLETED']) {
      for (let index = 0; index < 12; index += 1) await post(state, { ...event, event_type })
    }
    expect(await send(state, 'policy.assess', { body })).toEqual(before)
  })

  test('twice under one X-Correlation-ID keeps it once and answers the first id', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    const first = await post(state, event, { id })
    expect(await post(state, event, { id })).toEqual(first)
    expect(state.events.count).toBe(1)
  })

  test('with another body, by another user or without an id keeps another event', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    const another = { ...event, event_type: 'CAB_APPROVED' }
    await post(state, event, { id })
    await post(state, another, { id })
    await post(state, event, { id, user: other })
    await post(state, event)
    expect(state.events.count).toBe(4)
    expect(at((await post(state, another, { id })).body, 'id')).toBe(2)
    expect(state.events.count).toBe(4)
  })
})

describe('the list of events', () => {
  test('is filtered by flow id and by type, newest first', async () => {
    const state = freshState()
    const others = crypto.randomUUID()
    await post(state, event)
    await post(state, { ...event, correlation_id: others })
    await post(state, { ...event, event_type: 'CAB_APPROVED' })
    const ids = async (query: Readonly<Record<string, string>>) =>
      (await shown(state, query)).map((row) => at(row, 'id'))
    expect(await ids({})).toEqual([3, 2, 1])
    expect(await ids({ correlation_id: flow.toUpperCase() })).toEqual([3, 1])
    expect(await ids({ event_type: 'DEPLOYMENT_CREATED' })).toEqual([2, 1])
    expect(await ids({ correlation_id: flow, event_type: 'CAB_APPROVED' })).toEqual([3])
    expect(await ids({ correlation_id: crypto.randomUUID() })).toEqual([])
    expect(await ids({ event_type: 'BOGUS' })).toEqual([])
    expect(await ids({ correlation_id: '', event_type: '' })).toEqual([3, 2, 1])
  })

  test('is cut at the newest 100, also within a flow', async () => {
    const state = freshState()
    for (let index = 0; index < 102; index += 1) await post(state, event)
    for (const query of [{}, { correlation_id: flow }]) {
      const events = await shown(state, query)
      expect(events).toHaveLength(100)
      expect([at(events, 0, 'id'), at(events, 99, 'id')]).toEqual([102, 3])
    }
  })

  test('follows the demo mode and include_demo', async () => {
    const state = freshState()
    await post(state, event)
    state.demoMode = true
    await post(state, event)
    expect((await shown(state)).map((row) => at(row, 'id'))).toEqual([2])
    expect(await shown(state, { include_demo: 'all' })).toHaveLength(2)
  })

  test('refuses a flow id that is no UUID', async () => {
    expect(await send(freshState(), 'events.list', { query: { correlation_id: 'abc' } })).toEqual({
      status: 400,
      body: { correlation_id: ['Must be a valid UUID.'] },
    })
  })
})
