// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { OperationId } from '@eucora/harness/contract'
import type { Defect } from '../../src/standin/defect.ts'
import { observedDefects } from '../../src/standin/defects/observed/index.ts'
import { isRecord } from '../../src/standin/problems.ts'
import type { State } from '../../src/standin/state.ts'
import {
  ask,
  cabMember,
  cabState,
  eventsOf,
  idsOf,
  packageFor,
  reviewer,
  staff,
  submitted,
  waitingDeployment,
} from './cab-helper.ts'
import { other, plain, type Sent } from './call-helper.ts'

/** A defect as it shows in some of these operations. */
function defect(id: string, operation: OperationId): readonly Defect[] {
  return observedDefects.filter((each) => each.id === id && each.operations.includes(operation))
}

const legacy = (flowId: string, sent: Sent = {}): Sent => ({
  params: { correlation_id: flowId },
  body: {},
  ...sent,
})

const decision = (id: string, sent: Sent = {}): Sent => ({
  user: cabMember,
  params: { id },
  body: { rationale: 'x' },
  ...sent,
})

async function exceptionOf(state: State, intent: string, sent: Sent = {}): Promise<string> {
  const { body } = await ask(state, 'cab.exceptions.create', {
    body: {
      deployment_intent_id: intent,
      reason: 'r',
      risk_justification: 'j',
      compensating_controls: ['c'],
    },
    ...sent,
  })
  return String(body['id'])
}

describe('decisions', () => {
  it('D-01: everyone decides by the legacy path, in any state, and the rest stays as it is', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state, { status: 'COMPLETED' })
    const defects = defect('D-01', 'cab.legacy.approve')
    const approved = await ask(state, 'cab.legacy.approve', legacy(deployment.flowId, { defects }))
    expect(approved.body).toEqual({ message: 'Deployment approved', decision: 'APPROVED' })
    const rejected = await ask(state, 'cab.legacy.reject', legacy(deployment.flowId, { defects }))
    expect(rejected.body).toEqual({ message: 'Deployment rejected' })
    expect(eventsOf(state, deployment)).toEqual(['CAB_APPROVED by plain1', 'CAB_REJECTED by plain1'])
    const { body } = await ask(state, 'cab.legacy.approvals')
    expect(body).toMatchObject({ approvals: [{ decision: 'REJECTED' }, { decision: 'APPROVED' }] })
    const bad = await ask(state, 'cab.legacy.approve', legacy(deployment.flowId, { defects, body: [] }))
    expect(bad.status).toBe(400)
    const id = await submitted(state, packageFor(state, waitingDeployment(state), '60.00'))
    expect((await ask(state, 'cab.approve', decision(id, { user: plain, defects }))).status).toBe(403)
  })

  it('D-02: CAB members decide on their own requests; others still do not decide', async () => {
    const state = cabState()
    const id = await submitted(state, packageFor(state, waitingDeployment(state), '60.00'), {
      user: cabMember,
    })
    const defects = defect('D-02', 'cab.approve')
    expect((await ask(state, 'cab.approve', decision(id, { user: other, defects }))).status).toBe(403)
    expect((await ask(state, 'cab.approve', decision(id, { defects }))).status).toBe(200)
    expect((await ask(state, 'cab.reject', decision(id, { defects }))).status).toBe(400)
  })

  it('D-03: reviewers decide on their own exceptions; others still do not decide', async () => {
    const state = cabState()
    const id = await exceptionOf(state, '1', { user: reviewer })
    const defects = defect('D-03', 'cab.exceptions.approve')
    const by = (user: typeof plain) =>
      ask(state, 'cab.exceptions.approve', decision(id, { user, defects })).then(({ status }) => status)
    expect(await by(plain)).toBe(403)
    expect(await by(reviewer)).toBe(200)
    expect(await by(reviewer)).toBe(400)
  })

  it('D-08: decisions on requests leave the deployment; their events stay', async () => {
    const state = cabState()
    const defects = defect('D-08', 'cab.approve')
    const automatic = waitingDeployment(state)
    await submitted(state, packageFor(state, automatic, '10.00'), { defects })
    const decided = waitingDeployment(state)
    const id = await submitted(state, packageFor(state, decided, '60.00'), { defects })
    expect((await ask(state, 'cab.approve', decision(id, { defects }))).status).toBe(200)
    expect(state.deployments.byPk(automatic.pk)?.status).toBe('AWAITING_CAB')
    expect(state.deployments.byPk(decided.pk)?.status).toBe('AWAITING_CAB')
    expect(eventsOf(state, automatic)).toEqual(['CAB_SUBMITTED by plain1', 'CAB_APPROVED by system'])
    expect(eventsOf(state, decided)).toEqual(['CAB_SUBMITTED by plain1', 'CAB_APPROVED by cab_approver'])
  })

  it('D-08: a deployment decided already does not stand in the way of a request', async () => {
    const state = cabState()
    const defects = defect('D-08', 'cab.approve')
    const deployment = waitingDeployment(state, { status: 'REJECTED' })
    await submitted(state, packageFor(state, deployment, '10.00'), { defects })
    const id = await submitted(state, packageFor(state, deployment, '60.00'), { defects })
    expect((await ask(state, 'cab.reject', decision(id, { defects }))).status).toBe(200)
  })

  it('D-32: eight decisions at once on one request all take effect, later ones not', async () => {
    const state = cabState()
    const id = await submitted(state, packageFor(state, waitingDeployment(state), '60.00'))
    const defects = defect('D-32', 'cab.approve')
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        ask(state, at % 2 === 0 ? 'cab.approve' : 'cab.reject', decision(id, { defects })),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    expect(state.cabRequests.decisionsOn(id)).toHaveLength(8)
    expect((await ask(state, 'cab.approve', decision(id, { defects }))).status).toBe(400)
  })

  it('D-33: the same for exceptions and legacy approvals', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const id = await exceptionOf(state, deployment.flowId)
    const byReviewer = decision(id, { user: reviewer, defects: defect('D-33', 'cab.exceptions.approve') })
    const byMember = legacy(deployment.flowId, {
      user: cabMember,
      defects: defect('D-33', 'cab.legacy.approve'),
    })
    const answers = await Promise.all([
      ask(state, 'cab.exceptions.approve', byReviewer),
      ask(state, 'cab.exceptions.reject', byReviewer),
      ask(state, 'cab.legacy.approve', byMember),
      ask(state, 'cab.legacy.reject', byMember),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(eventsOf(state, deployment).toSorted()).toEqual([
      'CAB_APPROVED by cab_approver',
      'CAB_REJECTED by cab_approver',
      'EXCEPTION_APPROVED by sec_rev',
      'EXCEPTION_DENIED by sec_rev',
    ])
    expect((await ask(state, 'cab.exceptions.reject', byReviewer)).status).toBe(400)
    expect((await ask(state, 'cab.legacy.reject', byMember)).status).toBe(400)
  })
})

