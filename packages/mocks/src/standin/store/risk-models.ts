// SPDX-License-Identifier: Apache-2.0
import { FixtureFields, type FixtureRow } from './fixture.ts'

export interface RiskFactor {
  readonly name: string
  readonly weight: number
  readonly rubric: Readonly<Record<string, unknown>>
}

/** A model of the policy engine, which scores deployments. The instant is microseconds since the epoch. */
export interface RiskModel {
  readonly pk: number
  readonly version: string
  /** In the order in which they are summed. */
  readonly factors: readonly RiskFactor[]
  /** A score above it needs the CAB. */
  readonly threshold: number
  readonly isActive: boolean
  readonly description: string
  readonly createdUs: number
}

/** Risk models of the policy engine. No HTTP call writes one: they come from the seed. */
export class RiskModels {
  #newestFirst: readonly RiskModel[] = []

  get newestFirst(): readonly RiskModel[] {
    return this.#newestFirst
  }

  /** The newest active model. */
  get active(): RiskModel | undefined {
    return this.#newestFirst.find(({ isActive }) => isActive)
  }

  /** Puts a model in; one of the same primary key is replaced. */
  add(model: RiskModel): void {
    const others = this.#newestFirst.filter(({ pk }) => pk !== model.pk)
    this.#newestFirst = [model, ...others].toSorted((a, b) => b.createdUs - a.createdUs)
  }

  /** Adds a row of `policy_engine.riskmodel`. Throws an Error where a field does not fit. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    const factors = fields.json('factors')
    if (!Array.isArray(factors) || !factors.every(isFactor)) {
      throw new Error(`${row.model} ${row.pk}: factors is no list of {name, weight, rubric}.`)
    }
    this.add({
      pk: fields.pk,
      version: fields.text('version'),
      factors,
      threshold: fields.integer('threshold'),
      isActive: fields.flag('is_active'),
      description: fields.text('description'),
      createdUs: fields.instantUs('created_at'),
    })
  }
}

function isFactor(value: unknown): value is RiskFactor {
  if (typeof value !== 'object' || value === null) return false
  if (!('name' in value) || !('weight' in value) || !('rubric' in value)) return false
  const { name, weight, rubric } = value
  return (
    typeof name === 'string' && typeof weight === 'number' && typeof rubric === 'object' && rubric !== null
  )
}
