// SPDX-License-Identifier: Apache-2.0
import { deploymentStatuses, rings } from '@eucora/harness/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Deployments, type Deployment, type NewDeployment } from '../../../src/standin/store/deployments.ts'
import { Ids } from '../../../src/standin/store/ids.ts'
import { Strings } from '../../../src/standin/store/strings.ts'

const start = 1_750_000_000_000_000

function fresh(): Deployments {
  return new Deployments(new Ids(), new Strings())
}

function intent(changes: Partial<NewDeployment> = {}): NewDeployment {
  return {
    flowId: crypto.randomUUID(),
    appName: 'app',
    version: '1.0',
    targetRing: 'LAB',
    status: 'APPROVED',
    riskScore: 7,
    requiresCabApproval: false,
    submitterId: 5,
    evidencePackId: crypto.randomUUID(),
    isDemo: false,
    createdUs: start,
    ...changes,
  }
}

const intents = fc.record({
  flowId: fc.uuid(),
  appName: fc.string(),
  version: fc.string(),
  targetRing: fc.constantFrom(...rings),
  status: fc.constantFrom(...deploymentStatuses),
  riskScore: fc.option(fc.integer({ min: 0, max: 100 })),
  requiresCabApproval: fc.boolean(),
  submitterId: fc.nat(100),
  evidencePackId: fc.oneof(fc.uuid(), fc.string()),
  isDemo: fc.boolean(),
  createdUs: fc.integer({ min: start, max: start + 20 }),
})
const manyIntents = fc.uniqueArray(intents, { selector: ({ flowId }) => flowId, maxLength: 40 })
const filters = fc.record(
  {
    status: fc.constantFrom<string>(...deploymentStatuses, 'LOST'),
    ring: fc.constantFrom<string>(...rings, 'MARS'),
    isDemo: fc.boolean(),
  },
  { requiredKeys: [] },
)

function row(pk: number, changes: Readonly<Record<string, unknown>> = {}) {
  const fields = {
    correlation_id: `5eed0000-0000-4000-8000-0000000000d${pk % 10}`,
    app_name: 'base',
    version: '1.0',
    target_ring: 'PILOT',
    status: 'AWAITING_CAB',
    evidence_pack_id: '5eed0000-0000-4000-8000-0000000000e1',
    risk_score: 51,
    requires_cab_approval: true,
    submitter: 5,
    is_demo: false,
    created_at: '2025-06-04T08:00:00Z',
    updated_at: '2025-06-05T08:00:00Z',
    ...changes,
  }
  return { model: 'deployment_intents.deploymentintent', pk, fields }
}

