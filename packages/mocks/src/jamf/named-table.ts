// SPDX-License-Identifier: Apache-2.0

/** Objects by id and by each of their names, so that finding one costs the same among few and among many. */
export class NamedTable<T extends { readonly id: number }, Field extends string> {
  readonly #byId = new Map<number, T>()
  readonly #indexes: ReadonlyMap<Field, NameIndex<T>>

  /** `names` says how the objects are called in each field. */
  constructor(names: ReadonlyMap<Field, (item: T) => string>) {
    this.#indexes = new Map([...names].map(([field, nameOf]) => [field, new NameIndex(nameOf)]))
  }

  get(id: number): T | undefined {
    return this.#byId.get(id)
  }

  get size(): number {
    return this.#byId.size
  }

  /** In the order they were added in. */
  keys(): Iterable<number> {
    return this.#byId.keys()
  }

  values(): Iterable<T> {
    return this.#byId.values()
  }

  add(item: T): void {
    this.#byId.set(item.id, item)
    for (const index of this.#indexes.values()) index.add(item)
  }

  remove(item: T): void {
    this.#byId.delete(item.id)
    for (const index of this.#indexes.values()) index.remove(item)
  }

  /** Lets `work` change an object that is in the table; a change of a name anywhere else is not noticed. */
  change(item: T, work: (item: T) => void): void {
    for (const index of this.#indexes.values()) index.remove(item)
    work(item)
    for (const index of this.#indexes.values()) index.add(item)
  }

  /** The first that has exactly this name. */
  named(field: Field, name: string): T | undefined {
    return this.#indexes.get(field)?.named(name)
  }

  /** All whose name differs from this one in case at most, by id. */
  alike(field: Field, name: string): readonly T[] {
    return this.#indexes.get(field)?.alike(name) ?? []
  }
}

class NameIndex<T extends { readonly id: number }> {
  readonly #nameOf: (item: T) => string
  /** By name in upper case: what a regular expression without regard to case takes for the same is the same there. */
  readonly #items = new Map<string, readonly T[]>()

  constructor(nameOf: (item: T) => string) {
    this.#nameOf = nameOf
  }

  add(item: T): void {
    const name = this.#nameOf(item)
    const items = [...this.alike(name), item].toSorted((one, other) => one.id - other.id)
    this.#items.set(name.toUpperCase(), items)
  }

  remove(item: T): void {
    const name = this.#nameOf(item)
    const left = this.alike(name).filter((each) => each !== item)
    if (left.length === 0) this.#items.delete(name.toUpperCase())
    else this.#items.set(name.toUpperCase(), left)
  }

  named(name: string): T | undefined {
    return this.alike(name).find((item) => this.#nameOf(item) === name)
  }

  alike(name: string): readonly T[] {
    return this.#items.get(name.toUpperCase()) ?? []
  }
}
