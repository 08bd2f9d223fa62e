// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import Type, { type Static } from 'typebox'
import { Check } from 'typebox/value'

/** What k6 found itself, as the entry script's `handleSummary` writes it. */
export const K6Summary = Type.Object({
  /** For each metric with a threshold: whether each expression held, and k6's own figures. */
  thresholds: Type.Record(Type.String(), Type.Record(Type.String(), Type.Boolean())),
  values: Type.Record(Type.String(), Type.Record(Type.String(), Type.Number())),
  /** Requests over the whole run. */
  requests: Type.Integer({ minimum: 0 }),
  droppedIterations: Type.Integer({ minimum: 0 }),
  runSeconds: Type.Number({ minimum: 0 }),
})

export type K6Summary = Static<typeof K6Summary>

/** The summary in a file, or undefined where k6 wrote none or half of one. */
export async function readSummary(file: string): Promise<K6Summary | undefined> {
  try {
    const summary: unknown = JSON.parse(await readFile(file, 'utf8'))
    return Check(K6Summary, summary) ? summary : undefined
  } catch {
    return undefined
  }
}
