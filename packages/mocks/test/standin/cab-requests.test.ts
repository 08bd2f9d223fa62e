// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
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
import { other, plain } from './call-helper.ts'

const absent = '12ddb0b7-6f9e-4fbf-a416-67e4c0518c5c'

describe('a submission', () => {
  it('needs a package and a score', async () => {
    expect(await ask(cabState(), 'cab.submit', { body: {} })).toEqual({
      status: 400,
      body: {
        evidence_package_id: ['This field is required.'],
        risk_score: ['This field is required.'],
      },
    })
  })

  it.each([absent, 'no-uuid'])('of the unknown package %s is 404', async (id) => {
    const answer = await ask(cabState(), 'cab.submit', { body: { evidence_package_id: id, risk_score: 10 } })
    expect(answer).toEqual({ status: 404, body: { error: `Evidence package not found: ${id}` } })
  })

  it.each([
    ['50.00', 'auto_approved', 'auto_approved', 'LOW'],
    ['50.01', 'manual_review', 'submitted', 'MEDIUM'],
    ['75.00', 'manual_review', 'submitted', 'MEDIUM'],
    ['75.01', 'exception_required', 'exception_required', 'HIGH'],
  ])('meets the gate of the stored score %s whatever is sent', async (score, gate, status, tier) => {
    const state = cabState()
    const id = packageFor(state, waitingDeployment(state), score)
    const { body } = await ask(state, 'cab.submit', { body: { evidence_package_id: id, risk_score: 0 } })
    expect(body).toMatchObject({ decision_status: gate, status, risk_score: score, risk_tier: { tier } })
  })

  it('is stored as it is answered', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const id = packageFor(state, deployment, '60.00')
    const { body } = await ask(state, 'cab.submit', {
      body: { evidence_package_id: ` ${id} `, risk_score: '60', notes: ' n ' },
    })
    const { message, decision_status: gate, ...detail } = body
    expect(message).toBe('Deployment submitted for CAB review')
    expect(gate).toBe('manual_review')
    expect(detail).toMatchObject({
      deployment_intent_id: String(deployment.pk),
      evidence_package_id: id,
      status_display: 'Pending Review',
      submitted_by: { id: 5, username: 'plain1', email: 'plain1@x.io', first_name: '', last_name: '' },
      approved_by: null,
      approval_conditions: {},
      notes: 'n',
    })
    const read = await ask(state, 'cab.get', { params: { id: String(detail['id']) } })
    expect(read).toEqual({ status: 200, body: detail })
    expect(eventsOf(state, deployment)).toEqual(['CAB_SUBMITTED by plain1'])
  })

  it('is approved by the system where the score is low, and moves the deployment', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const id = await submitted(state, packageFor(state, deployment, '49.99'))
    const { body } = await ask(state, 'cab.get', { params: { id } })
    expect(body).toMatchObject({
      status: 'auto_approved',
      approved_by: null,
      approval_decision: 'approved',
      approval_rationale: '',
      decision: {
        decision: 'approved',
        decision_display: 'Approved',
        rationale: 'Auto-approved: Risk score 49.99 ≤ 50',
        decided_by_username: 'system',
      },
    })
    expect(state.deployments.byPk(deployment.pk)?.status).toBe('APPROVED')
    expect(eventsOf(state, deployment)).toEqual(['CAB_SUBMITTED by plain1', 'CAB_APPROVED by system'])
  })

  it('leaves a deployment that needs no CAB as it is when it is approved by the system', async () => {
    const state = cabState()
    const { pk: _, updatedUs: __, ...fields } = waitingDeployment(state)
    const deployment = state.deployments.insert({
      ...fields,
      flowId: crypto.randomUUID(),
      status: 'COMPLETED',
      requiresCabApproval: false,
    })
    await submitted(state, packageFor(state, deployment, '10.00'))
    expect(state.deployments.byPk(deployment.pk)?.status).toBe('COMPLETED')
  })

  it('is not approved by the system once the deployment was decided', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state, { status: 'REJECTED' })
    const id = packageFor(state, deployment, '10.00')
    const answer = await ask(state, 'cab.submit', { body: { evidence_package_id: id, risk_score: 10 } })
    expect(answer).toEqual({
      status: 400,
      body: {
        error:
          "Cannot approve deployment with status 'REJECTED'. Only 'AWAITING_CAB' deployments can be decided.",
      },
    })
    expect(eventsOf(state, deployment)).toEqual([])
  })

  it('may name its deployment by flow id', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const id = packageFor(state, deployment, '60.00', { intent: deployment.flowId })
    await submitted(state, id)
    expect(eventsOf(state, deployment)).toEqual(['CAB_SUBMITTED by plain1'])
  })

  it.each([absent, '999999', 'no id', '0'])(
    'of a package for the unknown deployment %s is 400',
    async (intent) => {
      const state = cabState()
      const id = packageFor(state, waitingDeployment(state), '10.00', { intent })
      const answer = await ask(state, 'cab.submit', { body: { evidence_package_id: id, risk_score: 10 } })
      expect(answer.status).toBe(400)
      expect(Object.keys(answer.body)).toEqual(['evidence_package_id'])
      expect(state.cabRequests.newestFirst()).toEqual([])
    },
  )

  it('of an incomplete package is 400 and stores nothing', async () => {
    const state = cabState()
    const id = packageFor(state, waitingDeployment(state), '60.00', { isComplete: false })
    const answer = await ask(state, 'cab.submit', { body: { evidence_package_id: id, risk_score: 10 } })
    expect(answer).toEqual({
      status: 400,
      body: { evidence_package_id: ['The evidence package is not complete.'] },
    })
    expect(state.cabRequests.newestFirst()).toEqual([])
  })

  it.each([
    ['10.00', 'auto_approved'],
    ['60.00', 'submitted'],
    ['80.00', 'exception_required'],
  ])('of a package scored %s is refused while its request is %s', async (score, status) => {
    const state = cabState()
    const id = packageFor(state, waitingDeployment(state), score)
    await submitted(state, id)
    const again = await ask(state, 'cab.submit', {
      body: { evidence_package_id: id.toUpperCase().replaceAll('-', ''), risk_score: 10 },
    })
    expect(again).toEqual({
      status: 400,
      body: { evidence_package_id: [`The evidence package has a request with status '${status}' already.`] },
    })
    expect(state.cabRequests.newestFirst()).toHaveLength(1)
  })

  it('of a package whose request was rejected is taken', async () => {
    const state = cabState()
    const id = packageFor(state, waitingDeployment(state), '60.00')
    const request = await submitted(state, id)
    await ask(state, 'cab.reject', { user: cabMember, params: { id: request }, body: { rationale: 'no' } })
    await submitted(state, id)
    expect(state.cabRequests.newestFirst()).toHaveLength(2)
  })
})

