// SPDX-License-Identifier: Apache-2.0

/** The last body that was put together from kept texts: it is written before another one is made. */
let last: ({ readonly body: object } & JsonText) | undefined

/** A body as it is sent. */
export interface JsonText {
  readonly text: string
  /** Its length in UTF-8, where that is known without looking at all of it. */
  readonly byteLength?: number
}

/** A body as JSON: the text kept for it, where there is one. A defect that changes a body makes another without. */
export function jsonText(body: unknown): JsonText {
  return last !== undefined && last.body === body ? last : { text: JSON.stringify(body) }
}

interface Shown<Source, Row> {
  readonly source: Source
  readonly row: Readonly<Row>
  readonly text: string
  readonly commaAndText: string
  /** How many bytes more its text has than characters. */
  readonly wider: number
}

/** A power of two, more than a list shows. */
const keptRows = 1024

/**
 * Turns records into rows of a list, once for each record, since lists show the same rows again and again. A record
 * that changes is another object under the same key.
 */
export class Rows<Source extends { readonly pk: number }, Row extends object> {
  readonly #show: (source: Source) => Row
  readonly #shown: (Shown<Source, Row> | undefined)[] = []

  constructor(show: (source: Source) => Row) {
    this.#show = show
  }

  /** A body that `wrap` puts round the rows; it keeps its text, put together from those of the rows. */
  body<Body extends object>(sources: readonly Source[], wrap: (rows: Readonly<Row>[]) => Body): Body {
    const [before = '', after = ''] = JSON.stringify(wrap([])).split('[]')
    const rows: Readonly<Row>[] = []
    // One pass, and no text but the last is copied: lists are long, and what they leave behind is collected.
    let text = `${before}[`
    // What is not of a row is ASCII.
    let wider = 0
    for (const source of sources) {
      const shown = this.#of(source)
      text += rows.length === 0 ? shown.text : shown.commaAndText
      wider += shown.wider
      rows.push(shown.row)
    }
    text += `]${after}`
    const body = wrap(rows)
    last = { body, text, byteLength: text.length + wider }
    return body
  }

  #of(source: Source): Shown<Source, Row> {
    const known = this.#shown[source.pk % keptRows]
    if (known?.source === source) return known
    const row = Object.freeze(this.#show(source))
    const text = JSON.stringify(row)
    const wider = Buffer.byteLength(text) - text.length
    const shown = { source, row, text, commaAndText: `,${text}`, wider }
    this.#shown[source.pk % keptRows] = shown
    return shown
  }
}
