// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
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

const dayMs = 24 * 60 * 60 * 1000
const fields = { reason: ' r ', risk_justification: 'j', compensating_controls: ['c'] }

async function created(state: State, intent: string, sent: Sent = {}, days = 30): Promise<string> {
  const body = { ...fields, deployment_intent_id: intent, expiry_days: days }
  const answer = await ask(state, 'cab.exceptions.create', { body, ...sent })
  return String(answer.body['id'])
}

const decide = (id: string, user = reviewer): Sent => ({ user, params: { id }, body: { rationale: 'k' } })

describe('asking for an exception', () => {
  it('stores what is answered, for 30 days by default', async () => {
    const state = cabState()
    const body = { ...fields, deployment_intent_id: 'whatever' }
    const { status, body: answered } = await ask(state, 'cab.exceptions.create', { body })
    const { message, ...detail } = answered
    expect(status).toBe(201)
    expect(message).toBe('Exception created, pending Security Reviewer approval')
    expect(detail).toMatchObject({
      deployment_intent_id: 'whatever',
      reason: 'r',
      compensating_controls: ['c'],
      status: 'pending',
      status_display: 'Pending Security Review',
      is_active: false,
      is_expired: false,
      approved_by: null,
    })
    const heldMs = Date.parse(String(detail['expires_at'])) - Date.parse(String(detail['requested_at']))
    expect(heldMs).toBe(30 * dayMs)
    expect(await ask(state, 'cab.exceptions.get', { params: { id: String(detail['id']) } })).toEqual({
      status: 200,
      body: detail,
    })
  })

  it.each([
    [
      {},
      {
        deployment_intent_id: ['This field is required.'],
        reason: ['This field is required.'],
        risk_justification: ['This field is required.'],
        compensating_controls: ['This field is required.'],
      },
    ],
    [
      { ...fields, deployment_intent_id: '1', compensating_controls: [] },
      { compensating_controls: ['At least one compensating control is required'] },
    ],
    [
      { ...fields, deployment_intent_id: '1', compensating_controls: ['ok', 'x'.repeat(501)] },
      { compensating_controls: { 1: ['Ensure this field has no more than 500 characters.'] } },
    ],
    [
      { ...fields, deployment_intent_id: '1', expiry_days: 91 },
      { expiry_days: ['Ensure this value is less than or equal to 90.'] },
    ],
    [
      { ...fields, deployment_intent_id: '1', expiry_days: 0 },
      { expiry_days: ['Ensure this value is greater than or equal to 1.'] },
    ],
  ])('refuses %j', async (body, errors) => {
    const state = cabState()
    expect(await ask(state, 'cab.exceptions.create', { body })).toEqual({ status: 400, body: errors })
    expect(state.cabExceptions.newestFirst()).toEqual([])
  })
})

describe('reading exceptions', () => {
  it('lists what is pending to everybody and to each their own, newest first', async () => {
    const state = cabState()
    const first = await created(state, '1')
    const second = await created(state, '1', { user: other })
    const third = await created(state, '1')
    await ask(state, 'cab.exceptions.reject', decide(first))
    expect(idsOf(await ask(state, 'cab.exceptions.pending'))).toEqual([third, second])
    expect(idsOf(await ask(state, 'cab.exceptions.mine'))).toEqual([third, first])
    expect((await ask(state, 'cab.exceptions.mine', { user: other })).body['count']).toBe(1)
  })

  it.each([
    { user: plain, status: 200 },
    { user: cabMember, status: 200 },
    { user: reviewer, status: 200 },
    { user: staff, status: 200 },
    { user: other, status: 403 },
  ])('shows one of plain1 to $user.username with $status', async ({ user, status }) => {
    const state = cabState()
    const id = await created(state, '1')
    expect((await ask(state, 'cab.exceptions.get', { user, params: { id } })).status).toBe(status)
  })

  it('tells an unknown one as such', async () => {
    const sent = { params: { id: crypto.randomUUID() }, raw: '{' }
    for (const id of ['cab.exceptions.get', 'cab.exceptions.approve', 'cab.exceptions.reject'] as const) {
      expect(await ask(cabState(), id, sent)).toEqual({ status: 404, body: { error: 'Exception not found' } })
    }
  })
})

