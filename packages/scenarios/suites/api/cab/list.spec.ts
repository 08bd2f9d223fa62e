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
    const rows = async (query: {
      readonly status?: string
      readonly risk_min?: string
      readonly risk_max?: string
    }) => {
      const { count, results } = answered(await submitter.call('cab.pending', { query }), 200)
      expect(count).toBe(results.length)
      return results.filter(({ id }) => own.includes(id))
    }
    const pending = async (query: Parameters<typeof rows>[0]) => idsOf(await rows(query))

    expect(await pending({})).toEqual([newer.id, older.id])
    expect(await pending({ status: 'submitted' })).toEqual([newer.id, older.id])
    expect(await pending({ status: 'under_review' })).toEqual([])
    expect(await pending({ risk_min: '60' })).toEqual([newer.id])
    expect(await pending({ risk_max: '60' })).toEqual([older.id])
    const [row] = await rows({})
    expect(row).toEqual({
      id: newer.id,
      correlation_id: newer.correlation_id,
      deployment_intent_id: newer.evidence.deploymentIntentId,
      risk_score: '75.00',
      status: 'submitted',
      status_display: 'Pending Review',
      submitted_by_username: submitter.username,
      submitted_at: newer.submitted_at,
      approved_by_username: null,
      approval_decision: null,
      approved_at: null,
    })
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
    const [member, reviewer] = [await as('cab_member'), await as('security_reviewer')]
    const [params, of, body] = [{ id: older.id }, { id: first.id }, given.decision()]
    const rejected = answered(await member.call('cab.reject', { params, body }), 200)
    const denied = answered(await reviewer.call('cab.exceptions.reject', { params: of, body }), 200)

    const requests = answered(await one.call('cab.mine', {}), 200)
    const exceptions = answered(await one.call('cab.exceptions.mine', {}), 200)

    expect(idsOf(requests.results).slice(0, 2)).toEqual([newer.id, older.id])
    expect(idsOf(requests.results)).not.toContain(theirs.id)
    expect(requests.count).toBe(requests.results.length)
    expect(requests.results[0]).toEqual({
      id: newer.id,
      correlation_id: newer.correlation_id,
      deployment_intent_id: newer.deployment_intent_id,
      risk_score: newer.risk_score,
      status: 'exception_required',
      status_display: 'Exception Required',
      submitted_by_username: one.username,
      submitted_at: newer.submitted_at,
      approved_by_username: null,
      approval_decision: null,
      approved_at: null,
    })
    expect(requests.results[1]).toMatchObject({
      status: 'rejected',
      status_display: 'Rejected',
      approved_by_username: member.username,
      approval_decision: 'rejected',
      approved_at: rejected.approved_at,
    })
    expect(new Set(requests.results.map((row) => row.submitted_by_username))).toEqual(new Set([one.username]))
    expect(idsOf(exceptions.results).slice(0, 2)).toEqual([second.id, first.id])
    expect(idsOf(exceptions.results)).not.toContain(foreign.id)
    expect(exceptions.count).toBe(exceptions.results.length)
    expect(exceptions.results[0]).toEqual({
      id: second.id,
      correlation_id: second.correlation_id,
      deployment_intent_id: newer.deployment_intent_id,
      reason: second.sent.reason,
      status: 'pending',
      status_display: 'Pending Security Review',
      requested_by_username: one.username,
      requested_at: second.requested_at,
      approved_by_username: null,
      approved_at: null,
      expires_at: second.expires_at,
      is_active: false,
      is_expired: false,
    })
    expect(exceptions.results[1]).toMatchObject({
      status: 'rejected',
      status_display: 'Rejected',
      approved_by_username: reviewer.username,
      approved_at: denied.approved_at,
      is_active: false,
    })
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
