// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'cab', class: 'Retrieve' } as const

test(
  'requests and exceptions that nobody decided on read the same to each who may, and the same later',
  about({ ...inClass, rule: 'records-do-not-change-by-themselves' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const request = await given.cabRequest(submitter, 'high')
    const exception = await given.cabException(submitter, request.deployment_intent_id)
    const readBy = async (reader: typeof submitter) => ({
      request: answered(await reader.call('cab.get', { params: { id: request.id } }), 200),
      exception: answered(await reader.call('cab.exceptions.get', { params: { id: exception.id } }), 200),
    })

    const first = await readBy(submitter)
    await given.cabRequest(submitter, 'medium')
    await given.cabException(submitter, request.deployment_intent_id)
    const later = [await readBy(await as('cab_member')), await readBy(await as('security_reviewer'))]

    expect(first.request.id).toBe(request.id)
    expect(later).toEqual([first, first])
  },
)

test(
  'decided requests and exceptions read as their decision answered, to each who may, and the same later',
  about({ ...inClass, rule: 'records-do-not-change-by-themselves' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const [member, reviewer] = [await as('cab_member'), await as('security_reviewer')]
    const { id } = await given.cabRequest(submitter, 'medium')
    const deployment = await given.deployment(submitter, given.highRisk())
    const asked = await given.cabException(submitter, deployment.correlation_id)
    const [params, of] = [{ id }, { id: asked.id }]
    const body = given.decision()
    const { message, ...decided } = answered(await member.call('cab.reject', { params, body }), 200)
    const { message: told, ...approved } = answered(
      await reviewer.call('cab.exceptions.approve', { params: of, body }),
      200,
    )

    expect([message, told]).toEqual(['CAB request rejected successfully', 'Exception approved successfully'])
    for (const reader of [submitter, member, reviewer]) {
      const { decision, ...request } = answered(await reader.call('cab.get', { params }), 200)
      expect(request).toEqual(decided)
      expect(decision?.rationale).toBe(body.rationale)
      expect(answered(await reader.call('cab.exceptions.get', { params: of }), 200)).toEqual(approved)
    }
  },
)

test(
  'who has nothing to do with them reads neither the request nor the exception of somebody else',
  about({ ...inClass, rule: 'requests-are-for-those-concerned' }),
  async ({ as, given }) => {
    const [submitter, outsider] = [await as('submitter'), await as('submitter')]
    const request = await given.cabRequest(submitter, 'high')
    const exception = await given.cabException(submitter, request.deployment_intent_id)

    const ofRequest = answered(await outsider.call('cab.get', { params: { id: request.id } }), 403)
    expect(ofRequest).toEqual({ error: 'Not authorized to view this request' })
    expect(await outsider.call('cab.exceptions.get', { params: { id: exception.id } })).toBeRefused(403)
  },
)

test(
  'an id that nothing has is told as such',
  about({ ...inClass, rule: 'unknown-is-told' }),
  async ({ as, given, faker }) => {
    const staff = await as('staff')
    const params = { id: faker.string.uuid() }
    const flow = { correlation_id: faker.string.uuid() }
    const package_id = faker.string.uuid()
    const body = given.decision()
    const submission = { evidence_package_id: package_id, risk_score: 60 }

    const noRequest = { error: 'CAB request not found' }
    expect(answered(await staff.call('cab.get', { params }), 404)).toEqual(noRequest)
    expect(answered(await staff.call('cab.approve', { params, body }), 404)).toEqual(noRequest)
    expect(answered(await staff.call('cab.reject', { params, body }), 404)).toEqual(noRequest)
    const noException = { error: 'Exception not found' }
    expect(answered(await staff.call('cab.exceptions.get', { params }), 404)).toEqual(noException)
    expect(answered(await staff.call('cab.exceptions.approve', { params, body }), 404)).toEqual(noException)
    expect(answered(await staff.call('cab.exceptions.reject', { params, body }), 404)).toEqual(noException)
    const noDeployment = { error: 'Deployment not found' }
    expect(answered(await staff.call('cab.legacy.approve', { params: flow, body: {} }), 404)).toEqual(
      noDeployment,
    )
    expect(answered(await staff.call('cab.legacy.reject', { params: flow, body: {} }), 404)).toEqual(
      noDeployment,
    )
    expect(answered(await staff.call('cab.submit', { body: submission }), 404)).toEqual({
      error: `Evidence package not found: ${package_id}`,
    })
  },
)

test(
  'reading what waits for the CAB writes nothing',
  about({ ...inClass, rule: 'reads-write-nothing' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const { correlation_id } = await given.deployment(submitter, given.highRisk())
    const recordsOf = async () => {
      const { approvals } = answered(await submitter.call('cab.legacy.approvals', {}), 200)
      return approvals.filter((each) => each.correlation_id === correlation_id)
    }

    const before = await recordsOf()
    const { approvals } = answered(await submitter.call('cab.legacy.pending', {}), 200)
    const after = await recordsOf()

    const waiting = approvals.filter((each) => each.correlation_id === correlation_id)
    expect(waiting).toMatchObject([{ decision: 'PENDING', approver: null, comments: '', conditions: [] }])
    expect(before).toEqual(waiting)
    expect(after).toEqual(before)
  },
)