describe.each([
  { id: 'cab.exceptions.approve', verdict: 'approved', verb: 'approve', event: 'EXCEPTION_APPROVED' },
  { id: 'cab.exceptions.reject', verdict: 'rejected', verb: 'reject', event: 'EXCEPTION_DENIED' },
] as const)('$id', ({ id: operation, verdict, verb, event }) => {
  it('decides the exception and appends the event under the flow of its deployment', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const id = await created(state, deployment.flowId)
    const { body } = await ask(state, operation, decide(id))
    const { message, ...detail } = body
    expect(message).toBe(`Exception ${verdict} successfully`)
    expect(detail).toMatchObject({
      status: verdict,
      approval_decision: verdict,
      approval_rationale: 'k',
      approved_by: { username: 'sec_rev' },
      is_active: verdict === 'approved',
    })
    expect((await ask(state, 'cab.exceptions.get', { params: { id } })).body).toEqual(detail)
    expect(eventsOf(state, deployment)).toEqual([`${event} by sec_rev`])
  })

  it('appends nothing for a text that names no deployment', async () => {
    const state = cabState()
    await ask(state, operation, decide(await created(state, 'free text')))
    expect(state.events.newest({}, 10)).toEqual([])
  })

  it('is for security reviewers and staff', async () => {
    const state = cabState()
    const id = await created(state, '1')
    for (const user of [plain, other, cabMember]) {
      expect(await ask(state, operation, decide(id, user))).toEqual({
        status: 403,
        body: { error: 'Not authorized (Security Reviewer access required)' },
      })
    }
    expect((await ask(state, operation, decide(id, staff))).status).toBe(200)
  })

  it('is not for who asked', async () => {
    const state = cabState()
    const id = await created(state, '1', { user: reviewer })
    expect(await ask(state, operation, decide(id))).toEqual({
      status: 403,
      body: { error: 'Not authorized (requesters may not decide on their own exception)' },
    })
    expect(state.cabExceptions.byId(id)?.status).toBe('pending')
  })

  it('needs a rationale', async () => {
    const state = cabState()
    const sent = { user: reviewer, params: { id: await created(state, '1') }, body: { rationale: ' ' } }
    expect(await ask(state, operation, sent)).toEqual({
      status: 400,
      body: { rationale: ['This field may not be blank.'] },
    })
  })

  it('decides once, also of many sent at once', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const id = await created(state, String(deployment.pk))
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(state, operation, decide(id))))
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 400, 400, 400])
    expect(answers.at(-1)?.body).toEqual({ error: `Cannot ${verb} exception with status '${verdict}'` })
    expect(eventsOf(state, deployment)).toEqual([`${event} by sec_rev`])
  })
})

describe('an approved exception', () => {
  it.each(['pk', 'flow id'])('named by %s opens requests that wait for it', async (named) => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const id = await submitted(state, packageFor(state, deployment, '80.00'))
    const untouched = await submitted(state, packageFor(state, waitingDeployment(state), '80.00'))
    const name = named === 'pk' ? String(deployment.pk) : deployment.flowId
    await ask(state, 'cab.exceptions.approve', decide(await created(state, name)))
    expect(state.cabRequests.byId(id)?.status).toBe('submitted')
    expect(state.cabRequests.byId(untouched)?.status).toBe('exception_required')
    const sent = { user: cabMember, params: { id }, body: { rationale: 'x' } }
    expect((await ask(state, 'cab.approve', sent)).status).toBe(200)
  })

  it('opens the gate to later submissions until it expires', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    await ask(state, 'cab.exceptions.approve', decide(await created(state, String(deployment.pk), {}, 1)))
    const open = await ask(state, 'cab.submit', {
      body: { evidence_package_id: packageFor(state, deployment, '80.00'), risk_score: 80 },
    })
    expect(open.body).toMatchObject({
      status: 'submitted',
      decision_status: 'manual_review',
      risk_tier: { tier: 'HIGH' },
    })
    state.clock.advance(dayMs + 1000)
    const late = await ask(state, 'cab.submit', {
      body: { evidence_package_id: packageFor(state, deployment, '80.00'), risk_score: 80 },
    })
    expect(late.body['status']).toBe('exception_required')
  })

  it('of another deployment, or rejected, opens nothing', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    await ask(
      state,
      'cab.exceptions.approve',
      decide(await created(state, String(waitingDeployment(state).pk))),
    )
    await ask(state, 'cab.exceptions.reject', decide(await created(state, deployment.flowId)))
    const { body } = await ask(state, 'cab.submit', {
      body: { evidence_package_id: packageFor(state, deployment, '80.00'), risk_score: 80 },
    })
    expect(body['status']).toBe('exception_required')
  })
})

