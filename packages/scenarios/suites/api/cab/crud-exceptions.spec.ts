// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { personOf } from '../../../src/given/cab.ts'
import { microsecondsOf } from '../../../src/instant.ts'

const inClass = { app: 'cab', class: 'CRUD' } as const

const dayMs = 24 * 60 * 60 * 1000

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
  'an approved exception keeps what was asked, who approved and why, and is active',
  about({ ...inClass, rule: 'decisions-keep-their-reasons' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const reviewer = await as('security_reviewer')
    const deployment = await given.deployment(submitter, given.highRisk())
    const { sent, message, ...asked } = await given.cabException(submitter, deployment.correlation_id)
    const params = { id: asked.id }
    const { rationale } = given.decision()

    const approved = answered(
      await reviewer.call('cab.exceptions.approve', { params, body: { rationale } }),
      200,
    )
    const read = answered(await submitter.call('cab.exceptions.get', { params }), 200)
    const readAgain = answered(await reviewer.call('cab.exceptions.get', { params }), 200)

    expect(message).toBe('Exception created, pending Security Reviewer approval')
    expect(asked.reason).toBe(sent.reason)
    expect(approved).toEqual({
      ...asked,
      status: 'approved',
      status_display: 'Approved',
      approval_decision: 'approved',
      approved_by: personOf(reviewer),
      approval_rationale: rationale,
      approved_at: read.approved_at,
      is_active: true,
      is_expired: false,
      message: 'Exception approved successfully',
    })
    expect({ ...read, message: approved.message }).toEqual(approved)
    expect(readAgain).toEqual(read)
    expect(microsecondsOf(read.approved_at)).toBeGreaterThan(microsecondsOf(asked.requested_at))
    expect(Date.parse(read.approved_at ?? '')).toBeLessThan(Date.parse(asked.expires_at))
  },
)

test(
  'a denied exception keeps its reasons, stays denied, and leaves its request closed',
  about({ ...inClass, rule: 'exceptions-are-decided-once' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const reviewer = await as('security_reviewer')
    const request = await given.cabRequest(submitter, 'high')
    const {
      sent: _,
      message: _asked,
      ...exception
    } = await given.cabException(submitter, request.deployment_intent_id)
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
    expect(denied).toEqual({
      ...exception,
      status: 'rejected',
      status_display: 'Rejected',
      approval_decision: 'rejected',
      approved_by: personOf(reviewer),
      approval_rationale: rationale,
      approved_at: denied.approved_at,
    })
    expect(approved).toEqual({ error: "Cannot approve exception with status 'rejected'" })
    expect(again).toEqual({ error: "Cannot reject exception with status 'rejected'" })
    const read = answered(await submitter.call('cab.exceptions.get', { params }), 200)
    expect(read).toEqual(denied)
    const { status } = answered(await submitter.call('cab.get', { params: { id: request.id } }), 200)
    expect(status).toBe('exception_required')
  },
)
