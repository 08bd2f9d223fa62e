// SPDX-License-Identifier: Apache-2.0

const texts = new WeakMap<object, string>()

/** A body as JSON: the text kept for it, where there is one. A defect that changes a body makes another without. */
export function jsonText(body: unknown): string {
  const kept = typeof body === 'object' && body !== null ? texts.get(body) : undefined
  return kept ?? JSON.stringify(body)
}

interface Shown<Row> {
  readonly row: Readonly<Row>
  readonly text: string
}

/** Turns records into rows of a list, once for each record, since lists show the same rows again and again. */
export class Rows<Source extends object, Row extends object> {
  readonly #show: (source: Source) => Row
  readonly #shown = new WeakMap<Source, Shown<Row>>()

  constructor(show: (source: Source) => Row) {
    this.#show = show
  }

  /** A body that `wrap` puts round the rows; it keeps its text, put together from those of the rows. */
  body<Body extends object>(
    sources: readonly Source[],
    wrap: (rows: readonly Readonly<Row>[]) => Body,
  ): Body {
    const shown = sources.map((source) => this.#of(source))
    const body = wrap(shown.map(({ row }) => row))
    const [before = '', after = ''] = JSON.stringify(wrap([])).split('[]')
    texts.set(body, `${before}[${shown.map(({ text }) => text).join(',')}]${after}`)
    return body
  }

  #of(source: Source): Shown<Row> {
    const known = this.#shown.get(source)
    if (known !== undefined) return known
    const row = Object.freeze(this.#show(source))
    const shown = { row, text: JSON.stringify(row) }
    this.#shown.set(source, shown)
    return shown
  }
}
