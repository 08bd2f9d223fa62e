// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'cab', class: 'List' } as const

const idsOf = <Id>(rows: readonly { readonly id: Id }[]) => rows.map(({ id }) => id)

test(
  'requests are filtered by status and by a range of scores, newest first',
  about({ ...inClass, rule: 'lists-filter-as-asked' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const lower = await given.cabRequest(submitter, 'medium')
    const upper = await given.cabRequest(submitter, 'highest')
    const above = await given.cabRequest(submitter, 'high')
    const own = [lower.id, upper.id, above.id]
    const listed = async (query: {
      readonly status?: string
      readonly risk_min?: string
      readonly risk_max?: string
    }) => {
      const { count, results } = answered(await member.call('cab.list', { query }), 200)
      expect(count).toBe(results.length)
      return results
    }

    const bySubmitted = await listed({ status: 'submitted' })
    const fromUpper = await listed({ risk_min: '75' })
    const toUpper = await listed({ risk_max: '75.00' })
    const everything = await listed({ risk_min: 'many' })

    const ofOwn = (rows: typeof everything) => idsOf(rows).filter((id) => own.includes(id))
    expect(ofOwn(bySubmitted)).toEqual([upper.id, lower.id])
    expect(new Set(bySubmitted.map(({ status }) => status))).toEqual(new Set(['submitted']))
    expect(ofOwn(fromUpper)).toEqual([above.id, upper.id])
    expect(ofOwn(toUpper)).toEqual([upper.id, lower.id])
    expect(ofOwn(everything)).toEqual([above.id, upper.id, lower.id])
    expect(everything.find(({ id }) => id === above.id)).toEqual({
      id: above.id,
      correlation_id: above.correlation_id,
      deployment_intent_id: above.evidence.deploymentIntentId,
      risk_score: '75.01',
      status: 'exception_required',
      status_display: 'Exception Required',
      submitted_by_username: submitter.username,
      submitted_at: above.submitted_at,
      approved_by_username: null,
      approval_decision: null,
      approved_at: null,
    })
  },
)

test(
  'everybody lists the requests of their own only, but for staff, the CAB and security reviewers',
  about({ ...inClass, rule: 'requests-are-for-those-concerned' }),
  async ({ as, given }) => {
    const [one, other] = [await as('submitter'), await as('submitter')]
    const mine = await given.cabRequest(one, 'medium')
    const theirs = await given.cabRequest(other, 'medium')
    const seenBy = async (viewer: typeof one) => {
      const { results } = answered(await viewer.call('cab.list', {}), 200)
      return idsOf(results).filter((id) => id === mine.id || id === theirs.id)
    }

    for (const role of ['cab_member', 'security_reviewer', 'staff'] as const) {
      expect(await seenBy(await as(role))).toEqual([theirs.id, mine.id])
    }
    expect(await seenBy(one)).toEqual([mine.id])
    expect(await seenBy(await as('user'))).toEqual([])
  },
)

test(
  'pending requests are those that wait for a decision, and no others',
  about({ ...inClass, rule: 'pending-lists-show-what-waits' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const older = await given.cabRequest(submitter, 'medium')
    const newer = await given.cabRequest(submitter, 'highest')
    const closed = await given.cabRequest(submitter, 'high')
    const automatic = await given.cabRequest(submitter, 'low')
    const decided = await given.cabRequest(submitter, 'medium')
    answered(await member.call('cab.approve', { params: { id: decided.id }, body: given.decision() }), 200)
    const own = [older, newer, closed, automatic, decided].map(({ id }) => id)
    const pending = async (query: {
      readonly status?: string
      readonly risk_min?: string
      readonly risk_max?: string
    }) => {
      const { count, results } = answered(await submitter.call('cab.pending', { query }), 200)
      expect(count).toBe(results.length)
      return idsOf(results).filter((id) => own.includes(id))
    }

    expect(await pending({})).toEqual([newer.id, older.id])
    expect(await pending({ status: 'submitted' })).toEqual([newer.id, older.id])
    expect(await pending({ status: 'under_review' })).toEqual([])
    expect(await pending({ risk_min: '60' })).toEqual([newer.id])
    expect(await pending({ risk_max: '60' })).toEqual([older.id])
  },
)

test(
  'my requests and my exceptions are those of the caller, newest first',
  about({ ...inClass, rule: 'callers-find-their-own' }),
  async ({ as, given }) => {
    const [one, other] = [await as('submitter'), await as('submitter')]
    const older = await given.cabRequest(one, 'medium')
    const theirs = await given.cabRequest(other, 'medium')
    const newer = await given.cabRequest(one, 'high')
    const first = await given.cabException(one, newer.deployment_intent_id)
    const foreign = await given.cabException(other, newer.deployment_intent_id)
    const second = await given.cabException(one, newer.deployment_intent_id)

    const requests = answered(await one.call('cab.mine', {}), 200)
    const exceptions = answered(await one.call('cab.exceptions.mine', {}), 200)

    expect(idsOf(requests.results).slice(0, 2)).toEqual([newer.id, older.id])
    expect(idsOf(requests.results)).not.toContain(theirs.id)
    expect(requests.count).toBe(requests.results.length)
    expect(requests.results[0]).toMatchObject({
      correlation_id: newer.correlation_id,
      deployment_intent_id: newer.deployment_intent_id,
      risk_score: newer.risk_score,
      status: 'exception_required',
      submitted_at: newer.submitted_at,
    })
    expect(new Set(requests.results.map((row) => row.submitted_by_username))).toEqual(new Set([one.username]))
    expect(idsOf(exceptions.results).slice(0, 2)).toEqual([second.id, first.id])
    expect(idsOf(exceptions.results)).not.toContain(foreign.id)
    expect(exceptions.count).toBe(exceptions.results.length)
    expect(new Set(exceptions.results.map((row) => row.requested_by_username))).toEqual(
      new Set([one.username]),
    )
  },
)

test(
  'pending exceptions are those that wait for a security reviewer, and no others',
  about({ ...inClass, rule: 'pending-lists-show-what-waits' }),
  async ({ as, given }) => {
    const requester = await as('submitter')
    const reviewer = await as('security_reviewer')
    const deployment = await given.deployment(await as('submitter'), given.highRisk())
    const deploymentIntentId = deployment.correlation_id
    const older = await given.cabException(requester, deploymentIntentId)
    const denied = await given.cabException(requester, deploymentIntentId)
    const newer = await given.cabException(requester, deploymentIntentId)
    const params = { id: denied.id }
    answered(await reviewer.call('cab.exceptions.reject', { params, body: given.decision() }), 200)

    const { count, results } = answered(await reviewer.call('cab.exceptions.pending', {}), 200)

    const own = [older.id, denied.id, newer.id]
    expect(idsOf(results).filter((id) => own.includes(id))).toEqual([newer.id, older.id])
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['pending']))
    expect(count).toBe(results.length)
    expect(results.find(({ id }) => id === newer.id)).toEqual({
      id: newer.id,
      correlation_id: newer.correlation_id,
      deployment_intent_id: deploymentIntentId,
      reason: newer.sent.reason,
      status: 'pending',
      status_display: 'Pending Security Review',
      requested_by_username: requester.username,
      requested_at: newer.requested_at,
      approved_by_username: null,
      approved_at: null,
      expires_at: newer.expires_at,
      is_active: false,
      is_expired: false,
    })
  },
)

