// SPDX-License-Identifier: Apache-2.0
import { conforms } from '../contract/check.ts'
import { readFile } from 'node:fs/promises'
import { Type, type Static } from '../contract/schema.ts'

/** What k6 found itself, as the entry script's `handleSummary` writes it. */
export const K6Summary = Type.Object({
  /** For each metric with a threshold: whether each expression held, and k6's own figures. */
  thresholds: Type.Record(Type.String(), Type.Record(Type.String(), Type.Boolean())),
  /** k6's figures of these metrics, and `min` and `max` of each `level_…`. */
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
    return conforms(K6Summary, summary) ? summary : undefined
  } catch {
    return undefined
  }
}

/** One summary for several generators: counts add up, `min` and `max` stay what they are; undefined where one lacks. */
export function addSummaries(summaries: readonly (K6Summary | undefined)[]): K6Summary | undefined {
  const [first, ...others] = summaries
  if (first === undefined) return undefined
  let sum: K6Summary = first
  for (const other of others) {
    if (other === undefined) return undefined
    sum = {
      // What each process decided on its own share says nothing about the whole.
      thresholds: {},
      values: ends(sum.values, other.values),
      requests: sum.requests + other.requests,
      droppedIterations: sum.droppedIterations + other.droppedIterations,
      runSeconds: Math.max(sum.runSeconds, other.runSeconds),
    }
  }
  return sum
}

function ends(one: K6Summary['values'], other: K6Summary['values']): K6Summary['values'] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return Object.fromEntries(
    names.map((name) => {
      const found = [one[name], other[name]].filter((each) => each !== undefined)
      const min = Math.min(...found.map((each) => each['min'] ?? Infinity))
      return [name, { min, max: Math.max(...found.map((each) => each['max'] ?? -Infinity)) }]
    }),
  )
}
