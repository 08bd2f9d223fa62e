// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { contract } from '@eucora/harness/contract'
import type { Defect } from '../../src/standin/defect.ts'
import { findDefects } from '../../src/standin/defects/index.ts'
import { changeAt } from '../../src/standin/defects/systematic/answer-fields.ts'
import { otherType, otherValue } from '../../src/standin/defects/systematic/wrong-values.ts'
import type { State } from '../../src/standin/state.ts'
import type { StandIn } from '../../src/standin/server.ts'
import { get, post, served, signIn } from '../front/served.ts'
import { freshState, other, send } from './call-helper.ts'
import { at, idOf, keysOf, rowsOf } from './look.ts'

const intent = { app_name: 'a', version: '1', target_ring: 'LAB' }

/** The one defect of this id. */
function only(id: string): readonly Defect[] {
  return findDefects(id)
}

/** A state with one deployment a version, the oldest first. */
async function deployed(...versions: readonly string[]): Promise<{ state: State; flowIds: string[] }> {
  const state = freshState()
  const flowIds: string[] = []
  for (const version of versions) {
    flowIds.push(idOf(await send(state, 'deployments.create', { body: { ...intent, version } })))
  }
  return { state, flowIds }
}

async function versionsListed(state: State, defect: string): Promise<readonly unknown[]> {
  const answer = await send(state, 'deployments.list', {
    query: { status: 'FAILED' },
    defects: defect === '' ? [] : only(defect),
  })
  return rowsOf(answer.body, 'deployments').map((row) => at(row, 'version'))
}

describe('a systematic defect of an answer', () => {
  test('leaves out the field that it names, and no other', async () => {
    const conforming = await send(freshState(), 'deployments.create', { body: intent })
    const answer = await send(freshState(), 'deployments.create', {
      body: intent,
      defects: only('deployments.create/field-missing/risk_score'),
    })
    expect(answer.status).toBe(201)
    expect(keysOf(answer.body)).toEqual(keysOf(conforming.body).filter((key) => key !== 'risk_score'))
  })

  test('answers a field with another type', async () => {
    const answer = await send(freshState(), 'deployments.create', {
      body: intent,
      defects: only('deployments.create/wrong-type/risk_score'),
    })
    expect(answer.body).toMatchObject({ risk_score: '32', status: 'APPROVED' })
  })

  test('answers a field with another value, while what is stored stays as it is', async () => {
    const state = freshState()
    const answer = await send(state, 'deployments.create', {
      body: intent,
      defects: only('deployments.create/wrong-value/risk_score'),
    })
    expect(at(answer.body, 'risk_score')).toBe(31)
    const read = await send(state, 'deployments.get', { params: { correlation_id: idOf(answer) } })
    expect(at(read.body, 'risk_score')).toBe(32)
  })

  test('leaves what is refused as it is', async () => {
    const defects = only('deployments.create/field-missing/risk_score')
    const conforming = await send(freshState(), 'deployments.create', { body: {}, id: 'x' })
    expect(await send(freshState(), 'deployments.create', { body: {}, id: 'x', defects })).toEqual(conforming)
    expect(conforming.status).toBe(400)
  })

  test.each([
    ['deployments.create/wrong-status', 'deployments.create', { body: intent }, 200],
    ['deployments.list/wrong-status', 'deployments.list', {}, 202],
  ] as const)('%s answers another status of success', async (defect, id, sent, status) => {
    expect((await send(freshState(), id, { ...sent, defects: only(defect) })).status).toBe(status)
  })

  test('of the status leaves refusals as they are', async () => {
    const defects = only('deployments.create/wrong-status')
    expect((await send(freshState(), 'deployments.create', { body: {}, defects })).status).toBe(400)
  })

  test('finds what is not there, and changes nothing of what is', async () => {
    const { state, flowIds } = await deployed('1')
    const [flowId = ''] = flowIds
    const defects = only('deployments.get/unknown-is-found')
    const unknown = { correlation_id: crypto.randomUUID() }
    expect(await send(state, 'deployments.get', { params: unknown, defects })).toEqual({
      status: 200,
      body: {},
    })
    const known = await send(state, 'deployments.get', { params: { correlation_id: flowId }, defects })
    expect(idOf(known)).toBe(flowId)
  })
})

