// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { telemetryMounts } from '../../../src/mounts.ts'

const checks = {
  database: { status: 'healthy' },
  cache: { status: 'healthy' },
  application: { name: 'EUCORA', organization: 'BuildWorks.AI', version: '1.0.0' },
}

const retrieve = { app: 'platform', class: 'Retrieve', rule: 'answers-tell-what-is-stored' } as const

for (const mount of telemetryMounts) {
  test(
    `${mount}: anybody may ask whether it is ready and healthy, and reads which application it is`,
    about(retrieve),
    async ({ anonymous }) => {
      expect(answered(await anonymous.call(`${mount}.ready`, {}), 200)).toEqual({ status: 'ready', checks })
      expect(answered(await anonymous.call(`${mount}.health`, {}), 200)).toEqual({
        status: 'healthy',
        checks,
      })
    },
  )
}

test('the root of telemetry says the same as its health', about(retrieve), async ({ anonymous }) => {
  const root = answered(await anonymous.call('health.telemetry.root', {}), 200)
  expect(root).toEqual({ status: 'healthy', checks })
})

test(
  'the comprehensive check tells of workers, tasks and circuit breakers what their own views tell',
  about({ ...retrieve, alone: true }),
  async ({ as, anonymous }) => {
    const user = await as('user')
    const now = async () => Date.parse(answered(await user.call('health.api.metrics', {}), 200).timestamp)
    const tasks = answered(await user.call('core.tasks.active', {}), 200).summary
    const breakers = answered(await user.call('core.circuitBreakers.list', {}), 200).summary

    const before = await now()
    const { timestamp, checks: parts } = answered(await anonymous.call('health.comprehensive', {}), 200)
    const after = await now()

    expect(Date.parse(timestamp)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(timestamp)).toBeLessThanOrEqual(after)
    expect(parts.celery.active_workers).toBeGreaterThan(0)
    expect(parts.celery.active_tasks).toBe(tasks.total_active)
    expect(parts.circuit_breakers).toEqual({
      status: 'healthy',
      open_count: breakers.open,
      total: breakers.total,
    })
  },
)

test(
  'whether demo data are there, shown and how many is told as the demo views tell it',
  about({ ...retrieve, alone: true }),
  async ({ as, anonymous }) => {
    const staff = await as('staff')
    const ready = async () => answered(await anonymous.call('health.demoReady', {}), 200)
    const body = { assets: 3, applications: 2, deployments: 4, users: 1, events: 200 }
    const seeded = answered(await staff.call('core.demo.seed', { body }), 200)
    const there = { demo_data_exists: true, demo_data_counts: seeded.counts }

    expect(await ready()).toEqual({
      ...there,
      demo_mode_enabled: false,
      status: 'data_exists_but_demo_mode_disabled',
      message: 'Demo data exists but demo mode is disabled. Enable it via /admin/demo-data',
    })
    answered(await staff.call('core.demo.setMode', { body: { enabled: true } }), 200)
    expect(await ready()).toEqual({ ...there, demo_mode_enabled: true, status: 'ready' })
  },
)
