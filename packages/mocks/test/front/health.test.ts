// SPDX-License-Identifier: Apache-2.0
import { contract } from '@eucora/harness/contract'
import { Type, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, onTestFinished, test } from 'vitest'
import { servePlane } from '../../src/plane/serve-plane.ts'
import { createS3 } from '../../src/s3/s3.ts'
import { findDefects } from '../../src/standin/defects/index.ts'
import type { StandIn } from '../../src/standin/server.ts'
import { seedOf } from '../../src/standin/seed.ts'
import { fixture, get, password, served, signIn } from './served.ts'

const asset = (pk: number, os: string, more: Readonly<Record<string, unknown>> = {}) => ({
  model: 'connectors.asset',
  pk,
  fields: {
    asset_id: `A-${pk}`,
    name: `pc-${pk}`,
    serial_number: 's',
    type: 'Laptop',
    os,
    status: 'Active',
    location: 'x',
    owner: 'y',
    ip_address: null,
    compliance_score: 80,
    connector_type: 'intune',
    user_sentiment: 'Neutral',
    created_at: '2025-06-01T08:00:00Z',
    updated_at: '2025-06-01T08:00:00Z',
    ...more,
  },
})

async function jsonOf(standIn: StandIn, path: string, cookie = ''): Promise<unknown> {
  const body: unknown = await (await get(standIn, path, cookie === '' ? {} : { Cookie: cookie })).json()
  return body
}

describe('probes', () => {
  test('are open and say that all is well', async () => {
    const standIn = await served()
    const checks = expect.objectContaining({ cache: { status: 'healthy' } })
    expect(await (await get(standIn, '/health/live')).text()).toBe('{"status": "alive"}')
    expect(await jsonOf(standIn, '/health/ready')).toEqual({ database: true, cache: true, status: 'healthy' })
    expect(await jsonOf(standIn, '/api/v1/health/ready')).toEqual({ status: 'ready', checks })
    expect(await jsonOf(standIn, '/api/v1/health/health/')).toEqual({ status: 'healthy', checks })
    expect(await jsonOf(standIn, '/api/v1/telemetry/')).toEqual({ status: 'healthy', checks })
  })

  test('a plain view is HEAD-able and not negotiated', async () => {
    const standIn = await served()
    const head = await fetch(`${standIn.url}/health/live`, { method: 'HEAD', headers: { Accept: 'a/b' } })
    expect([head.status, head.headers.get('allow')]).toEqual([200, null])
  })
})

describe('the comprehensive check', () => {
  const overall = async (standIn: StandIn) => {
    const answer = await get(standIn, '/api/v1/health/')
    const body: unknown = await answer.json()
    const schemas: Readonly<Record<number, TSchema>> = contract['health.comprehensive'].responses
    const schema = schemas[answer.status] ?? Type.Never()
    expect([...Value.Errors(schema, body)]).toEqual([])
    return [answer.status, body]
  }

  test('is 503 without a worker, and without storage', async () => {
    const noWorker = { celery: { status: 'degraded' }, minio: { error: 'No object storage is configured' } }
    expect(await overall(await served())).toMatchObject([503, { status: 'degraded', checks: noWorker }])
    const s3 = { endpoint: 'http://127.0.0.1:1', bucket: 'b', accessKey: 'a', secretKey: 's' }
    const noStorage = { celery: { status: 'healthy' }, minio: { status: 'degraded' } }
    const standIn = await served({ settings: { worker: true, s3 } })
    expect(await overall(standIn)).toMatchObject([503, { checks: noStorage }])
  })

  test('is 200 with both', async () => {
    const keys = { accessKey: 'a', secretKey: 'made-up-here' }
    const { url, close } = await servePlane(createS3({ ...keys, buckets: ['b'] }))
    onTestFinished(close)
    const standIn = await served({ settings: { worker: true, s3: { ...keys, endpoint: url, bucket: 'b' } } })
    expect(await overall(standIn)).toMatchObject([200, { status: 'healthy' }])
  })
})

describe('telemetry', () => {
  const paths = ['/api/v1/telemetry/metrics/', '/api/v1/health/compliance-stats', '/api/v1/metrics/']

  test.each(paths)('%s refuses anonymous callers', async (path) => {
    const standIn = await served()
    expect((await get(standIn, path)).status).toBe(403)
  })

  test.each(paths)('%s is open with D-20', async (path) => {
    const standIn = await served({ defects: findDefects('D-20') })
    expect((await get(standIn, path)).status).toBe(200)
  })

  test('counts what is stored, demo rows apart', async () => {
    const rows = [
      ...fixture,
      asset(1, 'Windows 11'),
      asset(2, 'Windows 11', { status: 'Inactive' }),
      asset(3, 'Plan 9', { compliance_score: 90 }),
      asset(4, 'macOS', { is_demo: true }),
    ]
    const standIn = await served({ seed: seedOf(rows, password) })
    const { cookie } = await signIn(standIn)
    expect(await jsonOf(standIn, '/api/v1/telemetry/metrics/', cookie)).toMatchObject({
      deployment_intents_total: 0,
      assets_total: 3,
      assets_by_status: { Active: 2, Inactive: 1 },
    })
    const all = '/api/v1/telemetry/metrics/?include_demo=all'
    expect(await jsonOf(standIn, all, cookie)).toMatchObject({ assets_total: 4 })
    const stats = await jsonOf(standIn, '/api/v1/telemetry/compliance-stats', cookie)
    const schema = contract['health.telemetry.compliance'].responses[200]
    expect([...Value.Errors(schema, stats)]).toEqual([])
    expect(stats).toMatchObject({
      overall_compliance: 85,
      total_assets: 3,
      active_assets: 2,
      os_distribution: [
        { name: 'Windows 11', value: 2, color: '#0078D7' },
        { name: 'Plan 9', value: 1, color: '#888888' },
      ],
    })
  })

  test('Prometheus reads counts as text', async () => {
    const standIn = await served()
    const { cookie } = await signIn(standIn)
    const answer = await get(standIn, '/api/v1/metrics/', { Cookie: cookie })
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(await answer.text()).toContain('deployments{status="APPROVED"} 0\n')
  })
})

describe('demo readiness', () => {
  const path = '/health/demo-ready'

  test('says that there are no demo data', async () => {
    expect(await jsonOf(await served(), path)).toMatchObject({
      status: 'no_demo_data',
      demo_data_exists: false,
    })
  })

  test('says whether those that are there show', async () => {
    const standIn = await served({ seed: seedOf([asset(1, 'x', { is_demo: true })], undefined) })
    const hidden = { status: 'data_exists_but_demo_mode_disabled', demo_data_counts: { assets: 1 } }
    expect(await jsonOf(standIn, path)).toMatchObject(hidden)
    standIn.state.demoMode = true
    expect(await jsonOf(standIn, path)).toMatchObject({ status: 'ready', demo_mode_enabled: true })
  })
})

describe('finding defects', () => {
  test('observed are all, sorted; names are trimmed; an unknown one is an error', () => {
    const ids = findDefects('observed').map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(findDefects(' D-22 ,D-20, ').map(({ id }) => id))).toEqual(new Set(['D-22', 'D-20']))
    expect(findDefects('')).toEqual([])
    expect(() => findDefects('D-99')).toThrow('There is no defect "D-99". Name observed, one of ')
  })
})