describe('deployments', () => {
  test('a list of more rows than are kept shows every one as it was put in', () => {
    const deployments = fresh()
    const added = Array.from({ length: 1500 }, (_, index) =>
      deployments.insert(intent({ createdUs: start + index })),
    )
    expect(deployments.newest({}, Number.POSITIVE_INFINITY)).toEqual(added.toReversed())
  })

  test('read as they were inserted, by flow id and by primary key', () => {
    fc.assert(
      fc.property(manyIntents, (all) => {
        const table = fresh()
        const inserted = all.map((each) => table.insert(each))
        const expected = all.map((each, index) => ({ ...each, pk: index + 1, updatedUs: each.createdUs }))
        expect(inserted).toEqual(expected)
        expect(all.map(({ flowId }) => table.byFlowId(flowId))).toEqual(expected)
        expect(expected.map(({ pk }) => table.byPk(pk))).toEqual(expected)
      }),
    )
  })

  test('are listed, counted and paged by what the filter says and nothing else', () => {
    fc.assert(
      fc.property(
        manyIntents,
        filters,
        fc.integer({ min: 1, max: 4 }),
        fc.nat(5),
        (all, filter, page, size) => {
          const table = fresh()
          const matching = all
            .map((each) => table.insert(each))
            .filter(({ status }) => filter.status === undefined || status === filter.status)
            .filter(({ targetRing }) => filter.ring === undefined || targetRing === filter.ring)
            .filter(({ isDemo }) => filter.isDemo === undefined || isDemo === filter.isDemo)
            .toSorted((a, b) => b.createdUs - a.createdUs || b.pk - a.pk)
          expect(table.newest(filter, Infinity)).toEqual(matching)
          expect(table.newest(filter, 3)).toEqual(matching.slice(0, 3))
          expect(table.page(filter, page, size)).toEqual(matching.slice((page - 1) * size, page * size))
          expect(table.total(filter)).toBe(matching.length)
        },
      ),
    )
  })

  test('read back from their columns once they are no longer the newest', () => {
    const table = fresh()
    const first = table.insert(intent({ riskScore: null, targetRing: 'GLOBAL', isDemo: true }))
    for (let index = 1; index <= 3000; index += 1) table.insert(intent({ createdUs: start + index }))
    expect(table.byPk(1)).toEqual(first)
  })

  test('move status, with the moment, and leave every other field and row alone', () => {
    const table = fresh()
    const [first, second] = [table.insert(intent()), table.insert(intent())]
    table.setStatus(first.pk, 'REJECTED', start + 9)
    const moved: Deployment = { ...first, status: 'REJECTED', updatedUs: start + 9 }
    expect(table.byPk(first.pk)).toEqual(moved)
    expect(table.newest({ status: 'REJECTED' }, 10)).toEqual([moved])
    expect(table.newest({ status: 'APPROVED' }, 10)).toEqual([second])
    expect(table.total({ status: 'REJECTED' })).toBe(1)
  })

  test('do not move under a primary key that none has', () => {
    expect(() => fresh().setStatus(4, 'FAILED', start)).toThrow('No deployment has the primary key 4.')
  })

  test('are unknown under other keys', () => {
    const table = fresh()
    table.insert(intent())
    expect(table.byPk(2)).toBeUndefined()
    expect(table.byFlowId(crypto.randomUUID())).toBeUndefined()
  })
})

describe('a seeded deployment', () => {
  test('has the fields of its row', () => {
    const table = fresh()
    table.load(row(2))
    expect(table.byPk(2)).toEqual({
      pk: 2,
      flowId: '5eed0000-0000-4000-8000-0000000000d2',
      appName: 'base',
      version: '1.0',
      targetRing: 'PILOT',
      status: 'AWAITING_CAB',
      riskScore: 51,
      requiresCabApproval: true,
      submitterId: 5,
      evidencePackId: '5eed0000-0000-4000-8000-0000000000e1',
      isDemo: false,
      createdUs: Date.parse('2025-06-04T08:00:00Z') * 1000,
      updatedUs: Date.parse('2025-06-05T08:00:00Z') * 1000,
    })
  })

  test('takes its place by its instant and moves the sequence on', () => {
    const table = fresh()
    const own = table.insert(intent())
    table.load(row(7))
    expect(table.insert(intent({ createdUs: start + 1 })).pk).toBe(8)
    expect(table.newest({}, 10).map(({ pk }) => pk)).toEqual([8, own.pk, 7])
  })

  test('replaces the one of the same keys', () => {
    const table = fresh()
    table.load(row(2))
    table.load(row(2, { status: 'REJECTED', app_name: 'renamed' }))
    expect(table.newest({}, 10).map(({ appName, status }) => [appName, status])).toEqual([
      ['renamed', 'REJECTED'],
    ])
    expect(table.total({ status: 'AWAITING_CAB' })).toBe(0)
  })

  test.each([
    [row(3, { correlation_id: '5eed0000-0000-4000-8000-0000000000d2' }), 'keys of its own'],
    [row(2, { created_at: '2025-06-06T08:00:00Z' }), 'keys of its own'],
    [row(3, { risk_score: 101 }), 'risk_score is 101; give 0 to 100 or null'],
    [row(3, { risk_score: -1 }), 'risk_score is -1; give 0 to 100 or null'],
    [row(3, { target_ring: 'MARS' }), 'target_ring is "MARS"'],
    [row(3, { status: 'LOST' }), 'status is "LOST"'],
  ])('is refused where it does not fit: %j', (bad, message) => {
    const table = fresh()
    table.load(row(2))
    expect(() => table.load(bad)).toThrow(message)
    expect(table.total({})).toBe(1)
  })
})
