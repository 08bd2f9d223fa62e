// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '@eucora/harness'
import { about, answered, expect, test } from '../../src/fixtures.ts'

const inClass = { app: 'integration', class: 'DemoData' } as const

const wanted = { assets: 3, applications: 2, deployments: 4, users: 2, events: 5 } as const
/** What is there then: `demo` is a user besides those that are numbered (core/demo_data.py:211-219). */
const made = { assets: 3, applications: 2, deployments: 4, users: 3 } as const
const none = { assets: 0, applications: 0, deployments: 0, users: 0 } as const

async function demoRows(staff: Actor) {
  return answered(await staff.call('core.demo.stats', {}), 200).counts
}

test(
  'demo data are seeded and cleared again and again, also once there are demo users',
  about({ ...inClass, rule: 'demo-data-can-be-cleared', alone: true }),
  async ({ as }) => {
    const staff = await as('staff')

    for (const round of ['first', 'second']) {
      const seeded = answered(await staff.call('core.demo.seed', { body: wanted }), 200)
      expect(seeded, round).toMatchObject({ status: 'success', method: 'sync_seed', counts: made })
      expect(await demoRows(staff), round).toMatchObject(made)

      const cleared = answered(await staff.call('core.demo.clear', {}), 200)
      expect(cleared, round).toMatchObject({ status: 'success', counts: made })
      expect(await demoRows(staff), round).toMatchObject(none)
    }
  },
)

test(
  'clearing the demo data deletes their deployments and none of their events, and nothing else',
  about({ ...inClass, rule: 'events-are-append-only', alone: true }),
  async ({ as, given }) => {
    const staff = await as('staff')
    const own = await given.deployment(await as('submitter'))
    const shown = async (include_demo: string) => {
      const list = await staff.call('deployments.list', { query: { include_demo } })
      const trail = await staff.call('events.list', { query: { include_demo } })
      return { deployments: answered(list, 200).deployments, events: answered(trail, 200).events }
    }
    const [demo, others, all] = [await shown('true'), await shown('false'), await shown('all')]
    const { events: counted } = await demoRows(staff)
    expect(demo.deployments).not.toEqual([])
    expect(demo.events).not.toEqual([])
    expect(others.deployments.map(({ correlation_id }) => correlation_id)).toContain(own.correlation_id)

    const cleared = answered(await staff.call('core.demo.clear', {}), 200)

    expect(cleared.counts.events).toBe(0)
    expect((await demoRows(staff)).events).toBe(counted)
    expect(await shown('true')).toEqual({ deployments: [], events: demo.events })
    expect(await shown('false')).toEqual(others)
    expect((await shown('all')).events).toEqual(all.events)
  },
)

test(
  'a demo asset is listed and found where demo data are asked for, and nowhere else',
  about({ ...inClass, rule: 'what-a-list-shows-can-be-read', alone: true }),
  async ({ as }) => {
    const staff = await as('staff')
    answered(await staff.call('core.demo.seed', { body: wanted }), 200)
    const listed = async (include_demo: string) =>
      answered(await staff.call('assets.list', { query: { include_demo } }), 200)

    const demo = await listed('true')

    expect([demo.total, demo.assets.length]).toEqual([3, 3])
    expect((await listed('false')).assets).toEqual([])
    for (const { id, name, serial_number } of demo.assets) {
      const asked = { params: { asset_id: String(id) } }
      const found = await staff.call('assets.get', { ...asked, query: { include_demo: 'true' } })
      expect(answered(found, 200)).toMatchObject({ name, serial_number })
      expect(answered(await staff.call('assets.get', asked), 404)).toEqual({ error: 'Asset not found' })
    }
  },
)