describe('a request', () => {
  it.each([
    { user: plain, status: 200 },
    { user: cabMember, status: 200 },
    { user: reviewer, status: 200 },
    { user: staff, status: 200 },
    { user: other, status: 403 },
  ])('of plain1 is answered to $user.username with $status', async ({ user, status }) => {
    const state = cabState()
    const id = await submitted(state, packageFor(state, waitingDeployment(state), '60.00'))
    expect((await ask(state, 'cab.get', { user, params: { id } })).status).toBe(status)
  })

  it('that nobody made is 404', async () => {
    const answer = await ask(cabState(), 'cab.get', { params: { id: absent } })
    expect(answer).toEqual({ status: 404, body: { error: 'CAB request not found' } })
  })
})

describe('lists of requests', () => {
  async function withRequests() {
    const state = cabState()
    const ids = []
    for (const [score, user] of [
      ['60.00', plain],
      ['80.00', plain],
      ['70.00', other],
      ['10.00', other],
    ] as const) {
      ids.push(await submitted(state, packageFor(state, waitingDeployment(state), score), { user }))
    }
    return { state, ids }
  }

  it('show everything, newest first, to those concerned with all', async () => {
    const { state, ids } = await withRequests()
    for (const user of [cabMember, reviewer, staff]) {
      const answer = await ask(state, 'cab.list', { user })
      expect(answer.body['count']).toBe(4)
      expect(idsOf(answer)).toEqual(ids.toReversed())
    }
  })

  it('show others only what they submitted', async () => {
    const { state, ids } = await withRequests()
    expect(idsOf(await ask(state, 'cab.list'))).toEqual([ids[1], ids[0]])
    expect(idsOf(await ask(state, 'cab.mine', { user: other }))).toEqual([ids[3], ids[2]])
  })

  it('show what waits for a decision to everybody', async () => {
    const { state, ids } = await withRequests()
    expect(idsOf(await ask(state, 'cab.pending'))).toEqual([ids[2], ids[0]])
  })

  it.each([
    [{ status: 'auto_approved' }, [3]],
    [{ status: 'no status' }, []],
    [{ status: '' }, [3, 2, 1, 0]],
    [{ risk_min: '60' }, [2, 1, 0]],
    [{ risk_max: '60' }, [3, 0]],
    [{ risk_min: '60.01', risk_max: '7e1' }, [2]],
    [{ risk_min: 'much', risk_max: '' }, [3, 2, 1, 0]],
  ])('filter by %j', async (query, expected) => {
    const { state, ids } = await withRequests()
    expect(idsOf(await ask(state, 'cab.list', { user: staff, query }))).toEqual(expected.map((at) => ids[at]))
  })

  it.each([
    [{ status: 'under_review' }, []],
    [{ status: 'auto_approved' }, [2, 0]],
    [{ risk_max: '60' }, [0]],
  ])('of what waits filter by %j', async (query, expected) => {
    const { state, ids } = await withRequests()
    expect(idsOf(await ask(state, 'cab.pending', { query }))).toEqual(expected.map((at) => ids[at]))
  })

  it('refuse bounds that are not finite', async () => {
    const query = { risk_min: 'nan', risk_max: '-inf' }
    const messages = ['A finite number is required.']
    for (const id of ['cab.list', 'cab.pending'] as const) {
      expect(await ask(cabState(), id, { query })).toEqual({
        status: 400,
        body: { risk_min: messages, risk_max: messages },
      })
    }
  })
})
