// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, planeNames, test } from '../../../src/fixtures.ts'
import { standingOn } from '../../../src/standing.ts'

const inClass = { app: 'connectors', class: 'Retrieve' } as const

/** Two devices of the inventory as they are read, one with all that can be known of it and one with little. */
const newer = {
  name: 'mac-9002',
  type: 'Laptop',
  os: 'macOS 15',
  location: 'Berlin',
  status: 'Active',
  compliance_score: 97,
  last_checkin: '2025-07-03T10:00:00+00:00',
  owner: 'Ada',
  serial_number: 'SN-9002',
  ip_address: '10.0.0.2',
  disk_encryption: true,
  firewall_enabled: true,
  dex_score: 8.5,
  boot_time: 21,
  carbon_footprint: 70.5,
  user_sentiment: 'Positive',
  created_at: '2025-07-02T10:00:00+00:00',
} as const
const older = {
  name: 'desk-9001',
  type: 'Desktop',
  os: 'Windows 11',
  location: 'Oslo',
  status: 'Retired',
  compliance_score: 12,
  last_checkin: null,
  owner: 'Grace',
  serial_number: 'SN-9001',
  ip_address: null,
  disk_encryption: false,
  firewall_enabled: false,
  dex_score: null,
  boot_time: null,
  carbon_footprint: null,
  user_sentiment: null,
  created_at: '2025-07-01T10:00:00+00:00',
} as const
const assetRows = [
  { pk: 9001, shown: older },
  { pk: 9002, shown: newer },
].map(({ pk, shown }) => ({
  model: 'connectors.asset',
  pk,
  fields: {
    ...shown,
    asset_id: `ASSET-${pk}`,
    connector_type: 'intune',
    is_demo: false,
    updated_at: shown.created_at,
  },
}))

test(
  'every plane that is well says so, by its own answer, and the same when it is asked again',
  about({ ...inClass, rule: 'planes-are-reached' }),
  async ({ as, planes }) => {
    const reader = await as('user')

    for (const connector_type of planeNames) {
      const asked = await reader.call('connectors.health', { params: { connector_type } })

      const healthy = answered(asked, 200)
      expect(healthy).toEqual({
        connector_type,
        status: 'healthy',
        message: `${connector_type} is reached`,
        details: healthy.details,
      })
      const again = await reader.call('connectors.health', { params: { connector_type } })
      expect(answered(again, 200)).toEqual(healthy)
      const calls = await planes.on(connector_type).callsOf([asked.requestId])
      expect(calls.map((call) => call.status)).toContain(200)
    }
  },
)

test(
  'every plane that is not well is told as unhealthy, with what it answered',
  about({ ...inClass, rule: 'planes-are-reached' }),
  async ({ as, faker, planes }) => {
    const reader = await as('user')

    for (const connector_type of planeNames) {
      const requestId = faker.string.uuid()
      await planes.on(connector_type).inject(requestId, { kind: 'status', status: 503 })
      const asked = await reader.call('connectors.health', { params: { connector_type } }, { requestId })
      expect(answered(asked, 503)).toMatchObject({
        connector_type,
        status: 'unhealthy',
        details: { status_code: 503 },
      })
    }
  },
)

test(
  'the status follows a publication from nothing over the devices that wait to all that have it',
  about({ ...inClass, rule: 'what-drifted-is-repaired' }),
  async ({ as, given, planes }) => {
    const publisher = await as('publisher')
    const deployment = await given.deployment(await as('submitter'))
    const { correlation_id } = deployment

    expect(await standingOn(publisher, 'jamf', correlation_id)).toEqual({
      connector_type: 'jamf',
      correlation_id,
      connector_object_id: null,
      status: 'not_published',
      details: {},
    })
    const { connector_object_id } = await given.published(publisher, 'jamf', deployment)
    expect(await standingOn(publisher, 'jamf', correlation_id)).toMatchObject({
      connector_object_id,
      status: 'in_progress',
    })
    await planes.on('jamf').let('finish', connector_object_id)
    expect(await standingOn(publisher, 'jamf', correlation_id)).toMatchObject({
      connector_object_id,
      status: 'installed',
    })
  },
)

for (const connector_type of planeNames) {
  test(
    `a publication that fails on the devices of ${connector_type} reads as failed, and a remedy tries them again`,
    about({ ...inClass, rule: 'what-drifted-is-repaired' }),
    async ({ as, given, planes }) => {
      const publisher = await as('publisher')
      const deployment = await given.deployment(await as('submitter'))
      const { correlation_id } = deployment
      const { connector_object_id } = await given.published(publisher, connector_type, deployment)
      const plane = planes.on(connector_type)
      const standing = () => standingOn(publisher, connector_type, correlation_id)

      await plane.let('finish-failing', connector_object_id)
      expect(await standing()).toMatchObject({ connector_object_id, status: 'failed' })

      const body = { deployment_intent_id: correlation_id, action: 'redeploy' } as const
      const params = { connector_type }
      answered(await publisher.call('connectors.remediate', { params, body }), 200)
      await plane.let('finish', connector_object_id)
      expect(await standing()).toMatchObject({ connector_object_id, status: 'installed' })
    },
  )
}

