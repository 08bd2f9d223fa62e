// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'deployments', class: 'EdgeCases' } as const

test(
  'an empty app_name counts as a missing one',
  about({ ...inClass, rule: 'deployment-fields-are-required' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const body = { ...given.lowRisk(), app_name: '' }

    const refused = answered(await submitter.send('deployments.create', { body }), 400)

    expect(refused).toEqual({ error: 'app_name, version, and target_ring are required' })
  },
)

test(
  'names keep their characters, in any script',
  about({ ...inClass, rule: 'names-are-kept-as-sent' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const body = given.lowRisk()
    const app_name = `Ärger & <b>"müde"</b> 北京 🚀 ${body.app_name}`

    const created = answered(
      await submitter.call('deployments.create', { body: { ...body, app_name, version: '1.0-β+7' } }),
      201,
    )

    const read = answered(
      await submitter.call('deployments.get', { params: { correlation_id: created.correlation_id } }),
      200,
    )
    expect(read).toMatchObject({ app_name, version: '1.0-β+7' })
  },
)

test(
  'the longest names are taken and one character more is refused by name',
  about({ ...inClass, rule: 'names-have-a-longest-length' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const body = given.lowRisk()
    const longest = { ...body, app_name: body.app_name.padEnd(255, 'x'), version: '9'.repeat(50) }

    const created = answered(await submitter.call('deployments.create', { body: longest }), 201)
    const tooLongName = { ...longest, app_name: `${longest.app_name}x` }
    expect(await submitter.send('deployments.create', { body: tooLongName })).toNameField('app_name')
    const tooLongVersion = { ...longest, version: '9'.repeat(51) }
    expect(await submitter.send('deployments.create', { body: tooLongVersion })).toNameField('version')

    const found = answered(
      await submitter.call('deployments.applications', { query: { app_name: longest.app_name } }),
      200,
    )
    const stored = found.applications.flatMap(({ versions }) =>
      versions.flatMap(({ deployments }) => deployments),
    )
    expect(stored.map(({ correlation_id }) => correlation_id)).toEqual([created.correlation_id])
  },
)