describe('a systematic defect of a list', () => {
  async function listed() {
    const { state } = await deployed('1', '2', '3')
    for (const pk of [1, 3]) state.deployments.setStatus(pk, 'FAILED', state.clock.stampUs())
    return state
  }

  test.each([
    ['', ['3', '1']],
    ['deployments.list/order-turned', ['1', '3']],
    ['deployments.list/row-left-out', ['1']],
    ['deployments.list/row-doubled', ['3', '3', '1']],
    ['deployments.list/filter-ignored/status', ['3', '2', '1']],
    ['deployments.list/filter-ignored/ring', ['3', '1']],
  ])('%s lists %j', async (defect, versions) => {
    expect(await versionsListed(await listed(), defect)).toEqual(versions)
  })

  test('turns round a list that is the whole answer', async () => {
    const state = freshState()
    const [model] = state.riskModels.newestFirst
    if (model === undefined) throw new Error('The start state has a model.')
    state.riskModels.add({ ...model, pk: 2, version: 'v0', createdUs: 1 })
    const versions = async (defects: readonly Defect[]) => {
      const { body } = await send(state, 'policy.list', { defects })
      return Array.isArray(body) ? body.map((row: unknown) => at(row, 'version')) : body
    }
    expect(await versions([])).toEqual(['v1.0', 'v0'])
    expect(await versions(only('policy.list/order-turned'))).toEqual(['v0', 'v1.0'])
    expect(await versions(only('policy.list/row-left-out'))).toEqual(['v0'])
  })

  test('breaks the cap', async () => {
    const { state } = await deployed(...Array.from({ length: 101 }, (_, index) => String(index)))
    const count = async (defects: readonly Defect[]) =>
      rowsOf((await send(state, 'deployments.list', { defects })).body, 'deployments').length
    expect([await count([]), await count(only('deployments.list/cap-broken'))]).toEqual([100, 101])
  })
})

describe('a systematic defect of what is read later', () => {
  test('shows another value from the second reading of a record on, in each state for itself', async () => {
    const defects = only('deployments.get/changes-later/risk_score')
    const scores = async () => {
      const { state, flowIds } = await deployed('1', '2')
      const scoreOf = async (correlation_id = '') =>
        at((await send(state, 'deployments.get', { params: { correlation_id }, defects })).body, 'risk_score')
      const [first, second] = flowIds
      return [await scoreOf(first), await scoreOf(first), await scoreOf(second), await scoreOf(first)]
    }
    expect(await scores()).toEqual([32, 31, 32, 31])
    expect(await scores()).toEqual([32, 31, 32, 31])
  })
})

describe('a systematic defect of an event', () => {
  async function eventsWith(defect: string) {
    const state = freshState()
    const defects = defect === '' ? [] : only(defect)
    const flowId = idOf(await send(state, 'deployments.create', { body: intent, defects }))
    const own = await send(state, 'events.list', { query: { correlation_id: flowId } })
    return rowsOf(own.body, 'events').map(
      (row) => `${String(at(row, 'event_type'))} ${String(at(row, 'actor'))}`,
    )
  }

  test.each([
    ['', ['DEPLOYMENT_CREATED plain1', 'RISK_ASSESSED plain1']],
    ['deployments.create/event-missing/RISK_ASSESSED', ['DEPLOYMENT_CREATED plain1']],
    [
      'deployments.create/event-doubled/RISK_ASSESSED',
      ['DEPLOYMENT_CREATED plain1', 'RISK_ASSESSED plain1', 'RISK_ASSESSED plain1'],
    ],
    [
      'deployments.create/event-by-another/RISK_ASSESSED',
      ['DEPLOYMENT_CREATED plain1', 'RISK_ASSESSED plain1~'],
    ],
    ['deployments.create/event-under-another-id/RISK_ASSESSED', ['DEPLOYMENT_CREATED plain1']],
  ])('%s leaves the flow with %j', async (defect, events) => {
    expect((await eventsWith(defect)).toSorted()).toEqual(events)
  })
})

describe('a systematic defect of a check', () => {
  test('lets a caller without a session in', async () => {
    const statusOf = async (standIn: StandIn) => (await get(standIn, '/api/v1/deployments/list')).status
    expect(await statusOf(await served())).toBe(403)
    expect(await statusOf(await served({ defects: only('deployments.list/session-off') }))).toBe(200)
  })

  test('takes a change without the token of the session', async () => {
    const statusOf = async (standIn: StandIn) => {
      const { cookie } = await signIn(standIn)
      return (await post(standIn, '/api/v1/events/', '{}', { Cookie: cookie })).status
    }
    expect(await statusOf(await served())).toBe(403)
    expect(await statusOf(await served({ defects: only('events.create/csrf-off') }))).toBe(400)
  })

  test.each([
    ['role', 403, 200],
    ['duties', 403, 403],
    ['state', 403, 403],
  ])('%s is left out, and the others are made', async (guard, before, after) => {
    const statusOf = async (defects: readonly Defect[]) => {
      const { state, flowIds } = await deployed('1')
      state.deployments.setStatus(1, 'AWAITING_CAB', state.clock.stampUs())
      const params = { correlation_id: flowIds[0] ?? '' }
      return (await send(state, 'cab.legacy.approve', { params, body: {}, user: other, defects })).status
    }
    expect(await statusOf([])).toBe(before)
    expect(await statusOf(only(`cab.legacy.approve/${guard}-off`))).toBe(after)
  })

  test('lets a caller in who is no staff', async () => {
    const statusOf = async (standIn: StandIn) => {
      const { cookie } = await signIn(standIn)
      return (await get(standIn, '/api/v1/policy/risk-model', { Cookie: cookie })).status
    }
    expect(await statusOf(await served())).toBe(403)
    expect(await statusOf(await served({ defects: only('policy.risk-model/role-off') }))).toBe(404)
  })

  test('takes a value that no ring has', async () => {
    const sent = { body: { ...intent, target_ring: 'MOON' }, user: other }
    expect((await send(freshState(), 'deployments.create', sent)).status).toBe(400)
    const defects = only('deployments.create/input-unchecked/target_ring')
    expect((await send(freshState(), 'deployments.create', { ...sent, defects })).status).toBe(201)
  })
})

