// SPDX-License-Identifier: Apache-2.0
import { riskModelModes, type RiskModelMode } from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'

/** A version of the risk model as it is stored; instants in microseconds since the epoch. */
export interface RiskModelVersion {
  readonly id: number
  readonly version: string
  readonly mode: RiskModelMode
  readonly effectiveAtUs: number
  readonly reviewAtUs: number
  readonly isActive: boolean
  readonly approvedByCab: boolean
  readonly cabApprovedAtUs: number | null
  readonly cabApprovalNotes: string
  readonly autoApproveThresholds: Readonly<Record<string, number>>
  readonly riskFactorWeights: Readonly<Record<string, number>>
  readonly calibrationData: Readonly<Record<string, unknown>>
  readonly calibrationNotes: string
  readonly createdAtUs: number
  readonly createdBy: string
}

export class RiskModelVersions {
  readonly #byVersion = new Map<string, RiskModelVersion>()

  find(version: string): RiskModelVersion | undefined {
    return this.#byVersion.get(version)
  }

  get active(): RiskModelVersion | undefined {
    return [...this.#byVersion.values()].find(({ isActive }) => isActive)
  }

  /** Highest version first, by text. */
  list(): readonly RiskModelVersion[] {
    return [...this.#byVersion.values()].toSorted((a, b) => (a.version < b.version ? 1 : -1))
  }

  save(version: RiskModelVersion): void {
    this.#byVersion.set(version.version, version)
  }

  deactivateAll(): void {
    for (const each of this.#byVersion.values()) if (each.isActive) this.save({ ...each, isActive: false })
  }

  /** Loads an `evidence_store.riskmodelversion`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.save({
      id: fields.pk,
      version: fields.text('version'),
      mode: fields.oneOf('mode', riskModelModes),
      effectiveAtUs: fields.instantUs('effective_date'),
      reviewAtUs: fields.instantUs('review_date'),
      isActive: fields.flag('is_active'),
      approvedByCab: fields.flag('approved_by_cab'),
      cabApprovedAtUs: fields.instantUsOrNull('cab_approval_date'),
      cabApprovalNotes: fields.text('cab_approval_notes', ''),
      autoApproveThresholds: fields.numbers('auto_approve_thresholds'),
      riskFactorWeights: fields.numbers('risk_factor_weights'),
      calibrationData: fields.object('calibration_data'),
      calibrationNotes: fields.text('calibration_notes', ''),
      createdAtUs: fields.instantUs('created_at'),
      createdBy: fields.text('created_by', 'system'),
    })
  }
}