describe('expiry', () => {
  it('follows the clock', async () => {
    const state = cabState()
    const id = await created(state, '1', {}, 1)
    await ask(state, 'cab.exceptions.approve', decide(id))
    state.clock.advance(dayMs - 60_000)
    const before = await ask(state, 'cab.exceptions.get', { params: { id } })
    expect(before.body).toMatchObject({ is_active: true, is_expired: false })
    state.clock.advance(120_000)
    const after = await ask(state, 'cab.exceptions.get', { params: { id } })
    expect(after.body).toMatchObject({ status: 'approved', is_active: false, is_expired: true })
  })

  it('is noticed when it is too late to approve, and told once', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const id = await created(state, deployment.flowId, {}, 1)
    state.clock.advance(dayMs + 1000)
    expect(await ask(state, 'cab.exceptions.approve', decide(id))).toEqual({
      status: 400,
      body: { error: 'Exception has already expired' },
    })
    expect(await ask(state, 'cab.exceptions.approve', decide(id))).toEqual({
      status: 400,
      body: { error: "Cannot approve exception with status 'expired'" },
    })
    expect(state.cabExceptions.byId(id)?.status).toBe('expired')
    expect(eventsOf(state, deployment)).toEqual(['EXCEPTION_EXPIRED by sec_rev'])
  })

  it('does not keep a reviewer from rejecting', async () => {
    const state = cabState()
    const id = await created(state, '1', {}, 1)
    state.clock.advance(dayMs + 1000)
    expect((await ask(state, 'cab.exceptions.reject', decide(id))).status).toBe(200)
  })

  it('is cleaned up by staff, for pending and approved ones', async () => {
    const state = cabState()
    const deployment = waitingDeployment(state)
    const approved = await created(state, deployment.flowId, {}, 1)
    await ask(state, 'cab.exceptions.approve', decide(approved))
    const pending = await created(state, 'none', {}, 2)
    const rejected = await created(state, 'none', {}, 1)
    await ask(state, 'cab.exceptions.reject', decide(rejected))
    const living = await created(state, 'none', {}, 3)
    state.clock.advance(2 * dayMs + 1000)
    expect(await ask(state, 'cab.exceptions.cleanup', { user: staff })).toEqual({
      status: 200,
      body: { message: 'Cleaned up 2 expired exceptions', count: 2 },
    })
    const statuses = [approved, pending, rejected, living].map((id) => state.cabExceptions.byId(id)?.status)
    expect(statuses).toEqual(['expired', 'expired', 'rejected', 'pending'])
    expect(eventsOf(state, deployment)).toEqual([
      'EXCEPTION_APPROVED by sec_rev',
      'EXCEPTION_EXPIRED by staff1',
    ])
    const again = await ask(state, 'cab.exceptions.cleanup', { user: staff })
    expect(again.body['count']).toBe(0)
  })

  it('is cleaned up by nobody else', async () => {
    for (const user of [plain, cabMember, reviewer]) {
      expect(await ask(cabState(), 'cab.exceptions.cleanup', { user })).toEqual({
        status: 403,
        body: { error: 'Not authorized (admin access required)' },
      })
    }
  })
})
