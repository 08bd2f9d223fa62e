// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import { describe, expect, test } from 'vitest'
import type { Defect } from '../../src/standin/defect.ts'
import { packRingScored } from '../../src/standin/defects/observed/d-07-pack-ring-scored.ts'
import { noEvents } from '../../src/standin/defects/observed/d-11-no-events.ts'
import { postedEventsMoveRisk } from '../../src/standin/defects/observed/d-12-posted-events-move-risk.ts'
import { createdUnderCoreAlways500 } from '../../src/standin/defects/observed/d-28-always-500.ts'
import { createNotIdempotent } from '../../src/standin/defects/observed/d-34-create-not-idempotent.ts'
import { eventsNotDeduplicated } from '../../src/standin/defects/observed/d-35-no-dedupe.ts'
import { inputErrorsAre500 } from '../../src/standin/defects/observed/d-39-input-errors-are-500.ts'
import { valueErrorsAreMalformed } from '../../src/standin/defects/observed/d-40-value-errors-are-malformed.ts'
import { choicesNotValidated } from '../../src/standin/defects/observed/d-42-choices-not-validated.ts'
import { createAnswers200 } from '../../src/standin/defects/observed/d-44-create-answers-200.ts'
import { packNotLinked } from '../../src/standin/defects/observed/d-46-pack-not-linked.ts'
import type { LooseReply } from '../../src/standin/reply.ts'
import type { State } from '../../src/standin/state.ts'
import { freshState, send, type Sent } from './call-helper.ts'
import { at, idOf, keysOf } from './look.ts'

const intent = { app_name: 'appC', version: '1.0', target_ring: 'GLOBAL' }
const flow = '1df109d8-f8c4-421f-8171-ce91521c3133'
const event = { correlation_id: flow, event_type: 'DEPLOYMENT_CREATED', event_data: { app_name: 'appA' } }
const id = '5eed0000-0000-4000-8000-00000000000a'

const internalError = { status: 500, body: { error: 'Internal server error', correlation_id: id } }
const malformed = { status: 400, body: { error: 'Malformed JSON in request body', correlation_id: id } }

/** One call on a state of its own, without the defect and with it. */
async function both(defect: Defect, operation: OperationId, sent: Sent) {
  const [without, withIt] = [freshState(), freshState()]
  const conforming = await send(without, operation, { id, ...sent })
  const deviating = await send(withIt, operation, { id, ...sent, defects: [defect] })
  return { conforming, deviating, state: withIt }
}

async function same(defect: Defect, operation: OperationId, sent: Sent): Promise<void> {
  const { conforming, deviating } = await both(defect, operation, sent)
  expect(withoutIds(deviating)).toEqual(withoutIds(conforming))
}

/** Ids and instants differ from state to state. */
function withoutIds({ status, body }: LooseReply): unknown {
  const text = JSON.stringify(body).replaceAll(/"(correlation_id|created_at)":"[^"]*"/g, '"$1":"…"')
  return [status, text]
}

function rows(state: State): readonly number[] {
  return [state.deployments.total({}), state.events.count]
}

describe('D-07', () => {
  test('scores the ring of the pack, lab where it names none', async () => {
    const { conforming, deviating } = await both(packRingScored, 'deployments.create', { body: intent })
    expect([at(conforming.body, 'risk_score'), at(deviating.body, 'risk_score')]).toEqual([52, 32])
    expect(at(deviating.body, 'status')).toBe('APPROVED')
    const named = { ...intent, target_ring: 'LAB', evidence_pack: { target_ring: 'GLOBAL' } }
    const other = await both(packRingScored, 'deployments.create', { body: named })
    expect([at(other.conforming.body, 'risk_score'), at(other.deviating.body, 'risk_score')]).toEqual([
      32, 52,
    ])
  })

  test('leaves an assessment as it is', async () => {
    await same(packRingScored, 'policy.assess', { body: { evidence_pack: { target_ring: 'PILOT' } } })
  })
})

describe('D-11', () => {
  test('appends nothing for a create, and answers it alike', async () => {
    const { state } = await both(noEvents, 'deployments.create', { body: intent })
    expect(rows(state)).toEqual([1, 0])
    await same(noEvents, 'deployments.create', { body: intent })
  })

  test('keeps what callers post', async () => {
    const { state } = await both(noEvents, 'events.create', { body: event })
    expect(state.events.count).toBe(1)
  })
})

