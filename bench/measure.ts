// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from 'typebox'

/** One benchmark beside its peer; `ratio` = value ÷ peer. */
export const Measure = Type.Object(
  {
    name: Type.String(),
    unit: Type.String(),
    value: Type.Number(),
    peer: Type.Number(),
    ratio: Type.Number(),
    /** What the limit is held against, and from which side. */
    judged: Type.Enum(['ratio at least', 'value at most']),
    limit: Type.Number(),
    verdict: Type.Enum(['PASS', 'FAIL']),
    /** How it was measured, one sentence. */
    how: Type.String(),
    /** The machine's load average over the last minute when the measure was done. */
    loadAverage: Type.Number(),
  },
  { additionalProperties: false },
)
export type Measure = Static<typeof Measure>

/** The schema of `reports/bench/results.json`. */
export const BenchResults = Type.Object(
  {
    /** `quick`: fewer rows and pairs, for a look while working. */
    form: Type.Enum(['full', 'quick']),
    measures: Type.Array(Measure),
    verdict: Type.Enum(['PASS', 'FAIL']),
  },
  { additionalProperties: false },
)
export type BenchResults = Static<typeof BenchResults>

export interface Pair {
  readonly value: number
  readonly peer: number
}

/** What a benchmark measured, before it is judged. */
export type Measured = Pick<Measure, 'name' | 'unit' | 'judged' | 'limit' | 'how'> & Pair

/** Runs both sides in turn, each first as often, and gives what every pair measured. */
export async function interleaved(
  pairs: number,
  value: () => Promise<number>,
  peer: () => Promise<number>,
): Promise<readonly Pair[]> {
  const measured: Pair[] = []
  for (let index = 0; index < pairs; index += 1) {
    if (index % 2 === 0) measured.push({ value: await value(), peer: await peer() })
    else {
      const peerFirst = await peer()
      measured.push({ value: await value(), peer: peerFirst })
    }
  }
  return measured
}

/** The pair whose ratio is the median, so that value, peer and ratio belong together. */
export function medianPair(pairs: readonly Pair[]): Pair {
  const sorted = pairs.toSorted((a, b) => a.value / a.peer - b.value / b.peer)
  const median = sorted[Math.floor(sorted.length / 2)]
  if (median === undefined) throw new RangeError('A median needs at least one pair.')
  return median
}

/** Holds a measure against its limit. */
export function judge(measured: Measured, loadAverage: number): Measure {
  const ratio = measured.value / measured.peer
  const passes =
    measured.judged === 'ratio at least' ? ratio >= measured.limit : measured.value <= measured.limit
  return { ...measured, ratio, verdict: passes ? 'PASS' : 'FAIL', loadAverage }
}
