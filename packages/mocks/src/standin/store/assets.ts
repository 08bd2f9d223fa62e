// SPDX-License-Identifier: Apache-2.0
import { FixtureFields, type FixtureRow } from './fixture.ts'

const assetTypes = ['Laptop', 'Desktop', 'Virtual Machine', 'Mobile', 'Server'] as const
const assetStatuses = ['Active', 'Inactive', 'Retired', 'Maintenance'] as const
const sentiments = ['Positive', 'Neutral', 'Negative'] as const

/** A device of the asset inventory; instants in microseconds since the epoch. */
export interface Asset {
  readonly pk: number
  readonly assetId: string
  readonly name: string
  readonly serialNumber: string
  readonly type: (typeof assetTypes)[number]
  readonly os: string
  readonly status: (typeof assetStatuses)[number]
  readonly location: string
  readonly owner: string
  readonly ipAddress: string | null
  readonly diskEncryption: boolean
  readonly firewallEnabled: boolean
  readonly complianceScore: number
  readonly lastCheckinUs: number | null
  readonly dexScore: number | null
  readonly bootTime: number | null
  readonly carbonFootprint: number | null
  readonly userSentiment: (typeof sentiments)[number] | null
  readonly connectorType: string
  readonly isDemo: boolean
  readonly createdUs: number
  readonly updatedUs: number
}

export class Assets {
  #lastPk = 0
  #rows: Asset[] = []

  /** Adds an asset under the next primary key. */
  insert(asset: Omit<Asset, 'pk'>): void {
    this.#add({ ...asset, pk: this.#lastPk + 1 })
  }

  /** Newest first; of one instant, the one added last first. */
  newestFirst(): readonly Asset[] {
    return this.#rows.toReversed().toSorted((a, b) => b.createdUs - a.createdUs)
  }

  countDemo(): number {
    return this.#rows.filter(({ isDemo }) => isDemo).length
  }

  /** Removes the demo rows and answers how many there were. */
  removeDemo(): number {
    const before = this.#rows.length
    this.#rows = this.#rows.filter(({ isDemo }) => !isDemo)
    return before - this.#rows.length
  }

  /** Loads a `connectors.asset`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.#add({
      pk: fields.pk,
      assetId: fields.text('asset_id'),
      name: fields.text('name'),
      serialNumber: fields.text('serial_number', ''),
      type: fields.oneOf('type', assetTypes),
      os: fields.text('os'),
      status: fields.oneOf('status', assetStatuses),
      location: fields.text('location'),
      owner: fields.text('owner'),
      ipAddress: fields.textOrNull('ip_address'),
      diskEncryption: fields.flag('disk_encryption'),
      firewallEnabled: fields.flag('firewall_enabled', true),
      complianceScore: fields.integer('compliance_score', 0),
      lastCheckinUs: fields.instantUsOrNull('last_checkin'),
      dexScore: fields.numberOrNull('dex_score'),
      bootTime: fields.integerOrNull('boot_time'),
      carbonFootprint: fields.numberOrNull('carbon_footprint'),
      userSentiment:
        fields.json('user_sentiment') === null ? null : fields.oneOf('user_sentiment', sentiments),
      connectorType: fields.text('connector_type', ''),
      isDemo: fields.flag('is_demo'),
      createdUs: fields.instantUs('created_at'),
      updatedUs: fields.instantUs('updated_at'),
    })
  }

  #add(asset: Asset): void {
    this.#lastPk = Math.max(this.#lastPk, asset.pk)
    this.#rows.push(asset)
  }
}
