// SPDX-License-Identifier: Apache-2.0
import type { Actor, AnswerBody, SeedRow } from '@eucora/harness'
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { personOf } from '../../../src/given/cab.ts'

const inClass = { app: 'cab', class: 'List' } as const

test(
  'a request stands in every list as it reads by itself, whether it waits or who decided',
  about({ ...inClass, rule: 'answers-tell-what-is-stored' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const [waiting, decided] = [
      await given.cabRequest(submitter, 'medium'),
      await given.cabRequest(submitter, 'highest'),
    ]
    const automatic = await given.cabRequest(submitter, 'low')
    const [params, body] = [{ id: decided.id }, given.decision()]
    answered(await member.call('cab.approve', { params, body }), 200)
    const rowOf = async (id: string) =>
      requestRow(answered(await submitter.call('cab.get', { params: { id } }), 200))
    const [waitingRow, decidedRow] = [await rowOf(waiting.id), await rowOf(decided.id)]

    const all = answered(await member.call('cab.list', {}), 200)
    const mine = answered(await submitter.call('cab.mine', {}), 200)
    const pending = answered(await submitter.call('cab.pending', {}), 200)

    expect(decidedRow).toMatchObject({ approved_by_username: member.username, approval_decision: 'approved' })
    const ids = [waiting.id, decided.id, automatic.id]
    const own = ({ results }: typeof all) => results.filter(({ id }) => ids.includes(id))
    expect(own(all)).toEqual([requestRow(automatic), decidedRow, waitingRow])
    expect(own(mine)).toEqual([requestRow(automatic), decidedRow, waitingRow])
    expect(own(pending)).toEqual([waitingRow])
  },
)

test(
  'an exception stands in every list as it reads by itself, whether it waits or who decided',
  about({ ...inClass, rule: 'answers-tell-what-is-stored' }),
  async ({ as, given }) => {
    const requester = await as('submitter')
    const reviewer = await as('security_reviewer')
    const { correlation_id } = await given.deployment(requester, given.highRisk())
    const [waiting, decided] = [
      await given.cabException(requester, correlation_id),
      await given.cabException(requester, correlation_id, { expiry_days: 3 }),
    ]
    const [params, body] = [{ id: decided.id }, given.decision()]
    const approved = answered(await reviewer.call('cab.exceptions.approve', { params, body }), 200)
    const rowOf = async (id: string) =>
      exceptionRow(answered(await requester.call('cab.exceptions.get', { params: { id } }), 200))
    const [waitingRow, decidedRow] = [await rowOf(waiting.id), await rowOf(decided.id)]

    const mine = answered(await requester.call('cab.exceptions.mine', {}), 200)
    const pending = answered(await reviewer.call('cab.exceptions.pending', {}), 200)

    expect(exceptionRow(approved)).toEqual(decidedRow)
    expect(decidedRow).toMatchObject({ approved_by_username: reviewer.username, is_active: true })
    const own = ({ results }: typeof mine) =>
      results.filter(({ id }) => id === waiting.id || id === decided.id)
    expect(own(mine)).toEqual([decidedRow, waitingRow])
    expect(own(pending)).toEqual([waitingRow])
  },
)

test(
  'a request under review, which no call makes, is read and listed as it is stored, with the decision on it',
  about({ ...inClass, rule: 'answers-tell-what-is-stored', alone: true }),
  async ({ as, faker, given, standIn }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const row = storedRequest(faker.string.uuid(), submitter, member, given.decision().rationale)
    const decision = storedDecision(faker.string.uuid(), row)
    await standIn.seed([row, decision])

    const read = answered(await submitter.call('cab.get', { params: { id: String(row.pk) } }), 200)
    const underReview = { status: 'under_review' }
    const lists = [
      answered(await member.call('cab.pending', { query: underReview }), 200),
      answered(await member.call('cab.list', { query: underReview }), 200),
    ]

    const { submitted_by: _by, approved_by: _approver, ...fields } = row.fields
    expect(read).toEqual({
      ...fields,
      id: row.pk,
      risk_tier: { tier: 'MEDIUM', description: 'Manual CAB Review', requires_cab: true },
      status_display: 'Under CAB Review',
      submitted_by: personOf(submitter),
      approved_by: personOf(member),
      decision: {
        id: decision.pk,
        cab_request_id: row.pk,
        correlation_id: fields['correlation_id'],
        decision: 'conditional',
        decision_display: 'Conditionally Approved',
        rationale: fields['approval_rationale'],
        decided_by_username: member.username,
        decided_at: decision.fields['decided_at'],
        conditions: fields['approval_conditions'],
      },
    })
    for (const list of lists) expect(list).toEqual({ count: 1, results: [requestRow(read)] })
  },
)

test(
  'an exception whose approver is known before it is decided, which no call makes, is listed as it is stored',
  about({ ...inClass, rule: 'answers-tell-what-is-stored', alone: true }),
  async ({ as, faker, given, standIn }) => {
    const requester = await as('submitter')
    const reviewer = await as('security_reviewer')
    const { correlation_id } = await given.deployment(requester, given.highRisk())
    const fields = {
      ...given.exceptionRequest(correlation_id),
      correlation_id: 'EXC-0123456789AB',
      requested_by: requester.user?.id,
      requested_at: '2025-01-06T08:00:00Z',
      expires_at: '2025-02-05T08:00:00Z',
      status: 'pending',
      approval_decision: null,
      approved_by: reviewer.user?.id,
      approval_rationale: '',
      approved_at: '2025-01-07T09:30:00Z',
    }
    const id = faker.string.uuid()
    await standIn.seed([{ model: 'cab_workflow.cabexception', pk: id, fields }])

    const { results } = answered(await reviewer.call('cab.exceptions.pending', {}), 200)

    expect(results).toEqual([
      {
        id,
        correlation_id: fields.correlation_id,
        deployment_intent_id: correlation_id,
        reason: fields.reason,
        status: 'pending',
        status_display: 'Pending Security Review',
        requested_by_username: requester.username,
        requested_at: fields.requested_at,
        approved_by_username: reviewer.username,
        approved_at: fields.approved_at,
        expires_at: fields.expires_at,
        is_active: false,
        is_expired: true,
      },
    ])
  },
)

/** The row of a list, of what is read by itself. */
function requestRow(read: AnswerBody<'cab.get', 200>): AnswerBody<'cab.list', 200>['results'][number] {
  return {
    id: read.id,
    correlation_id: read.correlation_id,
    deployment_intent_id: read.deployment_intent_id,
    risk_score: read.risk_score,
    status: read.status,
    status_display: read.status_display,
    submitted_by_username: read.submitted_by.username,
    submitted_at: read.submitted_at,
    approved_by_username: read.approved_by?.username ?? null,
    approval_decision: read.approval_decision,
    approved_at: read.approved_at,
  }
}

/** The row of a list, of what is read by itself. */
function exceptionRow(
  read: AnswerBody<'cab.exceptions.get', 200>,
): AnswerBody<'cab.exceptions.mine', 200>['results'][number] {
  return {
    id: read.id,
    correlation_id: read.correlation_id,
    deployment_intent_id: read.deployment_intent_id,
    reason: read.reason,
    status: read.status,
    status_display: read.status_display,
    requested_by_username: read.requested_by.username,
    requested_at: read.requested_at,
    approved_by_username: read.approved_by?.username ?? null,
    approved_at: read.approved_at,
    expires_at: read.expires_at,
    is_active: read.is_active,
    is_expired: read.is_expired,
  }
}

function storedRequest(id: string, submitter: Actor, member: Actor, rationale: string): SeedRow {
  return {
    model: 'cab_workflow.cabapprovalrequest',
    pk: id,
    fields: {
      correlation_id: 'CAB-0123456789AB',
      deployment_intent_id: '1',
      evidence_package_id: id,
      risk_score: '64.25',
      status: 'under_review',
      submitted_by: submitter.user?.id,
      submitted_at: '2025-01-06T08:00:00Z',
      approved_by: member.user?.id,
      approval_decision: 'conditional',
      approval_rationale: rationale,
      approval_conditions: { window: 'Saturday' },
      approved_at: '2025-01-07T09:30:00Z',
      notes: 'moved from the register of 2025',
    },
  }
}

/** The decision that the request shows, taken a second before it was noted there. */
function storedDecision(id: string, { pk, fields }: SeedRow): SeedRow {
  return {
    model: 'cab_workflow.cabapprovaldecision',
    pk: id,
    fields: {
      cab_request_id: pk,
      correlation_id: fields['correlation_id'],
      decision: fields['approval_decision'],
      rationale: fields['approval_rationale'],
      decided_by: fields['approved_by'],
      decided_at: '2025-01-07T09:29:59Z',
      conditions: fields['approval_conditions'],
    },
  }
}
