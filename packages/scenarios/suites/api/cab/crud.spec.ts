// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { personOf } from '../../../src/given/cab.ts'
import { microsecondsOf } from '../../../src/instant.ts'

const inClass = { app: 'cab', class: 'CRUD' } as const

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
  'an automatic approval is answered, read back and listed alike: approved, by no user',
  about({ ...inClass, rule: 'auto-approvals-are-by-the-system' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const evidence = await given.evidencePackage('low')

    const { message, decision_status, ...submitted } = answered(
      await submitter.call('cab.submit', { body: given.submission(evidence) }),
      201,
    )
    const { decision, ...read } = answered(
      await submitter.call('cab.get', { params: { id: submitted.id } }),
      200,
    )
    const { results } = answered(await submitter.call('cab.mine', {}), 200)

    expect([message, decision_status]).toEqual(['Deployment auto-approved (low risk)', 'auto_approved'])
    expect(read).toEqual(submitted)
    expect(submitted).toMatchObject({
      status: 'auto_approved',
      status_display: 'Auto-Approved',
      approved_by: null,
      approval_decision: 'approved',
    })
    expect(decision).toMatchObject({ cab_request_id: submitted.id, decided_by_username: 'system' })
    expect(results.find(({ id }) => id === submitted.id)).toMatchObject({
      status_display: 'Auto-Approved',
      approved_by_username: null,
      approval_decision: 'approved',
      approved_at: submitted.approved_at,
    })
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
    const next = await given.cabRequest(submitter, 'medium')

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
    expect(microsecondsOf(approved.approved_at)).toBeGreaterThan(microsecondsOf(request.submitted_at))
    expect(decision).toMatchObject({
      cab_request_id: request.id,
      correlation_id: request.correlation_id,
      decision: 'approved',
      decision_display: 'Approved',
      rationale,
      decided_by_username: member.username,
      conditions,
    })
    const instants = [request.submitted_at, decision?.decided_at ?? '', next.submitted_at].map((at) =>
      Date.parse(at),
    )
    expect(instants).toEqual(instants.toSorted((a, b) => a - b))
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

    const next = await given.deployment(submitter, given.highRisk())

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
    const params = { correlation_id: next.correlation_id }
    const { created_at } = answered(await submitter.call('deployments.get', { params }), 200)
    const [record] = recordOf(first)
    const instants = [record?.submitted_at, record?.reviewed_at, created_at].map((at) => Date.parse(at ?? ''))
    expect(instants).toEqual(instants.toSorted((a, b) => a - b))
    expect(await given.deploymentStatus(submitter, first.correlation_id)).toBe('APPROVED')
  },
)
