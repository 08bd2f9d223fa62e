// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'cab', class: 'Auth' } as const

const signedOut = { status: 403, body: { error: 'Authentication credentials were not provided.' } }

test(
  'an anonymous caller can neither submit, list, read nor decide requests and exceptions',
  about({ ...inClass, rule: 'operations-need-a-session' }),
  async ({ anonymous, as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const request = await given.cabRequest(submitter, 'medium')
    const exception = await given.cabException(submitter, request.deployment_intent_id)
    const unused = await given.evidencePackage('medium')
    const [params, of] = [{ id: request.id }, { id: exception.id }]
    const body = given.decision()

    const refused = [
      await anonymous.call('cab.submit', { body: given.submission(unused) }),
      await anonymous.call('cab.list', {}),
      await anonymous.call('cab.pending', {}),
      await anonymous.call('cab.mine', {}),
      await anonymous.call('cab.get', { params }),
      await anonymous.call('cab.approve', { params, body }),
      await anonymous.call('cab.reject', { params, body }),
      await anonymous.call('cab.exceptions.create', { body: exception.sent }),
      await anonymous.call('cab.exceptions.pending', {}),
      await anonymous.call('cab.exceptions.mine', {}),
      await anonymous.call('cab.exceptions.get', { params: of }),
      await anonymous.call('cab.exceptions.approve', { params: of, body }),
      await anonymous.call('cab.exceptions.reject', { params: of, body }),
      await anonymous.call('cab.exceptions.cleanup', {}),
    ]
    for (const answer of refused) expect(answer).toMatchObject(signedOut)

    const read = answered(await member.call('cab.get', { params }), 200)
    expect(read.status).toBe('submitted')
    const { status } = answered(await member.call('cab.exceptions.get', { params: of }), 200)
    expect(status).toBe('pending')
    const { results } = answered(await member.call('cab.list', { query: { status: 'submitted' } }), 200)
    const submitted = results.map(({ deployment_intent_id }) => deployment_intent_id)
    expect(submitted).toContain(request.deployment_intent_id)
    expect(submitted).not.toContain(unused.deploymentIntentId)
  },
)

test(
  'an anonymous caller can neither read nor take legacy decisions',
  about({ ...inClass, rule: 'operations-need-a-session' }),
  async ({ anonymous, as, given }) => {
    const submitter = await as('submitter')
    const waiting = await given.deployment(submitter, given.highRisk())
    const params = { correlation_id: waiting.correlation_id }

    expect(await anonymous.call('cab.legacy.approve', { params, body: {} })).toMatchObject(signedOut)
    expect(await anonymous.call('cab.legacy.reject', { params, body: {} })).toMatchObject(signedOut)
    expect(await given.deploymentStatus(submitter, waiting.correlation_id)).toBe('AWAITING_CAB')
    expect(await anonymous.call('cab.legacy.pending', {})).toMatchObject(signedOut)
    expect(await anonymous.call('cab.legacy.approvals', {})).toMatchObject(signedOut)
  },
)

test(
  'only CAB members and staff decide on a request',
  about({ ...inClass, rule: 'cab-members-decide' }),
  async ({ as, given }) => {
    const request = await given.cabRequest(await as('submitter'), 'medium')
    const params = { id: request.id }
    const body = given.decision()

    for (const role of ['user', 'submitter', 'security_reviewer', 'publisher'] as const) {
      const caller = await as(role)
      const approved = answered(await caller.call('cab.approve', { params, body }), 403)
      const rejected = answered(await caller.call('cab.reject', { params, body }), 403)
      expect([approved.error, rejected.error]).toEqual([memberNeeded, memberNeeded])
    }

    const staff = await as('staff')
    const before = answered(await staff.call('cab.get', { params }), 200)
    expect(before).toMatchObject({ status: 'submitted', approved_by: null, approval_decision: null })
    const decided = answered(await staff.call('cab.approve', { params, body }), 200)
    expect(decided.approved_by?.username).toBe(staff.username)
  },
)

const memberNeeded = 'Not authorized (CAB member access required)'

test(
  'only security reviewers and staff decide on an exception',
  about({ ...inClass, rule: 'security-reviewers-decide-on-exceptions' }),
  async ({ as, given }) => {
    const deployment = await given.deployment(await as('submitter'), given.highRisk())
    const deploymentIntentId = deployment.correlation_id
    const exception = await given.cabException(await as('submitter'), deploymentIntentId)
    const params = { id: exception.id }
    const body = given.decision()

    for (const role of ['user', 'submitter', 'cab_member', 'publisher'] as const) {
      const caller = await as(role)
      const approved = answered(await caller.call('cab.exceptions.approve', { params, body }), 403)
      const rejected = answered(await caller.call('cab.exceptions.reject', { params, body }), 403)
      expect([approved.error, rejected.error]).toEqual([reviewerNeeded, reviewerNeeded])
    }

    const staff = await as('staff')
    const before = answered(await staff.call('cab.exceptions.get', { params }), 200)
    expect(before).toMatchObject({ status: 'pending', approved_by: null })
    const decided = answered(await staff.call('cab.exceptions.reject', { params, body }), 200)
    expect(decided.approved_by?.username).toBe(staff.username)
  },
)

const reviewerNeeded = 'Not authorized (Security Reviewer access required)'

test(
  "a submission or decision without the session's CSRF token is refused and changes nothing",
  about({ ...inClass, rule: 'change-needs-csrf-token' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const staff = await as('staff')
    const request = await given.cabRequest(submitter, 'medium')
    const exception = await given.cabException(submitter, request.deployment_intent_id)
    const waiting = await given.deployment(submitter, given.highRisk())
    const unused = await given.evidencePackage('medium')
    const headers = { 'x-csrftoken': null }
    const [params, of] = [{ id: request.id }, { id: exception.id }]
    const flow = { correlation_id: waiting.correlation_id }
    const body = given.decision()

    const refused = [
      await staff.send('cab.submit', { body: given.submission(unused), headers }),
      await staff.send('cab.approve', { params, body, headers }),
      await staff.send('cab.reject', { params, body, headers }),
      await staff.send('cab.exceptions.create', { body: exception.sent, headers }),
      await staff.send('cab.exceptions.approve', { params: of, body, headers }),
      await staff.send('cab.exceptions.reject', { params: of, body, headers }),
      await staff.send('cab.exceptions.cleanup', { headers }),
      await staff.send('cab.legacy.approve', { params: flow, body: {}, headers }),
      await staff.send('cab.legacy.reject', { params: flow, body: {}, headers }),
    ]
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 403, body: { error: expect.stringContaining('CSRF') } })
    }

    const read = answered(await staff.call('cab.get', { params }), 200)
    expect(read.status).toBe('submitted')
    const { status } = answered(await staff.call('cab.exceptions.get', { params: of }), 200)
    expect(status).toBe('pending')
    expect(await given.deploymentStatus(staff, waiting.correlation_id)).toBe('AWAITING_CAB')
  },
)