describe('submissions', () => {
  const submission = (packageId: string, score: number, defects: readonly Defect[]): Sent => ({
    body: { evidence_package_id: packageId, risk_score: score },
    defects,
  })

  it('D-04: an automatic approval names the submitter', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const sent = submission(packageFor(state, deployment, '10.00'), 10, defect('D-04', 'cab.submit'))
    const { body } = await ask(state, 'cab.submit', sent)
    expect(body).toMatchObject({ status: 'auto_approved', approved_by: { username: 'plain1' } })
    const read = await ask(state, 'cab.get', { params: { id: String(body['id']) } })
    expect(read.body).toMatchObject({ decision: { decided_by_username: 'plain1' } })
    expect(eventsOf(state, deployment)).toEqual(['CAB_SUBMITTED by plain1', 'CAB_APPROVED by plain1'])
    expect(state.deployments.byPk(deployment.pk)?.status).toBe('APPROVED')
  })

  it('D-05: the sent score gates and is kept; it is still validated', async () => {
    const state = cabState()
    const defects = defect('D-05', 'cab.submit')
    const id = packageFor(state, waitingDeployment(state), '100.00')
    expect((await ask(state, 'cab.submit', submission(id, 101, defects))).status).toBe(400)
    expect((await ask(state, 'cab.submit', submission(id, 0, defects))).body).toMatchObject({
      status: 'auto_approved',
      risk_score: '0.00',
      approved_by: null,
    })
  })

  it('D-06: incomplete evidence is taken; a package is still taken once', async () => {
    const state = cabState()
    const defects = defect('D-06', 'cab.submit')
    const id = packageFor(state, waitingDeployment(state), '60.00', { isComplete: false })
    expect((await ask(state, 'cab.submit', submission(id, 60, defects))).status).toBe(201)
    expect((await ask(state, 'cab.submit', submission(id, 60, defects))).status).toBe(400)
  })

  it('D-09: an approved exception opens nothing', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const defects = defect('D-09', 'cab.submit')
    const before = await submitted(state, packageFor(state, deployment, '80.00'))
    const id = await exceptionOf(state, deployment.flowId)
    const approved = await ask(state, 'cab.exceptions.approve', decision(id, { user: reviewer, defects }))
    expect(approved.body).toMatchObject({ status: 'approved', is_active: true })
    expect(state.cabRequests.byId(before)?.status).toBe('exception_required')
    const later = submission(packageFor(state, deployment, '80.00'), 80, defects)
    expect((await ask(state, 'cab.submit', later)).body['status']).toBe('exception_required')
  })

  it('D-35: a package is taken again and again; an incomplete one still is not', async () => {
    const state = cabState()
    const defects = defect('D-35', 'cab.submit')
    const deployment = waitingDeployment(state)
    const sent = submission(packageFor(state, deployment, '60.00'), 60, defects)
    expect((await ask(state, 'cab.submit', sent)).status).toBe(201)
    expect((await ask(state, 'cab.submit', sent)).status).toBe(201)
    const incomplete = packageFor(state, deployment, '60.00', { isComplete: false })
    expect((await ask(state, 'cab.submit', submission(incomplete, 60, defects))).status).toBe(400)
  })

  it('D-41: what a package names counts as an integer key only', async () => {
    const state = cabState()
    const defects = defect('D-41', 'cab.submit')
    const deployment = waitingDeployment(state)
    const answer = (intent: string) =>
      ask(state, 'cab.submit', submission(packageFor(state, deployment, '60.00', { intent }), 60, defects))
    expect(await answer(deployment.flowId)).toEqual({
      status: 400,
      body: { error: `Field 'id' expected a number but got '${deployment.flowId}'.` },
    })
    expect(await answer('999999')).toEqual({ status: 500, body: { error: 'Internal server error' } })
    expect((await answer(String(deployment.pk))).status).toBe(201)
    const unknown = crypto.randomUUID()
    expect((await ask(state, 'cab.submit', submission(unknown, 60, defects))).status).toBe(404)
    expect((await ask(state, 'cab.submit', { body: {}, defects })).status).toBe(400)
  })
})