test(
  'the status tells the planes apart, and names the flow also where it is asked by number',
  about({ ...inClass, rule: 'what-drifted-is-repaired' }),
  async ({ as, given, planes }) => {
    const publisher = await as('publisher')
    const deployment = await given.deployment(await as('submitter'))
    const { correlation_id } = deployment
    const { connector_object_id } = await given.published(publisher, 'ansible', deployment)
    await planes.on('ansible').let('finish', connector_object_id)

    expect(await standingOn(publisher, 'ansible', correlation_id.toUpperCase())).toMatchObject({
      connector_type: 'ansible',
      correlation_id,
      connector_object_id,
      status: 'installed',
    })
    expect(await standingOn(publisher, 'sccm', correlation_id)).toMatchObject({
      connector_type: 'sccm',
      connector_object_id: null,
      status: 'not_published',
    })
  },
)

test(
  'what somebody deletes on a plane reads as drifted, again and again',
  about({ ...inClass, rule: 'what-drifted-is-repaired' }),
  async ({ as, given, planes }) => {
    const publisher = await as('publisher')
    const deployment = await given.deployment(await as('submitter'))
    const { correlation_id } = deployment
    const { connector_object_id } = await given.published(publisher, 'landscape', deployment)
    await planes.on('landscape').let('remove', connector_object_id)

    const first = await standingOn(publisher, 'landscape', correlation_id)

    expect(first).toMatchObject({ connector_object_id, status: 'drifted' })
    expect(await standingOn(publisher, 'landscape', correlation_id)).toEqual(first)
  },
)

test(
  'what a plane tells of itself is what its health shows',
  about({ ...inClass, rule: 'planes-are-reached' }),
  async ({ as, outside }) => {
    const reader = await as('user')
    // AWX tells whoever asks which version it is.
    const plane = await fetch(`${outside('ansible').url}/api/v2/ping/`)
    const own: unknown = await plane.json()

    const { details } = answered(
      await reader.call('connectors.health', { params: { connector_type: 'ansible' } }),
      200,
    )

    expect(own).toMatchObject(details)
  },
)

test(
  'an asset is found by the id that the list shows, and reads as the list shows it',
  about({ ...inClass, rule: 'what-a-list-shows-can-be-read', alone: true }),
  async ({ as, standIn }) => {
    const reader = await as('user')
    await standIn.seed(assetRows)
    const rows = [
      { ...newer, id: 9002, platform: 'MACOS', hostname: newer.name, device_type: newer.type },
      { ...older, id: 9001, platform: 'WINDOWS', hostname: older.name, device_type: older.type },
    ].map(({ created_at, ...row }) => ({
      ...row,
      os_version: row.os,
      created_at,
      last_seen: row.last_checkin ?? created_at,
    }))

    const listed = answered(await reader.call('assets.list', {}), 200)
    expect(listed).toEqual({ assets: rows, total: 2, page: 1, page_size: 50 })
    for (const [row, asset_id] of [
      [newer, 'ASSET-9002'],
      [older, 'ASSET-9001'],
    ] as const) {
      const found = { ...row, id: asset_id, connector_type: 'intune', updated_at: row.created_at }
      const shown = listed.assets.find(({ name }) => name === row.name)
      const byListed = await reader.call('assets.get', { params: { asset_id: String(shown?.id) } })
      expect(answered(byListed, 200)).toEqual(found)
      for (const _time of ['first', 'second']) {
        expect(answered(await reader.call('assets.get', { params: { asset_id } }), 200)).toEqual(found)
      }
    }
    const unknown = await reader.call('assets.get', { params: { asset_id: '9003' } })
    expect(answered(unknown, 404)).toEqual({ error: 'Asset not found' })
  },
)

test(
  'assets are filtered by what they are, where and whose, and shown page by page',
  about({ ...inClass, rule: 'lists-filter-as-asked', alone: true }),
  async ({ as, standIn }) => {
    const reader = await as('user')
    await standIn.seed(assetRows)
    const listed = async (query: Parameters<typeof reader.call<'assets.list'>>[1]['query']) => {
      const { assets } = answered(await reader.call('assets.list', { query: query ?? {} }), 200)
      return assets.map(({ name }) => name)
    }

    expect(await listed({})).toEqual([newer.name, older.name])
    expect(await listed({ type: 'Laptop' })).toEqual([newer.name])
    expect(await listed({ os: 'windows' })).toEqual([older.name])
    expect(await listed({ location: 'oslo' })).toEqual([older.name])
    expect(await listed({ owner: 'ada' })).toEqual([newer.name])
    expect(await listed({ status: 'Retired' })).toEqual([older.name])
    expect(await listed({ search: 'SN-9001' })).toEqual([older.name])
    expect(await listed({ page: 2, page_size: 1 })).toEqual([older.name])
  },
)