describe('D-12', () => {
  test('counts posted events beside those of workflows', async () => {
    const state = freshState()
    for (const event_type of ['DEPLOYMENT_CREATED', 'DEPLOYMENT_COMPLETED']) {
      await send(state, 'events.create', { body: { ...event, event_type } })
    }
    const body = { evidence_pack: { app_name: 'appA' } }
    const conforming = await send(state, 'policy.assess', { body })
    const deviating = await send(state, 'policy.assess', { body, defects: [postedEventsMoveRisk] })
    expect(at(conforming.body, 'factor_scores', 'Deployment Frequency')).toBe(1)
    expect(at(deviating.body, 'factor_scores', 'Deployment Frequency')).toBe(0.7)
    expect(at(conforming.body, 'factor_scores', 'Historical Success Rate')).toBe(0.5)
    expect(at(deviating.body, 'factor_scores', 'Historical Success Rate')).toBe(0)
  })

  test('changes no score where nothing was posted', async () => {
    await same(postedEventsMoveRisk, 'deployments.create', { body: intent })
  })
})

describe('D-28', () => {
  test.each(['core.deployments.create', 'admin.deployments.create'] as const)(
    'answers 500 at %s and stores nothing',
    async (operation) => {
      const { deviating, state } = await both(createdUnderCoreAlways500, operation, { body: intent })
      expect(deviating).toEqual(internalError)
      expect(rows(state)).toEqual([0, 0])
    },
  )

  test('leaves the first path alone', async () => {
    await same(createdUnderCoreAlways500, 'deployments.create', { body: intent })
  })
})

describe('D-34', () => {
  test('makes another deployment of a repeat, also of one with another body', async () => {
    const state = freshState()
    const sent = { id, defects: [createNotIdempotent] }
    const first = await send(state, 'deployments.create', { ...sent, body: intent })
    const second = await send(state, 'deployments.create', { ...sent, body: intent })
    const third = await send(state, 'deployments.create', { ...sent, body: { ...intent, version: '2' } })
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201])
    expect(idOf(second)).not.toBe(idOf(first))
    expect(rows(state)).toEqual([3, 9])
  })

  test('leaves posted events alone', async () => {
    const state = freshState()
    const sent = { id, body: event, defects: [createNotIdempotent] }
    const first = await send(state, 'events.create', sent)
    expect(await send(state, 'events.create', sent)).toEqual(first)
  })
})

describe('D-35', () => {
  test('keeps a repeated event twice', async () => {
    const state = freshState()
    const sent = { id, body: event, defects: [eventsNotDeduplicated] }
    await send(state, 'events.create', sent)
    expect(at((await send(state, 'events.create', sent)).body, 'id')).toBe(2)
  })

  test('leaves creates alone', async () => {
    const state = freshState()
    const sent = { id, body: intent, defects: [eventsNotDeduplicated] }
    const first = await send(state, 'deployments.create', sent)
    expect(await send(state, 'deployments.create', sent)).toEqual(first)
  })
})