test(
  'legacy approvals filtered by a decision show the deployments that stand so, and no others',
  about({ ...inClass, rule: 'approvals-are-filtered-by-what-stands' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const [approved, rejected, waiting, newer] = [
      await given.deployment(submitter, given.highRisk()),
      await given.deployment(submitter, given.highRisk()),
      await given.deployment(submitter, given.highRisk()),
      await given.deployment(submitter, given.highRisk()),
    ]
    const flowOf = ({ correlation_id }: typeof waiting) => ({ params: { correlation_id }, body: {} })
    answered(await member.call('cab.legacy.approve', flowOf(approved)), 200)
    answered(await member.call('cab.legacy.reject', flowOf(rejected)), 200)
    const own = [approved, rejected, waiting, newer].map(({ correlation_id }) => correlation_id)
    const flowsOf = (approvals: readonly { readonly correlation_id: string }[]) =>
      approvals.map(({ correlation_id }) => correlation_id).filter((id) => own.includes(id))

    const pending = answered(await submitter.call('cab.legacy.pending', {}), 200)
    const decidedSo = async (decision: string) => {
      const { approvals } = answered(
        await submitter.call('cab.legacy.approvals', { query: { decision } }),
        200,
      )
      expect(new Set(approvals.map((each) => each.decision))).toEqual(new Set([decision]))
      return flowsOf(approvals)
    }

    expect(flowsOf(pending.approvals)).toEqual([newer.correlation_id, waiting.correlation_id])
    expect(await decidedSo('APPROVED')).toEqual([approved.correlation_id])
    expect(await decidedSo('REJECTED')).toEqual([rejected.correlation_id])
    expect(new Set(await decidedSo('PENDING'))).toEqual(
      new Set([newer.correlation_id, waiting.correlation_id]),
    )
    const none = answered(
      await submitter.call('cab.legacy.pending', { query: { decision: 'REJECTED' } }),
      200,
    )
    expect(flowsOf(none.approvals)).toEqual([])
  },
)

test(
  'a decided deployment shows what was decided and, behind it, what had waited',
  about({ ...inClass, rule: 'approval-history-is-kept' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const { correlation_id } = await given.deployment(submitter, given.highRisk())
    const { rationale: comments } = given.decision()
    answered(await member.call('cab.legacy.reject', { params: { correlation_id }, body: { comments } }), 200)

    const { approvals } = answered(await member.call('cab.legacy.approvals', {}), 200)

    const records = approvals.filter((each) => each.correlation_id === correlation_id)
    expect(records).toMatchObject([
      { decision: 'REJECTED', approver: member.username, comments },
      { decision: 'PENDING', approver: null, comments: '', reviewed_at: null },
    ])
    expect(new Set(records.map(({ id }) => id)).size).toBe(2)
  },
)

test(
  'a bound of the scores that is not finite is refused by name',
  about({ ...inClass, rule: 'input-is-validated' }),
  async ({ as }) => {
    const member = await as('cab_member')
    const refusedFor = async (
      field: string,
      query: { readonly risk_min?: string; readonly risk_max?: string },
    ) => {
      expect(await member.call('cab.list', { query })).toNameField(field)
      expect(await member.call('cab.pending', { query })).toNameField(field)
    }

    await refusedFor('risk_min', { risk_min: 'nan' })
    await refusedFor('risk_max', { risk_max: '-inf' })
  },
)

test(
  'legacy approvals show the newest 1000 records and no more',
  about({ ...inClass, rule: 'lists-keep-their-cap', alone: true }),
  async ({ as, given, standIn }) => {
    const reader = await as('user')
    const { deploymentPk, flowId } = await given.evidencePackage('medium')
    const instant = Date.parse('2026-01-01T00:00:00Z')
    const records = Array.from({ length: 1001 }, (_, index) => ({
      model: 'cab_workflow.cabapproval',
      pk: index + 1,
      fields: {
        deployment_intent: deploymentPk,
        decision: 'REJECTED',
        approver: null,
        comments: '',
        conditions: [],
        submitted_at: new Date(instant + index * 1000).toISOString(),
        reviewed_at: null,
      },
    }))
    await standIn.seed(records)

    const { approvals } = answered(await reader.call('cab.legacy.approvals', {}), 200)

    expect(new Set(approvals.map(({ correlation_id }) => correlation_id))).toEqual(new Set([flowId]))
    expect(idsOf(approvals)).toEqual(
      records
        .slice(1)
        .map(({ pk }) => pk)
        .toReversed(),
    )
  },
)
