// SPDX-License-Identifier: Apache-2.0

interface Place {
  readonly atUs: number
  readonly id: string
}

/** Rows by id, listed newest first; of rows of one instant the last that came is the newest. */
export class TimedRows<Row extends { readonly id: string }> {
  readonly #byId = new Map<string, Row>()
  readonly #places: Place[] = []

  /** Adds a row at its instant, in microseconds since the epoch. Throws an Error for an id that is there already. */
  add(row: Row, atUs: number): void {
    if (this.#byId.has(row.id)) throw new Error(`A row with the id ${row.id} is there already.`)
    this.#byId.set(row.id, row)
    let at = this.#places.length
    while (at > 0 && (this.#places[at - 1]?.atUs ?? 0) > atUs) at -= 1
    this.#places.splice(at, 0, { atUs, id: row.id })
  }

  get(id: string): Row | undefined {
    return this.#byId.get(id)
  }

  /** Puts a changed row in the place of the one with its id. */
  replace(row: Row): Row {
    this.#byId.set(row.id, row)
    return row
  }

  *newestFirst(): Generator<Row> {
    for (let at = this.#places.length - 1; at >= 0; at -= 1) yield* this.#row(this.#places[at])
  }

  #row(place: Place | undefined): readonly Row[] {
    const row = place === undefined ? undefined : this.#byId.get(place.id)
    return row === undefined ? [] : [row]
  }
}
