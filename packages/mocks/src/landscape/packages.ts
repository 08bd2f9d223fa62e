// SPDX-License-Identifier: Apache-2.0
import type { Package } from './state.ts'

/** The packages of all repositories; one is found by its id and by its name without a look at the others. */
export class Packages implements Iterable<Package> {
  readonly #byId = new Map<number, Package>()
  readonly #byName = new Map<string, Package[]>()

  add(made: Package): void {
    this.#byId.set(made.id, made)
    const known = this.#byName.get(made.name)
    if (known === undefined) this.#byName.set(made.name, [made])
    else known.push(made)
  }

  byId(id: number): Package | undefined {
    return this.#byId.get(id)
  }

  /** All versions of a package, in the order in which they came. */
  named(name: string): readonly Package[] {
    return this.#byName.get(name) ?? []
  }

  names(): readonly string[] {
    return [...this.#byName.keys()]
  }

  [Symbol.iterator](): Iterator<Package> {
    return this.#byId.values()
  }
}
