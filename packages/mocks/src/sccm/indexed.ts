// SPDX-License-Identifier: Apache-2.0

/**
 * Rows by their number, found by other values as well without a look at all of them. Values are compared without case,
 * as filters compare; null and undefined are found by nothing. A row that changes is set again, to be found as it is now.
 */
export class Indexed<T, Name extends string> extends Map<number, T> {
  readonly #indexes: readonly Index<T, Name>[]

  constructor(values: Readonly<Record<Name, (row: T) => string | number | null | undefined>>) {
    super()
    this.#indexes = entriesOf(values).map(([name, valueOf]) => ({
      name,
      valueOf,
      ids: new Map(),
      values: new Map(),
    }))
  }

  /** The rows with this value, in the order of their numbers. */
  with(name: Name, value: string | number): readonly T[] {
    const ids = this.#indexes.find((each) => each.name === name)?.ids.get(keyOf(value)) ?? []
    return [...ids].toSorted((left, right) => left - right).flatMap((id) => this.get(id) ?? [])
  }

  /** How many rows have this value. */
  countWith(name: Name, value: string | number): number {
    return this.#indexes.find((each) => each.name === name)?.ids.get(keyOf(value))?.size ?? 0
  }

  override set(id: number, row: T): this {
    for (const index of this.#indexes) {
      const value = index.valueOf(row)
      remove(index, id)
      if (value !== null && value !== undefined) add(index, id, keyOf(value))
    }
    return super.set(id, row)
  }

  override delete(id: number): boolean {
    for (const index of this.#indexes) remove(index, id)
    return super.delete(id)
  }

  override clear(): void {
    for (const { ids, values } of this.#indexes) {
      ids.clear()
      values.clear()
    }
    super.clear()
  }
}

interface Index<T, Name> {
  readonly name: Name
  readonly valueOf: (row: T) => string | number | null | undefined
  /** Numbers of rows by value, and the value that each is found by. */
  readonly ids: Map<string, Set<number>>
  readonly values: Map<number, string>
}

function add<T, Name>({ ids, values }: Index<T, Name>, id: number, value: string): void {
  const alike = ids.get(value)
  if (alike === undefined) ids.set(value, new Set([id]))
  else alike.add(id)
  values.set(id, value)
}

function remove<T, Name>({ ids, values }: Index<T, Name>, id: number): void {
  const value = values.get(id)
  if (value === undefined) return
  const alike = ids.get(value)
  alike?.delete(id)
  if (alike?.size === 0) ids.delete(value)
  values.delete(id)
}

function keyOf(value: string | number): string {
  return String(value).toLowerCase()
}

function entriesOf<Name extends string, V>(values: Readonly<Record<Name, V>>): [Name, V][] {
  const made: [Name, V][] = []
  for (const name in values) made.push([name, values[name]])
  return made
}
