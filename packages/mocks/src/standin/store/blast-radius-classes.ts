// SPDX-License-Identifier: Apache-2.0
import { blastRadiusClasses, type BlastRadiusClass } from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'

const criticalities = ['HIGH', 'MEDIUM', 'LOW'] as const

export interface BlastRadiusClassRow {
  readonly name: BlastRadiusClass
  readonly description: string
  readonly businessCriticality: (typeof criticalities)[number]
  readonly cabQuorumRequired: number
  readonly autoApproveAllowed: boolean
  readonly userImpactMax: number
  readonly examples: readonly string[]
}

/** The classes in the order in which they were loaded. */
export class BlastRadiusClasses {
  readonly #byName = new Map<string, BlastRadiusClassRow>()

  find(name: string): BlastRadiusClassRow | undefined {
    return this.#byName.get(name)
  }

  list(): readonly BlastRadiusClassRow[] {
    return [...this.#byName.values()]
  }

  /** Loads an `evidence_store.blastradiusclass`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    const name = fields.oneOf('name', blastRadiusClasses)
    this.#byName.set(name, {
      name,
      description: fields.text('description'),
      businessCriticality: fields.oneOf('business_criticality', criticalities),
      cabQuorumRequired: fields.integer('cab_quorum_required', 1),
      autoApproveAllowed: fields.flag('auto_approve_allowed'),
      userImpactMax: fields.integer('user_impact_max'),
      examples: fields.texts('example_applications'),
    })
  }
}
