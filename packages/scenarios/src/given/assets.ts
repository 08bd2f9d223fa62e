// SPDX-License-Identifier: Apache-2.0
import type { SeedRow } from '@eucora/harness'

/** An asset as both views of it show it, apart from its ids and instants. */
const facts = {
  name: 'LAP-000001',
  type: 'Laptop',
  os: 'Windows 11',
  location: 'Head office',
  status: 'Active',
  compliance_score: 91,
  last_checkin: '2026-02-01T10:00:00+00:00',
  owner: 'ada@example.com',
  serial_number: 'SN-100',
  ip_address: '10.0.0.7',
  disk_encryption: true,
  firewall_enabled: false,
  dex_score: 8.5,
  boot_time: 31,
  carbon_footprint: 120.5,
  user_sentiment: 'Positive',
}

export type AssetFacts = typeof facts

/**
 * Rows of the asset inventory for a stand-in of one's own, which no call makes: `AST-1` and so on, the first the oldest,
 * a minute apart and changed a second after they were made; each is the laptop above but for what is named.
 */
export function assetRows(
  changes: readonly (Partial<Readonly<Record<keyof AssetFacts, unknown>>> & { readonly is_demo?: true })[],
): readonly SeedRow[] {
  return changes.map((changed, index) => ({
    model: 'connectors.asset',
    pk: index + 1,
    fields: {
      ...facts,
      asset_id: `AST-${index + 1}`,
      connector_type: 'intune',
      is_demo: false,
      created_at: madeAt(index),
      updated_at: changedAt(index),
      ...changed,
    },
  }))
}

/** What the list shows of the first of these rows where nothing is changed. */
export const listedAsset = {
  ...facts,
  id: 1,
  hostname: facts.name,
  platform: 'WINDOWS',
  device_type: facts.type,
  os_version: facts.os,
  last_seen: facts.last_checkin,
  created_at: madeAt(0),
}

/** What its own view shows. */
export const shownAsset = {
  ...facts,
  id: 'AST-1',
  connector_type: 'intune',
  created_at: madeAt(0),
  updated_at: changedAt(0),
}

function madeAt(index: number): string {
  return instant(index * 60_000)
}

function changedAt(index: number): string {
  return instant(index * 60_000 + 1000)
}

function instant(afterMs: number): string {
  return new Date(Date.UTC(2026, 0, 1) + afterMs).toISOString().replace('.000Z', '+00:00')
}
