// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import {
  ask,
  cabMember,
  cabState,
  eventsOf,
  packageFor,
  reviewer,
  staff,
  submitted,
  waitingDeployment,
} from './cab-helper.ts'
import { other, plain } from './call-helper.ts'

const verdicts = [
  { id: 'cab.approve', verdict: 'approved', moved: 'APPROVED', event: 'CAB_APPROVED', verb: 'approve' },
  { id: 'cab.reject', verdict: 'rejected', moved: 'REJECTED', event: 'CAB_REJECTED', verb: 'reject' },
] as const

async function withRequest() {
  const state = cabState()
  const deployment = waitingDeployment(state)
  const id = await submitted(state, packageFor(state, deployment, '60.00'), { user: other })
  return { state, deployment, id }
}

describe.each(verdicts)('$id', ({ id: operation, verdict, moved, event, verb }) => {
  it('decides the request and the deployment, and appends the event by the decider', async () => {
    const { state, deployment, id } = await withRequest()
    const sent = { user: cabMember, params: { id }, body: { rationale: ' because ' } }
    const { status, body } = await ask(state, operation, sent)
    const { message, ...detail } = body
    expect(status).toBe(200)
    expect(message).toBe(`CAB request ${verdict} successfully`)
    expect(detail).toMatchObject({
      status: verdict,
      approval_decision: verdict,
      approval_rationale: 'because',
      approved_by: { username: 'cab_approver' },
    })
    const read = await ask(state, 'cab.get', { user: other, params: { id } })
    const { decision, ...stored } = read.body
    expect(stored).toEqual(detail)
    expect(decision).toMatchObject({
      cab_request_id: id,
      decision: verdict,
      rationale: 'because',
      decided_by_username: 'cab_approver',
    })
    expect(state.deployments.byPk(deployment.pk)?.status).toBe(moved)
    expect(eventsOf(state, deployment)).toEqual(['CAB_SUBMITTED by plain2', `${event} by cab_approver`])
  })

  it('is for CAB members and staff', async () => {
    const { state, deployment, id } = await withRequest()
    for (const user of [reviewer, plain, other]) {
      const sent = { user, params: { id }, body: { rationale: 'x' } }
      expect(await ask(state, operation, sent)).toEqual({
        status: 403,
        body: { error: 'Not authorized (CAB member access required)' },
      })
    }
    expect(eventsOf(state, deployment)).toEqual(['CAB_SUBMITTED by plain2'])
    const byStaff = await ask(state, operation, { user: staff, params: { id }, body: { rationale: 'x' } })
    expect(byStaff.status).toBe(200)
  })

  it.each([
    ['the request', { submitter: plain, requester: cabMember }],
    ['the deployment', { submitter: cabMember, requester: plain }],
  ])('is not for who submitted %s', async (_, { submitter, requester }) => {
    const state = cabState()
    const deployment = waitingDeployment(state, { submitter })
    const id = await submitted(state, packageFor(state, deployment, '60.00'), { user: requester })
    const sent = { user: cabMember, params: { id }, body: { rationale: 'x' } }
    expect(await ask(state, operation, sent)).toEqual({
      status: 403,
      body: { error: 'Not authorized (submitters may not decide on their own submission)' },
    })
    expect(state.cabRequests.byId(id)?.status).toBe('submitted')
    expect(state.deployments.byPk(deployment.pk)?.status).toBe('AWAITING_CAB')
  })

  it.each([
    [{}, { rationale: ['This field is required.'] }],
    [{ rationale: 'x'.repeat(2001) }, { rationale: ['Ensure this field has no more than 2000 characters.'] }],
    [{ rationale: 'x', conditions: [] }, { conditions: ['Conditions must be a JSON object'] }],
  ])('refuses the body %j', async (body, errors) => {
    const { state, id } = await withRequest()
    expect(await ask(state, operation, { user: cabMember, params: { id }, body })).toEqual({
      status: 400,
      body: errors,
    })
    expect(state.cabRequests.byId(id)?.status).toBe('submitted')
  })

  it('decides a request once', async () => {
    const { state, deployment, id } = await withRequest()
    await ask(state, 'cab.approve', { user: cabMember, params: { id }, body: { rationale: 'x' } })
    const again = await ask(state, operation, { user: staff, params: { id }, body: { rationale: 'y' } })
    expect(again).toEqual({
      status: 400,
      body: {
        error: `Cannot ${verb} request with status 'approved'. Only 'submitted' or 'under_review' requests can be ${verdict}.`,
      },
    })
    expect(state.cabRequests.decisionsOn(id)).toHaveLength(1)
    expect(eventsOf(state, deployment)).toHaveLength(2)
  })

  it('decides a deployment once, whichever path came first', async () => {
    const { state, deployment, id } = await withRequest()
    await ask(state, 'cab.legacy.reject', {
      user: staff,
      params: { correlation_id: deployment.flowId },
      body: {},
    })
    const sent = { user: cabMember, params: { id }, body: { rationale: 'x' } }
    expect(await ask(state, operation, sent)).toEqual({
      status: 400,
      body: {
        error: `Cannot ${verb} deployment with status 'REJECTED'. Only 'AWAITING_CAB' deployments can be decided.`,
      },
    })
    expect(state.cabRequests.byId(id)?.status).toBe('submitted')
  })

  it('refuses a request that still needs an exception', async () => {
    const state = cabState()
    const id = await submitted(state, packageFor(state, waitingDeployment(state), '75.01'))
    const answer = await ask(state, operation, { user: cabMember, params: { id }, body: { rationale: 'x' } })
    expect(answer.body['error']).toContain(`Cannot ${verb} request with status 'exception_required'.`)
  })

  it('answers an unknown request before all else', async () => {
    const params = { id: crypto.randomUUID() }
    expect(await ask(cabState(), operation, { params, raw: '{' })).toEqual({
      status: 404,
      body: { error: 'CAB request not found' },
    })
  })

  it('takes one of many sent at once', async () => {
    const { state, id } = await withRequest()
    const sent = { user: cabMember, params: { id }, body: { rationale: 'x' } }
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(state, operation, sent)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(7)
    expect(state.cabRequests.decisionsOn(id)).toHaveLength(1)
  })
})

describe('conditions', () => {
  it.each([
    ['cab.approve', { max_rollout_pct: 5 }, { max_rollout_pct: 5 }],
    ['cab.approve', null, {}],
    ['cab.reject', { max_rollout_pct: 5 }, {}],
  ] as const)('of %s %j are kept as %j', async (operation, conditions, kept) => {
    const { state, id } = await withRequest()
    const sent = { user: cabMember, params: { id }, body: { rationale: 'x', conditions } }
    expect((await ask(state, operation, sent)).body['approval_conditions']).toEqual(kept)
  })
})
