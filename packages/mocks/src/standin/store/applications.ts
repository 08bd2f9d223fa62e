// SPDX-License-Identifier: Apache-2.0
import { FixtureFields, type FixtureRow } from './fixture.ts'

/** An application of the catalogue, of which the API only ever shows the number. */
export interface Application {
  readonly name: string
  readonly version: string
  readonly isDemo: boolean
}

export class Applications {
  #rows: Application[] = []

  insert(application: Application): void {
    this.#rows.push(application)
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

  /** Loads a `connectors.application`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.insert({
      name: fields.text('name'),
      version: fields.text('version'),
      isDemo: fields.flag('is_demo'),
    })
  }
}
