// SPDX-License-Identifier: Apache-2.0
import { FixtureFields, type FixtureRow } from './fixture.ts'
import { uuidFrom } from '../uuid.ts'

/** What a CAB request is submitted with. No operation makes one: they are seeded. */
export interface EvidencePackage {
  readonly id: string
  /** The deployment by integer key as text or by flow id. */
  readonly deploymentIntentId: string
  /** Text with two decimals. */
  readonly riskScore: string
  readonly isComplete: boolean
}

export class EvidencePackages {
  readonly #byId = new Map<string, EvidencePackage>()

  add(evidence: EvidencePackage): void {
    this.#byId.set(evidence.id, evidence)
  }

  /** By any text that reads as its UUID. */
  byId(id: string): EvidencePackage | undefined {
    return this.#byId.get(uuidFrom(id) ?? '')
  }

  /** Adds a row of `evidence_store.evidencepackage`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.add({
      id: fields.key,
      deploymentIntentId: fields.text('deployment_intent_id'),
      riskScore: fields.decimal('risk_score'),
      isComplete: fields.flag('is_complete'),
    })
  }
}
