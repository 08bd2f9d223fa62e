// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '@eucora/harness'
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'cab', class: 'CRUD' } as const

const dayMs = 24 * 60 * 60 * 1000

/** How requests and exceptions show a user. */
function personOf({ user }: Actor) {
  return {
    id: user?.id,
    username: user?.username,
    email: user?.email,
    first_name: user?.first_name,
    last_name: user?.last_name,
  }
}

test(
  'a request is read back as it was submitted, with the score of its package',
  about({ ...inClass, rule: 'requests-are-stored-as-submitted' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const evidence = await given.evidencePackage('medium')
    const body = given.submission(evidence)

    const { message, decision_status, ...submitted } = answered(
      await submitter.call('cab.submit', { body }),
      201,
    )
    const read = answered(await submitter.call('cab.get', { params: { id: submitted.id } }), 200)

    expect([message, decision_status]).toEqual(['Deployment submitted for CAB review', 'manual_review'])
    expect(submitted).toEqual({
      id: submitted.id,
      correlation_id: submitted.correlation_id,
      deployment_intent_id: evidence.deploymentIntentId,
      evidence_package_id: evidence.id,
      risk_score: evidence.score,
      risk_tier: { tier: 'MEDIUM', description: 'Manual CAB Review', requires_cab: true },
      status: 'submitted',
      status_display: 'Pending Review',
      submitted_by: personOf(submitter),
      submitted_at: submitted.submitted_at,
      approved_by: null,
      approval_decision: null,
      approval_rationale: '',
      approval_conditions: {},
      approved_at: null,
      notes: body.notes,
    })
    expect(read).toEqual(submitted)
  },
)

test(
  'an approval is kept with who approved, the rationale and the conditions',
  about({ ...inClass, rule: 'decisions-keep-their-reasons' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const request = await given.cabRequest(submitter, 'highest')
    const params = { id: request.id }
    const conditions = { window: 'Saturday', watch: ['crash rate'] }
    const { rationale } = given.decision()

    const { message, ...approved } = answered(
      await member.call('cab.approve', { params, body: { rationale, conditions } }),
      200,
    )
    const { decision, ...read } = answered(await submitter.call('cab.get', { params }), 200)

    expect(message).toBe('CAB request approved successfully')
    expect(read).toEqual(approved)
    expect(approved).toMatchObject({
      status: 'approved',
      status_display: 'Approved',
      approved_by: personOf(member),
      approval_decision: 'approved',
      approval_rationale: rationale,
      approval_conditions: conditions,
      submitted_at: request.submitted_at,
      notes: request.notes,
    })
    expect(Date.parse(approved.approved_at ?? '')).toBeGreaterThan(Date.parse(request.submitted_at))
    expect(decision).toMatchObject({
      cab_request_id: request.id,
      correlation_id: request.correlation_id,
      decision: 'approved',
      decision_display: 'Approved',
      rationale,
      decided_by_username: member.username,
      conditions,
    })
  },
)

test(
  'a rejection keeps its rationale, takes no conditions, and leaves the package to be submitted again',
  about({ ...inClass, rule: 'rejected-packages-may-be-submitted-again' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const request = await given.cabRequest(submitter, 'medium')
    const params = { id: request.id }
    const { rationale } = given.decision()

    const { message, ...rejected } = answered(
      await member.call('cab.reject', { params, body: { rationale, conditions: { window: 'Sunday' } } }),
      200,
    )
    const { decision, ...read } = answered(await submitter.call('cab.get', { params }), 200)
    const again = answered(await submitter.call('cab.submit', { body: request.sent }), 201)

    expect(message).toBe('CAB request rejected successfully')
    expect(read).toEqual(rejected)
    expect(rejected).toMatchObject({
      status: 'rejected',
      status_display: 'Rejected',
      approved_by: personOf(member),
      approval_decision: 'rejected',
      approval_rationale: rationale,
      approval_conditions: {},
    })
    expect(decision).toMatchObject({
      decision: 'rejected',
      decision_display: 'Rejected',
      rationale,
      conditions: {},
    })
    expect(again.status).toBe('submitted')
    expect(again.id).not.toBe(request.id)
  },
)

test(
  'a legacy approval is conditional where it has conditions, and its record says who decided and what was said',
  about({ ...inClass, rule: 'conditions-make-an-approval-conditional' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const [first, second] = [
      await given.deployment(submitter, given.highRisk()),
      await given.deployment(submitter, given.highRisk()),
    ]
    const [comments, conditions] = [given.decision().rationale, ['pilot first', { rollback: 'within 1 h' }]]
    const approve = async (correlation_id: string, body: { comments?: string; conditions?: unknown[] }) =>
      answered(await member.call('cab.legacy.approve', { params: { correlation_id }, body }), 200)

    const conditional = await approve(first.correlation_id, { comments, conditions })
    const plain = await approve(second.correlation_id, {})

    expect([conditional.decision, plain.decision]).toEqual(['CONDITIONAL', 'APPROVED'])
    const { approvals } = answered(await submitter.call('cab.legacy.approvals', {}), 200)
    const recordOf = ({ correlation_id }: typeof first) =>
      approvals.filter((each) => each.correlation_id === correlation_id && each.decision !== 'PENDING')
    expect(recordOf(first)).toMatchObject([
      {
        deployment_intent: first.correlation_id,
        decision: 'CONDITIONAL',
        approver: member.username,
        comments,
        conditions,
        app_name: first.sent.app_name,
        version: first.sent.version,
        risk_score: first.risk_score,
      },
    ])
    expect(recordOf(second)).toMatchObject([
      { decision: 'APPROVED', approver: member.username, comments: '', conditions: [] },
    ])
    expect(await given.deploymentStatus(submitter, first.correlation_id)).toBe('APPROVED')
  },
)

test(
  'an exception is read back as it was asked for and lasts as many days as asked, 30 by default',
  about({ ...inClass, rule: 'exceptions-are-stored-as-asked' }),
  async ({ as, given }) => {
    const requester = await as('submitter')
    const deployment = await given.deployment(await as('submitter'), given.highRisk())
    const deploymentIntentId = deployment.correlation_id
    const sent = given.exceptionRequest(deploymentIntentId, { expiry_days: 7 })

    const { message, ...created } = answered(
      await requester.call('cab.exceptions.create', { body: sent }),
      201,
    )
    const read = answered(await requester.call('cab.exceptions.get', { params: { id: created.id } }), 200)
    const byDefault = await given.cabException(requester, deploymentIntentId)

    expect(message).toBe('Exception created, pending Security Reviewer approval')
    expect(created).toEqual({
      id: created.id,
      correlation_id: created.correlation_id,
      deployment_intent_id: deploymentIntentId,
      reason: sent.reason,
      risk_justification: sent.risk_justification,
      compensating_controls: sent.compensating_controls,
      requested_by: personOf(requester),
      requested_at: created.requested_at,
      approval_decision: null,
      approved_by: null,
      approval_rationale: '',
      approved_at: null,
      expires_at: created.expires_at,
      status: 'pending',
      status_display: 'Pending Security Review',
      is_active: false,
      is_expired: false,
    })
    expect(read).toEqual(created)
    expect([daysOf(created), daysOf(byDefault)]).toEqual([7, 30])
  },
)

/** The two instants are taken one after the other, some microseconds apart. */
function daysOf({
  requested_at,
  expires_at,
}: {
  readonly requested_at: string
  readonly expires_at: string
}) {
  return Math.round((Date.parse(expires_at) - Date.parse(requested_at)) / dayMs)
}

test(
  'a denied exception keeps its reasons, stays denied, and leaves its request closed',
  about({ ...inClass, rule: 'exceptions-are-decided-once' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const reviewer = await as('security_reviewer')
    const request = await given.cabRequest(submitter, 'high')
    const exception = await given.cabException(submitter, request.deployment_intent_id)
    const params = { id: exception.id }
    const { rationale } = given.decision()

    const { message, ...denied } = answered(
      await reviewer.call('cab.exceptions.reject', { params, body: { rationale } }),
      200,
    )
    const approved = answered(
      await reviewer.call('cab.exceptions.approve', { params, body: given.decision() }),
      400,
    )
    const again = answered(
      await reviewer.call('cab.exceptions.reject', { params, body: given.decision() }),
      400,
    )

    expect(message).toBe('Exception rejected successfully')
    expect(denied).toMatchObject({
      status: 'rejected',
      status_display: 'Rejected',
      approval_decision: 'rejected',
      approved_by: personOf(reviewer),
      approval_rationale: rationale,
      is_active: false,
    })
    expect(approved).toEqual({ error: "Cannot approve exception with status 'rejected'" })
    expect(again).toEqual({ error: "Cannot reject exception with status 'rejected'" })
    const read = answered(await submitter.call('cab.exceptions.get', { params }), 200)
    expect(read).toEqual(denied)
    const { status } = answered(await submitter.call('cab.get', { params: { id: request.id } }), 200)
    expect(status).toBe('exception_required')
  },
)
