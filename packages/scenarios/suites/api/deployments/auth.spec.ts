// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'deployments', class: 'Auth' } as const

test(
  'an anonymous caller can neither create, list nor read deployments',
  about({ ...inClass, rule: 'deployment-needs-session' }),
  async ({ anonymous, as, given }) => {
    const existing = await given.deployment(await as('submitter'))
    const refused = given.lowRisk()

    expect(await anonymous.call('deployments.create', { body: refused })).toBeRefused(403)
    expect(await anonymous.call('deployments.list', {})).toBeRefused(403)
    expect(await anonymous.call('deployments.applications', {})).toBeRefused(403)
    expect(
      await anonymous.call('deployments.get', { params: { correlation_id: existing.correlation_id } }),
    ).toBeRefused(403)

    const reader = await as('user')
    const found = answered(
      await reader.call('deployments.applications', { query: { app_name: refused.app_name } }),
      200,
    )
    expect(found.applications).toEqual([])
  },
)

test(
  "a create without the session's CSRF token is refused and stores nothing",
  about({ ...inClass, rule: 'change-needs-csrf-token' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const body = given.lowRisk()

    expect(
      await submitter.send('deployments.create', { body, headers: { 'x-csrftoken': null } }),
    ).toBeRefused(403)

    const found = answered(
      await submitter.call('deployments.applications', { query: { app_name: body.app_name } }),
      200,
    )
    expect(found.applications).toEqual([])
  },
)
