// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { load, seedOf } from '../../src/standin/seed.ts'
import { SerialQueue } from '../../src/standin/serial-queue.ts'
import { State } from '../../src/standin/state.ts'
import { LegacyApprovals } from '../../src/standin/store/legacy-approvals.ts'
import { TimedRows } from '../../src/standin/store/timed-rows.ts'
import { ask, idsOf, waitingDeployment } from './cab-helper.ts'

const id = '5eed0000-0000-4000-8000-0000000000b1'
const at = '2025-06-11T08:00:00Z'

const request = {
  deployment_intent_id: '1',
  correlation_id: 'CAB-0123456789AB',
  evidence_package_id: id,
  risk_score: '60.00',
  submitted_by: 5,
  submitted_at: at,
  status: 'approved',
  approved_by: 2,
  approval_decision: 'approved',
  approval_rationale: 'ok',
  approval_conditions: { a: 1 },
  approved_at: at,
  notes: '',
}

const exception = {
  deployment_intent_id: '1',
  correlation_id: 'EXC-0123456789AB',
  reason: 'r',
  risk_justification: 'j',
  compensating_controls: ['c'],
  requested_by: 5,
  requested_at: at,
  approved_by: null,
  approval_decision: null,
  approval_rationale: '',
  approved_at: null,
  expires_at: at,
  status: 'pending',
}

function seeded(...rows: readonly (readonly [string, number | string, object])[]): State {
  const state = new State()
  load(
    seedOf(
      rows.map(([model, pk, fields]) => ({ model, pk, fields })),
      undefined,
    ),
    state,
  )
  return state
}

describe('seeded rows', () => {
  it('of CAB requests and decisions are read', () => {
    const state = seeded(
      ['cab_workflow.cabapprovalrequest', id, request],
      [
        'cab_workflow.cabapprovaldecision',
        id,
        {
          cab_request_id: id,
          correlation_id: 'CAB-0123456789AB',
          decision: 'approved',
          rationale: 'ok',
          decided_by: 2,
          decided_at: at,
          conditions: {},
        },
      ],
    )
    expect(state.cabRequests.byId(id)).toMatchObject({
      riskScore: '60.00',
      status: 'approved',
      decision: 'approved',
      approvedBy: 2,
      conditions: { a: 1 },
    })
    expect(state.cabRequests.decisionsOn(id)).toMatchObject([{ decidedBy: 2, decision: 'approved' }])
    expect(state.cabRequests.ofPackage(id)).toHaveLength(1)
  })

  it('of open requests have no decision', () => {
    const open = {
      ...request,
      status: 'submitted',
      approved_by: null,
      approval_decision: null,
      approved_at: null,
    }
    const state = seeded(['cab_workflow.cabapprovalrequest', id, open])
    expect(state.cabRequests.byId(id)).toMatchObject({ decision: null, approvedUs: null, approvedBy: null })
  })

  it('of exceptions are read', () => {
    const state = seeded(['cab_workflow.cabexception', id, exception])
    expect(state.cabExceptions.byId(id)).toMatchObject({ status: 'pending', decision: null, requestedBy: 5 })
    const decided = { ...exception, status: 'rejected', approval_decision: 'rejected', approved_by: 4 }
    expect(seeded(['cab_workflow.cabexception', id, decided]).cabExceptions.byId(id)?.decision).toBe(
      'rejected',
    )
  })

  it('of legacy approvals, packages and packs are read', () => {
    const state = seeded(
      [
        'cab_workflow.cabapproval',
        7,
        {
          deployment_intent: 1,
          decision: 'PENDING',
          approver: null,
          comments: '',
          conditions: [],
          submitted_at: at,
          reviewed_at: null,
        },
      ],
      [
        'evidence_store.evidencepackage',
        id,
        { deployment_intent_id: '1', risk_score: '75.5', is_complete: true },
      ],
      [
        'evidence_store.evidencepack',
        1,
        {
          correlation_id: id,
          app_name: 'a',
          version: '1',
          artifact_hash: 'h',
          artifact_path: 'p',
          sbom_data: {},
          vulnerability_scan_results: {},
          rollback_plan: '',
          created_at: at,
        },
      ],
    )
    expect(state.legacyApprovals.of(1)).toMatchObject([{ id: 7, decision: 'PENDING' }])
    expect(state.legacyApprovals.nextId()).toBe(8)
    expect(state.evidencePackages.byId(id.toUpperCase())).toMatchObject({
      riskScore: '75.50',
      isComplete: true,
    })
    expect(state.evidencePacks.byId(id)).toMatchObject({ appName: 'a', isValidated: false, isDemo: false })
  })

  it('that do not fit name the row', () => {
    expect(() => seeded(['cab_workflow.cabexception', id, { ...exception, status: 'open' }])).toThrow(
      /cab_workflow\.cabexception 5eed.*status is "open"/,
    )
  })

  it('of an approval whose deployment is not there are not listed', async () => {
    const state = seeded([
      'cab_workflow.cabapproval',
      7,
      {
        deployment_intent: 99,
        decision: 'APPROVED',
        approver: 99,
        comments: '',
        conditions: [],
        submitted_at: at,
        reviewed_at: at,
      },
    ])
    expect(
      idsOf(await ask(state, 'cab.legacy.approvals', { query: { include_demo: 'all' } }), 'approvals'),
    ).toEqual([])
  })

  it('of a pending approval stand for their deployment', async () => {
    const state = new State()
    const { pk } = waitingDeployment(state)
    state.legacyApprovals.append({ ...state.legacyApprovals.waiting(pk, 1), id: 40 })
    expect(idsOf(await ask(state, 'cab.legacy.pending'), 'approvals')).toEqual([40])
    expect(state.legacyApprovals.waiting(pk, 5).id).toBe(40)
  })
})

describe('stores', () => {
  it('list rows by their instants, whatever order they come in', () => {
    const rows = new TimedRows<{ readonly id: string }>()
    for (const [each, atUs] of [
      ['b', 2],
      ['a', 1],
      ['c', 2],
    ] as const) {
      rows.add({ id: each }, atUs)
    }
    expect([...rows.newestFirst()].map((row) => row.id)).toEqual(['c', 'b', 'a'])
    expect(() => rows.add({ id: 'a' }, 3)).toThrow('A row with the id a is there already.')
  })

  it('give a waiting deployment one id, and no other record that id', () => {
    const approvals = new LegacyApprovals()
    const first = approvals.waiting(1, 10)
    expect(approvals.waiting(1, 10)).toEqual(first)
    expect(approvals.waiting(2, 10).id).not.toBe(first.id)
    expect([...approvals.newestFirst()]).toEqual([])
    const stored = approvals.overwrite(first)
    approvals.append({ ...first, id: 9, submittedUs: 5 })
    approvals.append({ ...first, id: 8, submittedUs: 5 })
    expect([...approvals.newestFirst()].map((each) => each.id)).toEqual([stored.id, 9, 8])
  })

  it('run queued tasks one after the other, whatever becomes of them', async () => {
    const queue = new SerialQueue()
    const done: string[] = []
    const task = (name: string, fails: boolean) => async () => {
      await new Promise((resolve) => setImmediate(resolve))
      done.push(name)
      if (fails) throw new Error(name)
      return name
    }
    const outcomes = await Promise.allSettled([queue.run(task('a', true)), queue.run(task('b', false))])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(done).toEqual(['a', 'b'])
  })
})
