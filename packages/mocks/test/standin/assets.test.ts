// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import type { Asset } from '../../src/standin/store/assets.ts'
import { ask } from './cab-helper.ts'
import { startState } from './start-helper.ts'

const asset: Omit<Asset, 'pk'> = {
  assetId: 'AST-1',
  name: 'LAP-1',
  serialNumber: 'SN1',
  type: 'Laptop',
  os: 'Windows 11',
  status: 'Active',
  location: 'Head office',
  owner: 'ann@x.io',
  ipAddress: '10.0.0.1',
  diskEncryption: true,
  firewallEnabled: true,
  complianceScore: 90,
  lastCheckinUs: 1_763_800_000_000_000,
  dexScore: 8.5,
  bootTime: 30,
  carbonFootprint: null,
  userSentiment: 'Positive',
  connectorType: 'intune',
  isDemo: false,
  createdUs: 1_763_700_000_000_000,
  updatedUs: 1_763_700_000_000_000,
}

function withAssets(...changes: readonly Partial<Asset>[]): State {
  const state = startState()
  changes.forEach((each, number) => {
    state.assets.insert({ ...asset, assetId: `AST-${number + 1}`, createdUs: number, ...each })
  })
  return state
}

async function listed(state: State, query: Readonly<Record<string, string>> = {}) {
  const { body } = await ask(state, 'assets.list', { query })
  const rows: unknown = body['assets']
  return {
    ...body,
    assets: Array.isArray(rows) ? rows.map((row: { readonly id: number }) => row.id) : rows,
  }
}

describe('listing assets', () => {
  test('shows the newest first, page by page, at most 100 a page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(130),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(150),
        async (total, page, size) => {
          const state = withAssets(...Array<object>(total).fill({}))
          const pks = Array.from({ length: total }, (_, number) => total - number)
          const kept = Math.min(size, 100)
          const query = { page: String(page), page_size: String(size) }
          expect(await listed(state, query)).toEqual({
            assets: pks.slice((page - 1) * kept, page * kept),
            total,
            page,
            page_size: kept,
          })
        },
      ),
      { numRuns: 25 },
    )
  })

  test.each([
    [{ type: 'Server' }, [2]],
    [{ type: 'server' }, []],
    [{ os: 'UBUNTU' }, [2]],
    [{ status: 'Retired' }, [3]],
    [{ location: 'branch' }, [2]],
    [{ owner: 'ANN' }, [3, 1]],
    [{ search: 'ast-2' }, [2]],
    [{ search: 'sn9' }, [3]],
    [{ search: 'bob' }, [2]],
    [{ search: 'lap' }, [3, 2, 1]],
    [{ include_demo: 'true' }, [4]],
    [{ include_demo: 'all' }, [4, 3, 2, 1]],
    [{}, [3, 2, 1]],
  ])('%j shows %j', async (query, pks) => {
    const state = withAssets(
      {},
      { type: 'Server', os: 'Ubuntu 22.04', location: 'Branch', owner: 'bob@x.io' },
      { status: 'Retired', serialNumber: 'SN9' },
      { isDemo: true },
    )
    expect(await listed(state, query)).toMatchObject({ assets: pks, total: pks.length })
  })

  test('demo mode shows demo rows only', async () => {
    const state = withAssets({}, { isDemo: true })
    state.demoMode = true
    expect((await listed(state)).assets).toEqual([2])
  })

  test.each([
    ['Windows 11', 'WINDOWS'],
    ['macOS Sonoma', 'MACOS'],
    ['RHEL 9', 'LINUX'],
    ['Android 14', 'MOBILE'],
    ['BeOS', 'WINDOWS'],
  ])('%s is a %s', async (os, platform) => {
    const { body } = await ask(withAssets({ os, lastCheckinUs: null }), 'assets.list')
    expect(body['assets']).toMatchObject([
      {
        platform,
        os_version: os,
        hostname: 'LAP-1',
        last_checkin: null,
        last_seen: '1970-01-01T00:00:00+00:00',
      },
    ])
  })

  test.each([
    [{ page: '0' }, ['page']],
    [{ page: 'abc', page_size: '-1' }, ['page', 'page_size']],
  ])('refuses %j', async (query, fields) => {
    const answer = await ask(startState(), 'assets.list', { query })
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, fields])
  })
})

describe('one asset', () => {
  test('is found by its asset id and by the id that the list shows', async () => {
    const state = withAssets({}, {})
    const get = (asset_id: string) => ask(state, 'assets.get', { params: { asset_id } })
    expect((await get('AST-2')).body).toMatchObject({ id: 'AST-2', connector_type: 'intune' })
    expect(await get('2')).toEqual(await get('AST-2'))
    expect(await get('zzz')).toEqual({ status: 404, body: { error: 'Asset not found' } })
  })
})
