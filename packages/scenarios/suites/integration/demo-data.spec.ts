// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '@eucora/harness'
import { about, answered, expect, test } from '../../src/fixtures.ts'

const inClass = { app: 'integration', class: 'DemoData' } as const

const wanted = { assets: 3, applications: 2, deployments: 4, users: 2, events: 5 } as const
/** What is there then: `demo` is a user besides those that are numbered (core/demo_data.py:211-219). */
const made = { assets: 3, applications: 2, deployments: 4, users: 3 } as const

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
      const stored = await demoRows(staff)
      expect(stored, round).toMatchObject(made)
      const { events, ...deletable } = stored
      expect(seeded.counts, round).toMatchObject(deletable)

      const cleared = answered(await staff.call('core.demo.clear', {}), 200)
      expect(cleared, round).toEqual({ status: 'success', counts: { ...deletable, events: 0 } })
      const left = Object.fromEntries(Object.keys(deletable).map((kind) => [kind, 0]))
      expect(await demoRows(staff), round).toEqual({ ...left, events })
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
    answered(await staff.call('core.demo.seed', { body: { ...wanted, assets: 101 } }), 200)
    const listed = async (include_demo: string) =>
      answered(await staff.call('assets.list', { query: { include_demo, page_size: 101 } }), 200)

    const demo = await listed('true')

    expect([demo.total, demo.assets.length, demo.page_size]).toEqual([101, 100, 100])
    expect((await listed('false')).assets).toEqual([])
    for (const { id, name, serial_number } of demo.assets.slice(0, 3)) {
      const asked = { params: { asset_id: String(id) } }
      const found = await staff.call('assets.get', { ...asked, query: { include_demo: 'true' } })
      expect(answered(found, 200)).toMatchObject({ name, serial_number })
      expect(answered(await staff.call('assets.get', asked), 404)).toEqual({ error: 'Asset not found' })
    }
  },
)

test(
  'demo mode is read as it was set, and neither without a session nor without its CSRF token are demo data touched',
  about({ ...inClass, rule: 'operations-need-a-session', alone: true }),
  async ({ anonymous, as }) => {
    const staff = await as('staff')
    const modes = async () => {
      const mode = answered(await staff.call('core.demo.mode', {}), 200)
      const stats = answered(await staff.call('core.demo.stats', {}), 200)
      return [mode.demo_mode_enabled, stats.demo_mode_enabled]
    }
    const before = await demoRows(staff)
    const headers = { 'x-csrftoken': null }
    const on = { body: { enabled: true } } as const

    const signedOut = [
      await anonymous.call('core.demo.stats', {}),
      await anonymous.call('core.demo.mode', {}),
      await anonymous.call('core.demo.setMode', on),
      await anonymous.call('core.demo.seed', { body: wanted }),
      await anonymous.call('core.demo.clear', {}),
    ]
    for (const answer of signedOut) {
      expect(answer).toMatchObject({
        status: 403,
        body: { error: 'Authentication credentials were not provided.' },
      })
    }
    const refused = [
      await staff.send('core.demo.setMode', { ...on, headers }),
      await staff.send('core.demo.seed', { body: wanted, headers }),
      await staff.send('core.demo.clear', { headers }),
    ]
    for (const answer of refused) expect(answer).toBeRefused(403)

    expect(await demoRows(staff)).toEqual(before)
    expect(await modes()).toEqual([false, false])
    const set = answered(await staff.call('core.demo.setMode', on), 200)
    expect(set).toEqual({ demo_mode_enabled: true })
    expect(await modes()).toEqual([true, true])
  },
)
