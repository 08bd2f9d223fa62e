// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { coreMounts } from '../../../src/mounts.ts'
import { whenEnded } from '../../../src/queued-task.ts'

const asked = { assets: 3, applications: 2, deployments: 4, users: 1, events: 200 }

for (const mount of coreMounts) {
  test(
    `${mount}: demo data are made as many as asked for, counted, and cleared but for events, again and again`,
    about({ app: 'platform', class: 'CRUD', rule: 'demo-data-can-be-cleared', alone: true }),
    async ({ as }) => {
      const staff = await as('staff')
      const stats = async () => answered(await staff.call(`${mount}.demo.stats`, {}), 200).counts
      const seed = async () => answered(await staff.call(`${mount}.demo.seed`, { body: asked }), 200)
      const clear = async () => answered(await staff.call(`${mount}.demo.clear`, {}), 200)
      const none = { assets: 0, applications: 0, deployments: 0, ring_deployments: 0 }
      const nothing = { ...none, cab_approvals: 0, evidence_packs: 0, users: 0 }

      for (const _round of ['once', 'again']) {
        const { counts, ...said } = await seed()
        expect(said).toEqual({
          status: 'success',
          message: 'Demo data seeded successfully',
          method: 'sync_seed',
        })
        expect(counts).toMatchObject({ assets: 3, applications: 2, deployments: 4, evidence_packs: 4 })
        expect(await stats()).toEqual(counts)
        expect(await clear()).toEqual({ status: 'success', counts: { ...counts, events: 0 } })
        expect(await stats()).toEqual({ ...nothing, events: counts.events })
      }
    },
  )

  test(
    `${mount}: more demo data than 5,000 rows are left to a worker`,
    about({ app: 'platform', class: 'EdgeCases', rule: 'demo-data-can-be-cleared', alone: true }),
    async ({ as }) => {
      const staff = await as('staff')
      const body = { ...asked, assets: 5001 }

      const queued = answered(await staff.call(`${mount}.demo.seed`, { body }), 202)
      const { task_id } = queued

      expect(queued).toMatchObject({ status: 'queued', method: 'async_seed' })
      const { status, result } = await whenEnded(staff, task_id)
      const { counts } = answered(await staff.call(`${mount}.demo.stats`, {}), 200)
      expect([status, counts.assets]).toEqual(['SUCCESS', 5001])
      expect(result).toEqual(counts)
    },
  )

  test(
    `${mount}: how many demo rows there shall be is a number, and demo mode is on or off`,
    about({ app: 'platform', class: 'EdgeCases', rule: 'input-is-validated', alone: true }),
    async ({ as }) => {
      const staff = await as('staff')

      for (const field of [...Object.keys(asked), 'batch_size']) {
        const refused = await staff.send(`${mount}.demo.seed`, { body: { ...asked, [field]: 'many' } })
        expect(refused).toNameField(field)
      }
      expect(await staff.send(`${mount}.demo.setMode`, { body: { enabled: 7 } })).toNameField('enabled')
      const { counts } = answered(await staff.call(`${mount}.demo.stats`, {}), 200)
      expect(counts.assets).toBe(0)
    },
  )

  test(
    `${mount}: demo mode is as it was set, and then lists show demo rows only`,
    about({ app: 'platform', class: 'CRUD', rule: 'lists-filter-as-asked', alone: true }),
    async ({ as }) => {
      const staff = await as('staff')
      const set = async (enabled: boolean) =>
        answered(await staff.call(`${mount}.demo.setMode`, { body: { enabled } }), 200)
      const seen = async () => [
        answered(await staff.call(`${mount}.demo.mode`, {}), 200).demo_mode_enabled,
        answered(await staff.call(`${mount}.demo.stats`, {}), 200).demo_mode_enabled,
        answered(await staff.call(`${mount}.deployments.list`, {}), 200).total,
      ]

      expect(await seen()).toEqual([false, false, 520])
      expect(await set(true)).toEqual({ demo_mode_enabled: true })
      expect(await seen()).toEqual([true, true, 12])
      expect(await set(false)).toEqual({ demo_mode_enabled: false })
      expect(await seen()).toEqual([false, false, 520])
    },
  )
}
