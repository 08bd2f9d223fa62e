// SPDX-License-Identifier: Apache-2.0
import { FixtureFields, type FixtureRow } from './fixture.ts'

/** An uploaded artifact with its evidence. It does not change. Instants are microseconds since the epoch. */
export interface EvidencePack {
  /** The correlation id, which is all that shows. */
  readonly id: string
  readonly appName: string
  readonly version: string
  readonly artifactHash: string
  /** Bucket and key. */
  readonly artifactPath: string
  readonly sbomData: unknown
  readonly scanResults: unknown
  readonly rollbackPlan: string
  readonly isValidated: boolean
  readonly isDemo: boolean
  readonly createdUs: number
}

/** Uploaded packs in the order of their upload, numbered from 0. */
export class EvidencePacks {
  readonly #packs: EvidencePack[] = []
  readonly #byId = new Map<string, EvidencePack>()
  #listed: EvidencePack[] = []

  /** Adds a pack and answers its number. */
  add(pack: EvidencePack): number {
    this.#byId.set(pack.id, pack)
    this.#listed.push(pack)
    return this.#packs.push(pack) - 1
  }

  byId(id: string): EvidencePack | undefined {
    return this.#byId.get(id)
  }

  byNumber(number: number): EvidencePack | undefined {
    return this.#packs[number]
  }

  has(id: string): boolean {
    return this.#byId.has(id)
  }

  all(): readonly EvidencePack[] {
    return this.#listed
  }

  /** Removes the demo packs and answers how many there were; their numbers stay taken. */
  removeDemo(): number {
    const demo = this.#listed.filter(({ isDemo }) => isDemo)
    for (const { id } of demo) this.#byId.delete(id)
    this.#listed = this.#listed.filter(({ isDemo }) => !isDemo)
    return demo.length
  }

  /** Adds a row of `evidence_store.evidencepack`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.add({
      id: fields.text('correlation_id'),
      appName: fields.text('app_name'),
      version: fields.text('version'),
      artifactHash: fields.text('artifact_hash'),
      artifactPath: fields.text('artifact_path'),
      sbomData: fields.json('sbom_data'),
      scanResults: fields.json('vulnerability_scan_results'),
      rollbackPlan: fields.text('rollback_plan', ''),
      isValidated: fields.flag('is_validated'),
      isDemo: fields.flag('is_demo'),
      createdUs: fields.instantUs('created_at'),
    })
  }
}
