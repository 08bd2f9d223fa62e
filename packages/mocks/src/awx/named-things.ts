// SPDX-License-Identifier: Apache-2.0
import type { Thing } from './state.ts'

/** Objects by id that are found by their name too, at the same cost among few and among many. */
export class NamedThings extends Map<number, Thing> {
  readonly #idsOf = new Map<unknown, Set<number>>()

  /** One that got another name is set again; its former name is forgotten when somebody looks for it. */
  override set(id: number, thing: Thing): this {
    const { name } = thing.values
    const ids = this.#idsOf.get(name)
    if (ids === undefined) this.#idsOf.set(name, new Set([id]))
    else ids.add(id)
    return super.set(id, thing)
  }

  named(name: unknown): readonly Thing[] {
    const found: Thing[] = []
    for (const id of this.#idsOf.get(name) ?? []) {
      const thing = this.get(id)
      if (thing !== undefined && thing.values['name'] === name) found.push(thing)
      else this.#idsOf.get(name)?.delete(id)
    }
    return found
  }
}
