// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test as base, withTrials } from '../../../../src/playwright/index.ts'

const test = withTrials(base)

const facts = { app: 'deployments', class: 'List', rule: 'deployment-is-stored-as-sent' } as const

test('the newest deployment is listed first', about(facts), async ({ as, runId }) => {
  const submitter = await as('submitter')
  const body = { app_name: `strength ${runId}`, version: '1', target_ring: 'LAB' } as const
  await submitter.call('deployments.create', { body })
  const { correlation_id } = answered(await submitter.call('deployments.create', { body }), 201)

  const { deployments } = answered(await submitter.call('deployments.list', {}), 200)

  expect(deployments.map((each) => each.correlation_id).indexOf(correlation_id)).toBe(0)
})

test('a list is looked at by nobody', about(facts), async ({ as }) => {
  const submitter = await as('submitter')
  await submitter.call('deployments.list', {})
})

test('the health of the target is looked at', about(facts), ({ runId }) => {
  if (process.env['TEST_BROKEN'] !== undefined) expect(runId).toBe('another run')
})

test(
  'a sign-in is looked at',
  about({ ...facts, rule: 'input-is-validated', operation: 'auth.login' }),
  async ({ anonymous }) => {
    await anonymous.call('auth.login', { body: {} })
  },
)