describe('D-39', () => {
  const cases: readonly (readonly [OperationId, Sent])[] = [
    ['deployments.create', { body: { ...intent, app_name: 'a'.repeat(256) } }],
    ['deployments.create', { body: { ...intent, version: 'a'.repeat(51) } }],
    ['deployments.create', { body: { ...intent, target_ring: 'L'.repeat(21) } }],
    ['deployments.create', { body: { ...intent, evidence_pack: [] } }],
    ['deployments.create', { body: { ...intent, evidence_pack: { compliance_tags: 3 } } }],
    ['deployments.create', { body: [intent] }],
    ['policy.assess', { body: { evidence_pack: { x: 1 }, correlation_id: 'abc' } }],
    ['policy.assess', { body: { evidence_pack: 'text' } }],
    ['policy.evaluate', { body: { risk_score: '50' } }],
    ['events.create', { body: { event_type: 'X' } }],
    ['events.create', { body: { correlation_id: 'abc', event_type: 'X' } }],
    ['events.create', { body: { correlation_id: flow } }],
    ['events.create', { body: { ...event, event_data: null } }],
    ['events.list', { query: { correlation_id: 'abc' } }],
  ]

  test.each(cases)(
    'answers %s 500 where its code raises, and stores nothing: %j',
    async (operation, sent) => {
      const { conforming, deviating, state } = await both(inputErrorsAre500, operation, sent)
      expect(conforming.status).toBe(400)
      expect(deviating).toEqual(internalError)
      expect(rows(state)).toEqual([0, 0])
    },
  )

  test('answers 500 to an X-Correlation-ID that is no UUID', async () => {
    const sent = { body: intent, id: 'dp-1', defects: [inputErrorsAre500] }
    expect(await send(freshState(), 'deployments.create', sent)).toEqual({
      status: 500,
      body: { error: 'Internal server error', correlation_id: 'dp-1' },
    })
  })

  const alike: readonly (readonly [OperationId, Sent])[] = [
    ['deployments.create', { body: intent }],
    ['deployments.create', { body: {} }],
    ['deployments.create', { body: { ...intent, target_ring: 'MARS' } }],
    ['deployments.create', { raw: '{' }],
    ['policy.assess', { body: {} }],
    ['policy.evaluate', { body: {} }],
    ['policy.evaluate', { body: { risk_score: 50 } }],
    ['events.create', { body: event }],
    ['events.create', { body: { ...event, event_type: 'BOGUS' } }],
    ['events.list', { query: { correlation_id: flow } }],
  ]

  test.each(alike)('answers %s as ever otherwise: %j', async (operation, sent) => {
    await same(inputErrorsAre500, operation, sent)
  })
})

describe('D-40', () => {
  const cases: readonly (readonly [OperationId, Sent])[] = [
    ['core.deployments.list', { query: { page: '0' } }],
    ['admin.deployments.list', { query: { page_size: 'abc' } }],
    ['deployments.create', { body: { ...intent, app_name: '\0' } }],
    ['deployments.create', { body: { ...intent, version: '\0' } }],
  ]

  test.each(cases)(
    'answers %s "Malformed JSON" where its code raises a ValueError: %j',
    async (operation, sent) => {
      const { conforming, deviating, state } = await both(valueErrorsAreMalformed, operation, sent)
      expect(conforming.status).toBe(400)
      expect(deviating).toEqual(malformed)
      expect(rows(state)).toEqual([0, 0])
    },
  )

  const alike: readonly (readonly [OperationId, Sent])[] = [
    ['core.deployments.list', { query: { page: '2' } }],
    ['deployments.create', { body: { ...intent, target_ring: 'MARS' } }],
    ['deployments.create', { body: intent }],
  ]

  test.each(alike)('answers %s as ever otherwise: %j', async (operation, sent) => {
    await same(valueErrorsAreMalformed, operation, sent)
  })
})

describe('D-42', () => {
  test('stores a ring that is none, and lists and counts it by its name', async () => {
    const { deviating, state } = await both(choicesNotValidated, 'deployments.create', {
      body: { ...intent, target_ring: 'MARS' },
    })
    expect(deviating.status).toBe(201)
    const query = { ring: 'MARS' }
    const { body } = await send(state, 'deployments.list', { query })
    expect(at(body, 'deployments', 0, 'target_ring')).toBe('MARS')
    expect([state.deployments.total(query), state.deployments.total({ ring: 'VENUS' })]).toEqual([1, 0])
    expect(state.deployments.byFlowId(idOf(deviating))?.targetRing).toBe('MARS')
  })

  test('keeps an event of any type, and lists it by that type', async () => {
    const { deviating, state } = await both(choicesNotValidated, 'events.create', {
      body: { ...event, event_type: 'BOGUS' },
    })
    expect(deviating.status).toBe(201)
    const listed = await send(state, 'events.list', { query: { event_type: 'BOGUS' } })
    expect(at(listed.body, 'events', 0, 'event_type')).toBe('BOGUS')
    expect([state.events.total({ type: 'BOGUS' }), state.events.total({ type: 'OTHER' })]).toEqual([1, 0])
  })

  const alike: readonly (readonly [OperationId, Sent])[] = [
    ['deployments.create', { body: { ...intent, target_ring: 'L'.repeat(21) } }],
    ['deployments.create', { body: { ...intent, target_ring: '' } }],
    ['deployments.create', { body: intent }],
    ['events.create', { body: { correlation_id: flow } }],
    ['events.create', { body: { ...event, correlation_id: 'abc' } }],
  ]

  test.each(alike)('answers %s as ever otherwise: %j', async (operation, sent) => {
    const { conforming, deviating } = await both(choicesNotValidated, operation, sent)
    expect(deviating.status).toBe(conforming.status)
  })
})