describe('reading', () => {
  it('D-20: anonymous callers read the legacy lists, and no others of these', () => {
    const defects = defect('D-20', 'cab.legacy.pending')
    expect(defects.flatMap(({ off = [] }) => off)).toEqual([
      { operation: 'cab.legacy.pending', guard: 'session' },
      { operation: 'cab.legacy.approvals', guard: 'session' },
    ])
  })

  it('D-21: reading what is pending stores it, once', async () => {
    const state = cabState()
    const older = waitingDeployment(state)
    const newer = waitingDeployment(state)
    const defects = defect('D-21', 'cab.legacy.pending')
    const flows = async (id: 'cab.legacy.pending' | 'cab.legacy.approvals') => {
      const rows = (await ask(state, id, { defects })).body['approvals']
      return Array.isArray(rows)
        ? rows.map((row: unknown) => (isRecord(row) ? row['correlation_id'] : undefined))
        : []
    }
    expect(await flows('cab.legacy.approvals')).toEqual([])
    expect(await flows('cab.legacy.pending')).toEqual([newer.flowId, older.flowId])
    expect(await flows('cab.legacy.pending')).toEqual([newer.flowId, older.flowId])
    expect(await flows('cab.legacy.approvals')).toEqual([older.flowId, newer.flowId])
  })

  it('D-23: everyone lists all requests and reads every exception; a single request stays restricted', async () => {
    const state = cabState()
    const defects = defect('D-23', 'cab.list')
    const id = await submitted(state, packageFor(state, waitingDeployment(state), '60.00'))
    const exception = await exceptionOf(state, '1')
    expect(idsOf(await ask(state, 'cab.list', { user: other, defects }))).toEqual([id])
    const read = { user: other, params: { id: exception }, defects }
    expect((await ask(state, 'cab.exceptions.get', read)).status).toBe(200)
    expect((await ask(state, 'cab.get', { user: other, params: { id }, defects })).status).toBe(403)
  })

  it('D-15: a decision takes the place of what waited', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const defects = [...defect('D-15', 'cab.legacy.approve'), ...defect('D-01', 'cab.legacy.approve')]
    const [waiting] = idsOf(await ask(state, 'cab.legacy.pending'), 'approvals')
    const once = legacy(deployment.flowId, { defects, user: staff, body: { conditions: ['x'] } })
    await ask(state, 'cab.legacy.approve', once)
    await ask(state, 'cab.legacy.reject', legacy(deployment.flowId, { defects, body: { comments: 'c' } }))
    const { body } = await ask(state, 'cab.legacy.approvals')
    expect(body['approvals']).toMatchObject([
      { id: waiting, decision: 'REJECTED', approver: 'plain1', comments: 'c', conditions: ['x'] },
    ])
    const second = waitingDeployment(state)
    await ask(state, 'cab.legacy.reject', legacy(second.flowId, { defects }))
    expect((await ask(state, 'cab.legacy.approvals')).body['approvals']).toHaveLength(2)
  })
})

describe('bad input', () => {
  const raised = { error: 'Internal server error' }

  it('D-39: bounds that are not finite are 500; other bounds are not', async () => {
    const state = cabState()
    for (const id of ['cab.list', 'cab.pending'] as const) {
      const defects = defect('D-39', id)
      const bad = await ask(state, id, { query: { risk_max: 'inf' }, defects })
      expect(bad).toMatchObject({ status: 500, body: raised })
      expect((await ask(state, id, { query: { risk_max: 'x' }, defects })).status).toBe(200)
    }
  })

  it('D-39: null comments are 500 and decide nothing', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const defects = defect('D-39', 'cab.legacy.approve')
    for (const body of [{ comments: null }, { conditions: null }, []]) {
      const sent = legacy(deployment.flowId, { user: cabMember, body, defects })
      expect(await ask(state, 'cab.legacy.approve', sent)).toMatchObject({ status: 500, body: raised })
    }
    expect(eventsOf(state, deployment)).toEqual([])
  })
})
