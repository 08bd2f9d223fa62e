// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'deployments', class: 'CRUD' } as const

test(
  'a deployment is read back with exactly what was sent',
  about({ ...inClass, rule: 'deployment-is-stored-as-sent' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const body = given.lowRisk({ target_ring: 'PILOT' })

    const created = answered(await submitter.call('deployments.create', { body }), 201)
    const read = answered(
      await submitter.call('deployments.get', { params: { correlation_id: created.correlation_id } }),
      200,
    )

    expect(read).toEqual({
      correlation_id: created.correlation_id,
      app_name: body.app_name,
      version: body.version,
      target_ring: 'PILOT',
      status: created.status,
      risk_score: created.risk_score,
      requires_cab_approval: created.requires_cab_approval,
      submitter: submitter.username,
      created_at: read.created_at,
    })
  },
)

for (const field of ['app_name', 'version', 'target_ring'] as const) {
  test(
    `a deployment without ${field} is refused and not stored`,
    about({ ...inClass, rule: 'deployment-fields-are-required' }),
    async ({ as, given }) => {
      const submitter = await as('submitter')
      const whole = given.lowRisk()
      const { [field]: _left, ...body } = whole

      const refused = answered(await submitter.send('deployments.create', { body }), 400)

      expect(refused).toEqual({ error: 'app_name, version, and target_ring are required' })
      const mine = answered(await submitter.call('core.deployments.list', { query: { page_size: 100 } }), 200)
      const stored = mine.deployments.filter(
        (row) => row.app_name === whole.app_name || row.version === whole.version,
      )
      expect(stored).toEqual([])
    },
  )
}

test(
  'a target ring that does not exist is refused by name and not stored',
  about({ ...inClass, rule: 'ring-must-exist' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const body = { ...given.lowRisk(), target_ring: 'MARS' }

    expect(await submitter.send('deployments.create', { body })).toNameField('target_ring')

    const found = answered(
      await submitter.call('deployments.applications', { query: { app_name: body.app_name } }),
      200,
    )
    expect(found.applications).toEqual([])
  },
)

test(
  'the submitter of a deployment is the caller, whatever the body claims',
  about({ ...inClass, rule: 'submitter-is-the-caller' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const colleague = await as('user')
    const body = { ...given.lowRisk(), submitter: colleague.username }

    const created = answered(await submitter.send('deployments.create', { body }), 201)

    const read = answered(
      await colleague.call('deployments.get', { params: { correlation_id: created.correlation_id } }),
      200,
    )
    expect(read.submitter).toBe(submitter.username)
  },
)

test(
  'a deployment with complete evidence and a low score is approved at once',
  about({ ...inClass, rule: 'low-risk-needs-no-cab' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')

    const created = answered(await submitter.call('deployments.create', { body: given.lowRisk() }), 201)

    expect(created).toMatchObject({ status: 'APPROVED', risk_score: 7, requires_cab_approval: false })
  },
)