describe('D-44', () => {
  test('answers 200 to a posted event, with the same body', async () => {
    const { conforming, deviating } = await both(createAnswers200, 'events.create', { body: event })
    expect([conforming.status, deviating.status]).toEqual([201, 200])
    expect(keysOf(deviating.body)).toEqual(['id', 'created_at'])
  })

  test('leaves refusals and other creates alone', async () => {
    await same(createAnswers200, 'events.create', { body: {} })
    await same(createAnswers200, 'deployments.create', { body: intent })
  })
})

describe('D-46', () => {
  test('takes the id of the request for the pack, whatever pack is named', async () => {
    const body = { ...intent, evidence_pack_id: '5eed0000-0000-4000-8000-0000000000e9' }
    const { conforming, deviating, state } = await both(packNotLinked, 'deployments.create', { body })
    expect([conforming.status, deviating.status]).toEqual([400, 201])
    expect(state.deployments.byFlowId(idOf(deviating))?.evidencePackId).toBe(id)
  })

  test('changes nothing where no pack is named', async () => {
    await same(packNotLinked, 'deployments.create', { body: intent })
  })
})

describe('A check that a systematic defect leaves out', () => {
  const fields = ['app_name', 'version', 'target_ring', 'evidence_pack', 'evidence_pack_id'] as const

  test.each(fields)('of %s lets whatever is sent through', async (field) => {
    const defect: Defect = {
      id: `deployments.create/input-unchecked/${field}`,
      rule: 'input-is-validated',
      summary: 'Takes whatever is sent.',
      operations: ['deployments.create'],
      off: [{ operation: 'deployments.create', guard: `input:${field}` }],
    }
    for (const value of [undefined, 7, 'x'.repeat(300), '\0', []]) {
      const body = { ...intent, [field]: value }
      expect((await send(freshState(), 'deployments.create', { body, defects: [defect] })).status).toBe(201)
    }
  })

  const others: readonly (readonly [OperationId, string, Sent])[] = [
    ['policy.assess', 'evidence_pack', { body: {} }],
    ['policy.assess', 'correlation_id', { body: { evidence_pack: { x: 1 }, correlation_id: 'abc' } }],
    ['policy.evaluate', 'risk_score', { body: { risk_score: 'text' } }],
    ['policy.evaluate', 'risk_score', { body: {} }],
    ['events.list', 'correlation_id', { query: { correlation_id: 'abc' } }],
    ['core.deployments.list', 'page', { query: { page: 'abc' } }],
    ['core.deployments.list', 'page_size', { query: { page_size: '-1' } }],
  ]

  test.each(others)('of %s %s answers 200: %j', async (operation, field, sent) => {
    const off = [{ operation, guard: `input:${field}` as const }]
    const defect: Defect = { id: 'x', rule: 'input-is-validated', summary: 'x', operations: [operation], off }
    expect((await send(freshState(), operation, { ...sent, defects: [defect] })).status).toBe(200)
  })

  test.each(['correlation_id', 'event_type', 'event_data'])(
    'of events.create %s keeps the event',
    async (field) => {
      const off = [{ operation: 'events.create' as const, guard: `input:${field}` as const }]
      const defect: Defect = {
        id: 'x',
        rule: 'input-is-validated',
        summary: 'x',
        operations: ['events.create'],
        off,
      }
      for (const value of [null, 'x'.repeat(40)]) {
        const body = { ...event, [field]: value }
        expect((await send(freshState(), 'events.create', { body, defects: [defect] })).status).toBe(201)
      }
    },
  )
})
