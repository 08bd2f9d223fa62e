// SPDX-License-Identifier: Apache-2.0
import { eventTypes } from '@eucora/harness/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Events } from '../../../src/standin/store/events.ts'
import { Ids } from '../../../src/standin/store/ids.ts'
import { Strings } from '../../../src/standin/store/strings.ts'

const start = 1_750_000_000_000_000
const flows = ['5eed0000-0000-4000-8000-0000000000d1', '5eed0000-0000-4000-8000-0000000000d2', 'no-uuid']

function fresh(): Events {
  let now = start
  return new Events(new Ids(), new Strings(), () => (now += 1))
}

const drafts = fc.record({
  correlationId: fc.constantFrom(...flows),
  type: fc.constantFrom(...eventTypes),
  data: fc.dictionary(fc.constantFrom('app_name', 'request_id', 'note'), fc.string(), {
    noNullPrototype: true,
  }),
  actor: fc.constantFrom('plain1', 'system'),
  isDemo: fc.boolean(),
})
const filters = fc.record(
  {
    correlationId: fc.constantFrom(...flows, 'unknown'),
    type: fc.constantFrom<string>(...eventTypes, 'BOGUS'),
    isDemo: fc.boolean(),
  },
  { requiredKeys: [] },
)

function row(pk: number, createdAt: string, changes: Readonly<Record<string, unknown>> = {}) {
  const fields = {
    correlation_id: flows[0],
    event_type: 'DEPLOYMENT_CREATED',
    event_data: { app_name: 'seeded' },
    actor: 'system',
    is_demo: false,
    created_at: createdAt,
    ...changes,
  }
  return { model: 'event_store.deploymentevent', pk, fields }
}

describe('events', () => {
  test('are listed newest first by what the filter says and nothing else, posted or not', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(drafts, fc.boolean()), { maxLength: 40 }), filters, (all, filter) => {
        const table = fresh()
        const matching = all
          .map(([draft, isPosted]) => ({ draft, stored: isPosted ? table.post(draft) : table.append(draft) }))
          .filter(
            ({ draft }) => filter.correlationId === undefined || draft.correlationId === filter.correlationId,
          )
          .filter(({ draft }) => filter.type === undefined || draft.type === filter.type)
          .filter(({ draft }) => filter.isDemo === undefined || draft.isDemo === filter.isDemo)
          .toReversed()
          .map(({ stored: { id, correlationId, type, data, actor, createdUs } }) => ({
            id,
            correlationId,
            type,
            data,
            actor,
            createdUs,
          }))
        expect(table.newest(filter, Infinity)).toEqual(matching)
        expect(table.newest(filter, 2)).toEqual(matching.slice(0, 2))
        expect(table.total(filter)).toBe(matching.length)
        expect(table.count).toBe(all.length)
      }),
    )
  })

  test('have rising ids, by which each is found', () => {
    const table = fresh()
    const draft = { correlationId: 'f', type: 'CAB_SUBMITTED', data: {}, actor: 'a', isDemo: false } as const
    expect([table.append(draft).id, table.post(draft).id, table.append(draft).id]).toEqual([1, 2, 3])
    expect(table.byId(2)?.createdUs).toBe(start + 2)
    expect(table.byId(4)).toBeUndefined()
  })

  test('of a workflow count for their application, posted ones apart from them', () => {
    const table = fresh()
    const draft = {
      correlationId: 'f',
      type: 'DEPLOYMENT_COMPLETED',
      data: { app_name: 'appA' },
      actor: 'a',
      isDemo: false,
    } as const
    table.append(draft)
    table.post(draft)
    table.post({ ...draft, data: { app_name: 7 } })
    table.post({ ...draft, data: [] })
    table.append({ ...draft, type: 'CAB_APPROVED' })
    expect(table.since('workflow', 'DEPLOYMENT_COMPLETED', 'appA', start)).toBe(1)
    expect(table.since('workflow', 'DEPLOYMENT_COMPLETED', 'appA', start + 2)).toBe(0)
    expect(table.since('posted', 'DEPLOYMENT_COMPLETED', 'appA', start)).toBe(1)
    expect(table.since('workflow', 'DEPLOYMENT_FAILED', 'appA', start)).toBe(0)
    expect(table.since('workflow', 'DEPLOYMENT_COMPLETED', 'appB', start)).toBe(0)
  })
})

describe('a seeded event', () => {
  test('takes its place by its instant, in its flow too, and counts as a workflow’s', () => {
    const table = fresh()
    const draft = {
      correlationId: flows[0] ?? '',
      type: 'CAB_SUBMITTED',
      data: {},
      actor: 'a',
      isDemo: false,
    } as const
    table.append(draft)
    table.load(row(9, '2025-06-04T08:00:00Z'))
    table.load(row(8, '2025-06-03T08:00:00Z'))
    table.load(row(7, '2025-06-05T08:00:00Z'))
    expect(table.append(draft).id).toBe(10)
    expect(table.newest({}, 10).map(({ id }) => id)).toEqual([10, 1, 7, 9, 8])
    expect(table.newest({ correlationId: flows[0] }, 10).map(({ id }) => id)).toEqual([10, 1, 7, 9, 8])
    expect(table.byId(8)?.data).toEqual({ app_name: 'seeded' })
    expect(table.since('workflow', 'DEPLOYMENT_CREATED', 'seeded', 1)).toBe(3)
  })

  test('without data has an empty object', () => {
    const table = fresh()
    table.load(row(1, '2025-06-04T08:00:00Z', { event_data: undefined }))
    expect(table.byId(1)?.data).toEqual({})
  })

  test('never replaces one that is there', () => {
    const table = fresh()
    table.load(row(1, '2025-06-04T08:00:00Z'))
    expect(() => table.load(row(1, '2025-06-04T08:00:00Z'))).toThrow('events do not change')
    expect(table.count).toBe(1)
  })

  test('of an unknown type is refused', () => {
    expect(() => fresh().load(row(1, '2025-06-04T08:00:00Z', { event_type: 'BOGUS' }))).toThrow(
      'event_type is "BOGUS"',
    )
  })
})
