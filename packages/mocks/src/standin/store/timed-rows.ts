// SPDX-License-Identifier: Apache-2.0

interface Place<Row> {
  readonly atUs: number
  row: Row
}

/** Rows by id, listed newest first; of rows of one instant the last that came is the newest. */
export class TimedRows<Row extends { readonly id: string }> {
  readonly #byId = new Map<string, Place<Row>>()
  /** The oldest first, so that a new row is added at the end. */
  readonly #order: Place<Row>[] = []

  /** Adds a row at its instant, in microseconds since the epoch. Throws an Error for an id that is there already. */
  add(row: Row, atUs: number): void {
    if (this.#byId.has(row.id)) throw new Error(`A row with the id ${row.id} is there already.`)
    const place = { atUs, row }
    this.#byId.set(row.id, place)
    const before = this.#order.findLastIndex((each) => each.atUs <= atUs)
    this.#order.splice(before + 1, 0, place)
  }

  get(id: string): Row | undefined {
    return this.#byId.get(id)?.row
  }

  /** Puts a changed row in the place of the one with its id. Throws an Error for an id that is not there. */
  replace(row: Row): Row {
    const place = this.#byId.get(row.id)
    if (place === undefined) throw new Error(`There is no row with the id ${row.id} to replace.`)
    place.row = row
    return row
  }

  newestFirst(): readonly Row[] {
    return this.#order.map(({ row }) => row).reverse()
  }
}
