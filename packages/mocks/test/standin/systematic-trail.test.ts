// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { findDefects } from '../../src/standin/defects/index.ts'
import type { State } from '../../src/standin/state.ts'
import type { StandIn } from '../../src/standin/server.ts'
import { get, served } from '../front/served.ts'
import { freshState, other, plain, send } from './call-helper.ts'
import { at, idOf, rowsOf } from './look.ts'

const flow = 'b3b1f9f2-4f0b-4f57-9d0f-00000000000a'
const event = { correlation_id: flow, event_type: 'CAB_APPROVED', event_data: { why: 'tested' } }
const intent = { app_name: 'a', version: '1', target_ring: 'LAB' }

async function eventsOf(state: State, flowId: string, defect = '') {
  const sent = { query: { correlation_id: flowId }, defects: findDefects(defect) }
  return rowsOf((await send(state, 'events.list', sent)).body, 'events')
}

describe('a systematic defect of what is append-only', () => {
  test.each(['correlation_id', 'event_type', 'event_data', 'actor', 'created_at'])(
    'shows another %s when an event is read again, and others as they are',
    async (field) => {
      const state = freshState()
      await send(state, 'events.create', { body: event })
      const defect = `events.list/changes-later/${field}`
      const [first] = await eventsOf(state, flow, defect)
      await send(state, 'events.create', { body: event })
      const [fresh, again] = await eventsOf(state, flow, defect)
      expect(at(again, 'id')).toBe(at(first, 'id'))
      expect(at(again, field)).not.toEqual(at(first, field))
      expect([at(fresh, 'actor'), at(fresh, 'event_data')]).toEqual(['plain1', { why: 'tested' }])
    },
  )

  test('shows an event once and never again', async () => {
    const state = freshState()
    await send(state, 'events.create', { body: event })
    expect(await eventsOf(state, flow, 'events.list/gone-later')).toHaveLength(1)
    expect(await eventsOf(state, flow, 'events.list/gone-later')).toEqual([])
  })

  test('leaves refusals as they are', async () => {
    const sent = { query: { correlation_id: 'x' }, defects: findDefects('events.list/gone-later') }
    expect((await send(freshState(), 'events.list', sent)).status).toBe(400)
  })
})

describe('a systematic defect of correlation', () => {
  test('answers with the id of the request before', async () => {
    const idsOf = async (standIn: StandIn) => {
      const answer = (id: string) => get(standIn, '/api/v1/events/list', { 'X-Correlation-ID': id })
      const seen = [await answer('one'), await answer('two')]
      return seen.map(({ headers }) => headers.get('x-correlation-id'))
    }
    expect(await idsOf(await served())).toEqual(['one', 'two'])
    const defects = findDefects('correlation/answers-name-another-request')
    expect(await idsOf(await served({ defects }))).toEqual(['one', 'one'])
  })

  test('names another request in an event', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    const defects = findDefects('deployments.create/event-of-another-request/RISK_ASSESSED')
    const flowId = idOf(await send(state, 'deployments.create', { body: intent, id, defects }))
    const named = (await eventsOf(state, flowId)).map((row) => at(at(row, 'event_data'), 'request_id') === id)
    expect(named).toEqual([false, true])
  })

  test.each([
    ['', [1, 2]],
    ['correlation/keys-shared-by-users', [1, 1]],
  ])('%s lets users share keys', async (defect, ids) => {
    const state = freshState()
    const sent = { body: event, id: crypto.randomUUID(), defects: findDefects(defect) }
    const first = await send(state, 'events.create', { ...sent, user: plain })
    const second = await send(state, 'events.create', { ...sent, user: other })
    expect([at(first.body, 'id'), at(second.body, 'id')]).toEqual(ids)
  })

  test.each([
    ['', 'plain1'],
    ['events.create/actor-from-body', 'mallory'],
  ])('%s takes the actor from the body', async (defect, actor) => {
    const state = freshState()
    const body = { ...event, actor: 'mallory' }
    await send(state, 'events.create', { body, defects: findDefects(defect) })
    expect((await eventsOf(state, flow)).map((row) => at(row, 'actor'))).toEqual([actor])
  })
})

describe('a systematic defect of what appends no event', () => {
  test('appends one for an assessment, which moves the next score of the application', async () => {
    const state = freshState()
    const sent = {
      body: { evidence_pack: { app_name: 'a' } },
      defects: findDefects('policy.assess/event-unwanted/DEPLOYMENT_CREATED'),
    }
    const scores = [await send(state, 'policy.assess', sent), await send(state, 'policy.assess', sent)]
    expect(scores.map(({ body }) => at(body, 'risk_score'))).toEqual([32, 31])
    expect(state.events.count).toBe(2)
  })

  test('appends nothing for an assessment that is refused', async () => {
    const state = freshState()
    const defects = findDefects('policy.assess/event-unwanted/DEPLOYMENT_CREATED')
    expect((await send(state, 'policy.assess', { body: {}, defects })).status).toBe(400)
    expect(state.events.count).toBe(0)
  })

  test('appends one for a task under the request’s own id', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    const body = { agent_type: 'amani', task_type: 't', title: 't', description: 'd' }
    const defects = findDefects('ai.tasks.create/event-unwanted/CAB_SUBMITTED')
    expect((await send(state, 'ai.tasks.create', { body, id, defects })).status).toBe(201)
    expect((await eventsOf(state, id)).map((row) => at(row, 'event_type'))).toEqual(['CAB_SUBMITTED'])
  })

  test('appends one for a decision that is refused', async () => {
    const state = freshState()
    const flowId = idOf(await send(state, 'deployments.create', { body: { ...intent } }))
    const defects = findDefects('cab.legacy.approve/event-of-a-refusal/CAB_APPROVED')
    const sent = { params: { correlation_id: flowId }, body: {}, defects }
    expect((await send(state, 'cab.legacy.approve', sent)).status).toBe(403)
    const types = (await eventsOf(state, flowId)).map((row) => at(row, 'event_type'))
    expect(types).toEqual(['CAB_APPROVED', 'RISK_ASSESSED', 'DEPLOYMENT_CREATED'])
  })
})

test('a systematic defect of a parameter takes what is no UUID', async () => {
  const query = { correlation_id: 'x' }
  expect((await send(freshState(), 'events.list', { query })).status).toBe(400)
  const defects = findDefects('events.list/input-unchecked/correlation_id')
  expect((await send(freshState(), 'events.list', { query, defects })).status).toBe(200)
})

test('only a list with a cap has a defect of its cap', () => {
  expect(findDefects('events.list/cap-broken')).toHaveLength(1)
  expect(() => findDefects('policy.list/cap-broken')).toThrow('There is no defect')
})

test('a list whose order is no rule has no defect of its order', () => {
  expect(findDefects('evidence.riskModels.list/order-turned')).toHaveLength(1)
  expect(() => findDefects('evidence.blastRadius.classes/order-turned')).toThrow('There is no defect')
})

test('a field that takes whatever is sent has no defect of its check', () => {
  expect(findDefects('deployments.create/input-unchecked/version')).toHaveLength(1)
  expect(() => findDefects('deployments.create/input-unchecked/connector_type')).toThrow('There is no defect')
})

test('what is always found has no defect of the answer that it is not', () => {
  expect(findDefects('evidence.riskModels.active/unknown-is-found')).toHaveLength(1)
  expect(() => findDefects('evidence.blastRadius.classify/unknown-is-found')).toThrow('There is no defect')
})