test('every operation of the contract has a defect of its status, under a name of its own', () => {
  const all = findDefects(
    Object.keys(contract)
      .map((id) => `${id}/wrong-status`)
      .join(','),
  )
  expect(new Set(all.map(({ id }) => id)).size).toBe(Object.keys(contract).length)
})

describe('another value', () => {
  test.each([
    [true, {}, false],
    [false, {}, true],
    [0, {}, 1],
    [5, {}, 4],
    [['a', 'b'], {}, ['b']],
    ['LAB', { enum: ['LAB', 'PILOT'] }, 'PILOT'],
    ['only', { enum: ['only'] }, 'only~'],
    ['b3b1f9f2-4f0b-4f57-9d0f-000000000000', {}, 'b3b1f9f2-4f0b-4f57-9d0f-000000000001'],
    ['b3b1f9f2-4f0b-4f57-9d0f-00000000000a', {}, 'b3b1f9f2-4f0b-4f57-9d0f-000000000000'],
    ['2025-12-31T10:00:00+00:00', {}, '2026-01-01T10:00:00+00:00'],
    ['a'.repeat(64), {}, `${'a'.repeat(63)}0`],
    [`${'a'.repeat(63)}0`, {}, `${'a'.repeat(63)}1`],
    ['12.50', {}, '12.51'],
    ['-0.01', {}, '-0.00'],
    ['text', {}, 'text~'],
    [null, {}, null],
    [null, { anyOf: [{ type: 'string' }, { type: 'null' }] }, '~'],
    [null, { anyOf: [{ type: 'integer' }, { type: 'null' }] }, 1],
    [null, { anyOf: [{ type: 'boolean' }, { type: 'null' }] }, true],
    [null, { anyOf: [{ type: 'string', const: 'only' }, { type: 'null' }] }, 'only'],
    [null, { anyOf: [{ enum: ['LAB'] }, { type: 'null' }] }, 'LAB'],
    [null, { anyOf: [{ type: 'null' }] }, null],
    [null, { anyOf: [{ type: 'string', pattern: 'Z$' }, { type: 'null' }] }, '2025-01-01T00:00:00Z'],
    [null, { anyOf: [{ type: 'string', pattern: '^-?\\d+\\.\\d\\d$' }, { type: 'null' }] }, '1.00'],
    [
      null,
      { anyOf: [{ type: 'null' }, { type: 'string', format: 'uuid' }] },
      'b3b1f9f2-4f0b-4f57-9d0f-000000000000',
    ],
    [null, { anyOf: [{ type: 'object' }, { type: 'null' }] }, null],
    [{ a: 1, b: 2 }, {}, { a: 0, b: 2 }],
    [{ a: null }, {}, { a: '~' }],
    [{}, {}, { '~': '~' }],
  ])('than %j, which the schema %j takes, is %j', (value, schema, expected) => {
    expect(otherValue(value, schema)).toEqual(expected)
  })
})

test.each([
  ['text', 7],
  [7, '7'],
  [true, 'yes'],
  [false, 'no'],
  [[1], 'text'],
  [{ a: 1 }, 'text'],
  [null, { unexpected: true }],
  [undefined, undefined],
])('another type than that of %j is %j', (value, expected) => {
  expect(otherType(value)).toEqual(expected)
})

describe('a change at a path', () => {
  const change = () => 'new'

  test.each([
    [['a'], { a: 1, b: 2 }, { a: 'new', b: 2 }],
    [['a', 'c'], { a: { c: 1, d: 2 } }, { a: { c: 'new', d: 2 } }],
    [['a', '[]', 'c'], { a: [{ c: 1 }, { d: 2 }] }, { a: [{ c: 'new' }, { d: 2 }] }],
    [['a', '[]'], { a: 'no list' }, { a: 'no list' }],
    [['a', 'c'], { a: null }, { a: null }],
    [['a', 'c'], { a: [1] }, { a: [1] }],
    [['z'], { a: 1 }, { a: 1 }],
  ])('%j of %j makes %j', (path, body, expected) => {
    expect(changeAt(body, path, change)).toEqual(expected)
  })

  test('to nothing removes the key', () => {
    expect(changeAt({ a: 1, b: 2 }, ['a'], () => undefined)).toEqual({ b: 2 })
  })
})
