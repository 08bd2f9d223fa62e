// SPDX-License-Identifier: Apache-2.0
import type { Call, HandlersOf } from '../call.ts'
import { demoFilter, wanted } from '../demo-filter.ts'
import { intOf } from '../python-text.ts'
import { pageAsked } from '../query-numbers.ts'
import type { Asset } from '../store/assets.ts'
import { isoformat } from '../timestamps.ts'

/** The first of these in an operating system's name says the platform; none says Windows. */
const platforms = [
  ['Windows', 'WINDOWS'],
  ['macOS', 'MACOS'],
  ['Linux', 'LINUX'],
  ['Ubuntu', 'LINUX'],
  ['RHEL', 'LINUX'],
  ['iOS', 'MOBILE'],
  ['Android', 'MOBILE'],
] as const

export const assets = {
  'assets.list': (call) => {
    const { page, size } = pageAsked(call)
    const found = visible(call).filter(matches(call))
    const start = (page - 1) * size
    return {
      status: 200,
      body: {
        assets: found.slice(start, start + size).map(rowOf),
        total: found.length,
        page,
        page_size: size,
      },
    }
  },

  'assets.get': (call) => {
    const id = call.param('asset_id')
    const all = visible(call)
    const pk = call.rules.assetsAreFoundByListedId ? intOf(id) : undefined
    const asset = all.find(({ assetId }) => assetId === id) ?? all.find((each) => each.pk === pk)
    if (asset === undefined) return { status: 404, body: { error: 'Asset not found' } }
    return {
      status: 200,
      body: {
        ...factsOf(asset),
        id: asset.assetId,
        connector_type: asset.connectorType,
        created_at: isoformat(asset.createdUs),
        updated_at: isoformat(asset.updatedUs),
      },
    }
  },
} satisfies HandlersOf<'assets'>

function visible(call: Call): readonly Asset[] {
  const isDemo = demoFilter(call)
  return call.state.assets.newestFirst().filter((asset) => isDemo === undefined || asset.isDemo === isDemo)
}

function matches(call: Call): (asset: Asset) => boolean {
  const type = wanted(call, 'type')
  const status = wanted(call, 'status')
  const os = wanted(call, 'os')
  const location = wanted(call, 'location')
  const owner = wanted(call, 'owner')
  const search = wanted(call, 'search')
  return (asset) =>
    (type === undefined || asset.type === type) &&
    (status === undefined || asset.status === status) &&
    contains(asset.os, os) &&
    contains(asset.location, location) &&
    contains(asset.owner, owner) &&
    [asset.name, asset.assetId, asset.serialNumber, asset.owner].some((text) => contains(text, search))
}

/** In any case; what is not asked for is contained. */
function contains(text: string, part: string | undefined): boolean {
  return part === undefined || text.toLowerCase().includes(part.toLowerCase())
}

function factsOf(asset: Asset) {
  return {
    name: asset.name,
    type: asset.type,
    os: asset.os,
    location: asset.location,
    status: asset.status,
    compliance_score: asset.complianceScore,
    last_checkin: asset.lastCheckinUs === null ? null : isoformat(asset.lastCheckinUs),
    owner: asset.owner,
    serial_number: asset.serialNumber,
    ip_address: asset.ipAddress,
    disk_encryption: asset.diskEncryption,
    firewall_enabled: asset.firewallEnabled,
    dex_score: asset.dexScore,
    boot_time: asset.bootTime,
    carbon_footprint: asset.carbonFootprint,
    user_sentiment: asset.userSentiment,
  }
}

function rowOf(asset: Asset) {
  return {
    ...factsOf(asset),
    id: asset.pk,
    hostname: asset.name,
    platform: platformOf(asset.os),
    device_type: asset.type,
    os_version: asset.os,
    last_seen: isoformat(asset.lastCheckinUs ?? asset.createdUs),
    created_at: isoformat(asset.createdUs),
  }
}

function platformOf(os: string) {
  return platforms.find(([word]) => os.includes(word))?.[1] ?? 'WINDOWS'
}
