// SPDX-License-Identifier: Apache-2.0
import type { Actor, InputOf } from '@eucora/harness'
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { assetRows, listedAsset, shownAsset } from '../../../src/given/assets.ts'

const list = { app: 'platform', class: 'List', alone: true } as const
const retrieve = { app: 'platform', class: 'Retrieve', alone: true } as const

type Query = InputOf<'assets.list'>['query']

async function listed(by: Actor, query: Query = {}) {
  return answered(await by.call('assets.list', { query }), 200)
}

async function idsOf(by: Actor, query: Query): Promise<readonly number[]> {
  return (await listed(by, query)).assets.map(({ id }) => id)
}

test(
  'a row of the inventory shows what is stored of the device, and so does its own view, each time it is read',
  about({ ...retrieve, rule: 'answers-tell-what-is-stored' }),
  async ({ as, standIn }) => {
    const user = await as('user')
    await standIn.seed(assetRows([{}]))
    const read = async (asset_id: string) =>
      answered(await user.call('assets.get', { params: { asset_id } }), 200)

    expect(await listed(user)).toEqual({ assets: [listedAsset], total: 1, page: 1, page_size: 50 })
    expect(await read('AST-1')).toEqual(shownAsset)
    expect(await read('AST-1')).toEqual(shownAsset)
  },
)

test(
  'the id that the inventory lists finds the device, and an unknown one nothing',
  about({ ...retrieve, rule: 'what-a-list-shows-can-be-read' }),
  async ({ as, standIn }) => {
    const user = await as('user')
    await standIn.seed(assetRows([{}, { name: 'SRV-1' }]))
    const [newest] = (await listed(user)).assets

    const found = await user.call('assets.get', { params: { asset_id: String(newest?.id) } })

    expect(answered(found, 200)).toMatchObject({ id: 'AST-2', name: 'SRV-1' })
    expect(await user.call('assets.get', { params: { asset_id: 'AST-3' } })).toBeRefused(404)
  },
)

test(
  'each filter of the inventory shows the devices that match and no others',
  about({ ...list, rule: 'lists-filter-as-asked' }),
  async ({ as, standIn }) => {
    const user = await as('user')
    await standIn.seed(
      assetRows([
        {},
        {
          name: 'SRV-000002',
          type: 'Server',
          os: 'Ubuntu 22.04',
          location: 'Branch',
          status: 'Retired',
          owner: 'grace@example.com',
          serial_number: 'SN-200',
        },
      ]),
    )

    expect(await idsOf(user, { type: 'Server' })).toEqual([2])
    expect(await idsOf(user, { os: 'ubuntu' })).toEqual([2])
    expect(await idsOf(user, { location: 'HEAD' })).toEqual([1])
    expect(await idsOf(user, { owner: 'Grace' })).toEqual([2])
    expect(await idsOf(user, { status: 'Active' })).toEqual([1])
    for (const search of ['lap-', 'AST-1', 'sn-100', 'ada@']) {
      expect(await idsOf(user, { search })).toEqual([1])
    }
    expect(await idsOf(user, { type: 'Server', search: 'ada@' })).toEqual([])
  },
)

test(
  'demo devices are left out of the inventory unless they are asked for',
  about({ ...list, rule: 'lists-filter-as-asked' }),
  async ({ as, standIn }) => {
    const user = await as('user')
    await standIn.seed(assetRows([{}, { is_demo: true }]))

    expect(await idsOf(user, {})).toEqual([1])
    expect(await idsOf(user, { include_demo: 'false' })).toEqual([1])
    expect(await idsOf(user, { include_demo: 'true' })).toEqual([2])
    expect(await idsOf(user, { include_demo: 'all' })).toEqual([2, 1])
  },
)

test(
  'the inventory is paged, the newest device first, 50 a page and at most 100',
  about({ ...list, rule: 'lists-keep-their-cap' }),
  async ({ as, standIn }) => {
    const user = await as('user')
    await standIn.seed(assetRows(Array.from({ length: 103 }, () => ({}))))
    const newest = Array.from({ length: 103 }, (_, index) => 103 - index)

    const first = await listed(user)
    const third = await listed(user, { page: 3, page_size: 10 })
    const most = await listed(user, { page_size: 200 })

    expect(first.assets.map(({ id }) => id)).toEqual(newest.slice(0, 50))
    expect(third.assets.map(({ id }) => id)).toEqual(newest.slice(20, 30))
    expect([third.total, third.page, third.page_size]).toEqual([103, 3, 10])
    expect(most.assets.map(({ id }) => id)).toEqual(newest.slice(0, 100))
    expect([most.total, most.page, most.page_size]).toEqual([103, 1, 100])
    expect(await listed(user, { page_size: 0 })).toEqual({ assets: [], total: 103, page: 1, page_size: 0 })
  },
)
