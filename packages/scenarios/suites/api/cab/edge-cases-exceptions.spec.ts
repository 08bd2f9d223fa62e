// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'cab', class: 'EdgeCases' } as const

const dayMs = 24 * 60 * 60 * 1000

test(
  'an exception without its reasons or controls, or for longer than 90 days, is refused by name',
  about({ ...inClass, rule: 'input-is-validated' }),
  async ({ as, given }) => {
    const requester = await as('submitter')
    const reviewer = await as('security_reviewer')
    const deployment = await given.deployment(await as('submitter'), given.highRisk())
    const deploymentIntentId = deployment.correlation_id
    const whole = given.exceptionRequest(deploymentIntentId)
    const refusedFor = async (field: string, value: unknown) => {
      const body = { ...whole, [field]: value }
      expect(await requester.send('cab.exceptions.create', { body })).toNameField(field)
    }

    await refusedFor('deployment_intent_id', '')
    await refusedFor('reason', undefined)
    await refusedFor('risk_justification', 'x'.repeat(2001))
    await refusedFor('expiry_days', 0)
    await refusedFor('expiry_days', 91)
    await refusedFor('compensating_controls', [])
    const { results } = answered(await requester.call('cab.exceptions.mine', {}), 200)
    expect(results.filter(({ reason }) => reason === whole.reason)).toEqual([])

    const { id } = await given.cabException(requester, deploymentIntentId)
    const bad = { params: { id }, body: { rationale: '' } }
    expect(await reviewer.send('cab.exceptions.approve', bad)).toNameField('rationale')
    expect(await reviewer.send('cab.exceptions.reject', bad)).toNameField('rationale')
    const { status } = answered(await requester.call('cab.exceptions.get', { params: { id } }), 200)
    expect(status).toBe('pending')
  },
)

test(
  'nobody decides on an exception that they asked for',
  about({ ...inClass, rule: 'requesters-never-decide-on-their-exception' }),
  async ({ as, given }) => {
    const [reviewer, colleague] = [await as('security_reviewer'), await as('security_reviewer')]
    const deployment = await given.deployment(await as('submitter'), given.highRisk())
    const deploymentIntentId = deployment.correlation_id
    const { id } = await given.cabException(reviewer, deploymentIntentId)
    const params = { id }
    const body = given.decision()

    expect(await reviewer.call('cab.exceptions.approve', { params, body })).toBeRefused(403)
    expect(await reviewer.call('cab.exceptions.reject', { params, body })).toBeRefused(403)

    const read = answered(await reviewer.call('cab.exceptions.get', { params }), 200)
    expect(read).toMatchObject({ status: 'pending', approved_by: null })
    const decided = answered(await colleague.call('cab.exceptions.reject', { params, body }), 200)
    expect(decided.approved_by?.username).toBe(colleague.username)
  },
)

test(
  'an exception whose time is over is not active, cannot be approved and opens nothing',
  about({ ...inClass, rule: 'exceptions-expire', alone: true }),
  async ({ as, given, standIn }) => {
    const submitter = await as('submitter')
    const evidence = await given.evidencePackage('high')
    const oneDay = () => given.cabException(submitter, evidence.deploymentIntentId, { expiry_days: 1 })
    const [approved, pending] = [await oneDay(), await oneDay()]
    const early = await as('security_reviewer')
    const { is_active } = answered(
      await early.call('cab.exceptions.approve', { params: { id: approved.id }, body: given.decision() }),
      200,
    )
    expect(is_active).toBe(true)

    await standIn.advance(dayMs)

    // Sessions last a day, too.
    const [late, resubmitter] = [await as('security_reviewer'), await as('submitter')]
    const refused = answered(
      await late.call('cab.exceptions.approve', { params: { id: pending.id }, body: given.decision() }),
      400,
    )
    expect(refused).toEqual({ error: 'Exception has already expired' })
    const stateOf = async (id: string) => {
      const read = answered(await late.call('cab.exceptions.get', { params: { id } }), 200)
      return [read.status, read.is_active, read.is_expired]
    }
    expect(await stateOf(pending.id)).toEqual(['expired', false, true])
    expect(await stateOf(approved.id)).toEqual(['approved', false, true])
    const query = { correlation_id: evidence.flowId }
    const { events } = answered(await late.call('events.list', { query }), 200)
    expect(events).toMatchObject([
      { event_type: 'EXCEPTION_EXPIRED', actor: late.username },
      { event_type: 'EXCEPTION_APPROVED', actor: early.username },
    ])
    const request = await given.cabRequest(resubmitter, evidence)
    expect(request.status).toBe('exception_required')
  },
)

test(
  'staff and nobody else mark the exceptions whose time is over, once each',
  about({ ...inClass, rule: 'staff-clean-up-exceptions', alone: true }),
  async ({ as, given, standIn }) => {
    const submitter = await as('submitter')
    const evidence = await given.evidencePackage('high')
    const exceptionFor = (expiry_days: number) =>
      given.cabException(submitter, evidence.deploymentIntentId, { expiry_days })
    const [over, lasting] = [await exceptionFor(1), await exceptionFor(2)]
    await standIn.advance(dayMs)
    const [staff, reviewer] = [await as('staff'), await as('security_reviewer')]

    expect(await reviewer.call('cab.exceptions.cleanup', {})).toBeRefused(403)
    const first = await staff.call('cab.exceptions.cleanup', {})
    const second = answered(await staff.call('cab.exceptions.cleanup', {}), 200)

    expect(answered(first, 200)).toEqual({ message: 'Cleaned up 1 expired exceptions', count: 1 })
    expect(second.count).toBe(0)
    const statusOf = async (id: string) =>
      answered(await reviewer.call('cab.exceptions.get', { params: { id } }), 200).status
    expect([await statusOf(over.id), await statusOf(lasting.id)]).toEqual(['expired', 'pending'])
    const { events } = answered(
      await staff.call('events.list', { query: { correlation_id: evidence.flowId } }),
      200,
    )
    expect(events).toMatchObject([
      { event_type: 'EXCEPTION_EXPIRED', actor: staff.username, event_data: { request_id: first.requestId } },
    ])
  },
)
