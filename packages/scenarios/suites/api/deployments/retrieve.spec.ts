// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'deployments', class: 'Retrieve' } as const

test(
  'a signed-in colleague reads a deployment that somebody else submitted',
  about({ ...inClass, rule: 'everyone-signed-in-reads-deployments' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const colleague = await as('user')
    const created = await given.deployment(submitter)

    const read = answered(
      await colleague.call('deployments.get', { params: { correlation_id: created.correlation_id } }),
      200,
    )

    expect(read).toMatchObject({ app_name: created.sent.app_name, submitter: submitter.username })
  },
)

test(
  'a flow id that no deployment has is answered 404',
  about({ ...inClass, rule: 'unknown-deployment-is-404' }),
  async ({ as, faker }) => {
    const reader = await as('user')

    const unknown = answered(
      await reader.call('deployments.get', { params: { correlation_id: faker.string.uuid() } }),
      404,
    )

    expect(unknown).toEqual({ error: 'Deployment not found' })
  },
)

test(
  'a deployment nobody decided on reads the same later as when it was created',
  about({ ...inClass, rule: 'deployment-does-not-change-by-itself' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const created = await given.deployment(submitter, given.highRisk())
    const params = { correlation_id: created.correlation_id }

    const before = answered(await submitter.call('deployments.get', { params }), 200)
    await given.deployment(submitter, given.highRisk({ app_name: created.sent.app_name }))
    await submitter.call('deployments.list', {})
    const after = answered(await submitter.call('deployments.get', { params }), 200)

    expect(after).toEqual(before)
  },
)

test(
  'the record shows the score and the decision that the create answered',
  about({ ...inClass, rule: 'high-risk-waits-for-cab' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const created = await given.deployment(submitter, given.highRisk({ target_ring: 'GLOBAL' }))

    const read = answered(
      await submitter.call('deployments.get', { params: { correlation_id: created.correlation_id } }),
      200,
    )

    expect(created).toMatchObject({ status: 'AWAITING_CAB', risk_score: 95, requires_cab_approval: true })
    expect(read).toMatchObject({ status: 'AWAITING_CAB', risk_score: 95, requires_cab_approval: true })
  },
)
