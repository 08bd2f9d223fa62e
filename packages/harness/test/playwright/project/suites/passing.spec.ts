// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../../src/playwright/index.ts'

const facts = { app: 'deployments', class: 'CRUD', rule: 'deployment-is-stored-as-sent' } as const

test('a create is answered', about(facts), async ({ as, faker, runId, journal }) => {
  const submitter = await as('submitter')
  const body = {
    app_name: `${faker.commerce.product()}-${runId}`,
    version: faker.system.semver(),
    target_ring: 'LAB',
  } as const

  const created = answered(await submitter.call('deployments.create', { body }), 201)

  expect(created.status).toBe('APPROVED')
  expect(journal.exchanges().map(({ operation }) => operation)).toContain('deployments.create')
})

test(
  'casting gives different users, and a name the same one',
  about({ ...facts, class: 'Auth' }),
  async ({ as }) => {
    const [one, other] = [await as('submitter'), await as('submitter')]
    const [ann, again] = [await as('staff', 'ann'), await as('staff', 'ann')]

    expect(one.username).not.toBe(other.username)
    expect(ann).toBe(again)
  },
)

test('anonymous callers are refused', about({ ...facts, app: 'integration' }), async ({ anonymous }) => {
  expect(await anonymous.call('deployments.list', {})).toBeRefused(403)
})
