// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../packages/harness/src/contract/schema.ts'

/** One benchmark beside its peer; `ratio` = value ÷ peer. */
export const Measure = Type.Object(
  {
    name: Type.String(),
    unit: Type.String(),
    value: Type.Number(),
    peer: Type.Number(),
    ratio: Type.Number(),
    /** What the limit is held against, and from which side. */
    judged: Type.Enum(['ratio at least', 'ratio at most', 'value at least', 'value at most', 'nothing']),
    /** 0 where nothing is judged. */
    limit: Type.Number(),
    verdict: Type.Enum(['PASS', 'FAIL', 'UNJUDGED']),
    /** How it was measured, one sentence. */
    how: Type.String(),
    /** The machine's load average over the last minute when the measure was done. */
    loadAverage: Type.Number(),
  },
  { additionalProperties: false },
)
export type Measure = Static<typeof Measure>

/** A benchmark whose peer is not on this machine. */
export const NotRun = Type.Object(
  {
    name: Type.String(),
    verdict: Type.Literal('NOT RUN'),
    /** Whether a limit would have been held against it. */
    limited: Type.Boolean(),
    /** A whole sentence. */
    why: Type.String(),
  },
  { additionalProperties: false },
)
export type NotRun = Static<typeof NotRun>

/** The schema of `reports/bench/results.json`. */
export const BenchResults = Type.Object(
  {
    /** `quick`: fewer rows and pairs, for a look while working. */
    form: Type.Enum(['full', 'quick']),
    measures: Type.Array(Type.Union([Measure, NotRun])),
    /** UNEVALUATED: no limit is missed, and one could not be tried. */
    verdict: Type.Enum(['PASS', 'FAIL', 'UNEVALUATED']),
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

/** Runs any number of sides in turn, every second round backwards; each round's figures in the order of the sides. */
export async function interleavedAll(
  rounds: number,
  sides: readonly (() => Promise<number>)[],
): Promise<readonly (readonly number[])[]> {
  const measured: number[][] = []
  for (let round = 0; round < rounds; round += 1) {
    const backwards = round % 2 === 1
    const figures: number[] = []
    for (const side of backwards ? sides.toReversed() : sides) figures.push(await side())
    measured.push(backwards ? figures.toReversed() : figures)
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

/** Holds a measure against its limit; one that was not run stays what it is. */
export function judge(measured: Measured | NotRun, loadAverage: number): Measure | NotRun {
  if ('why' in measured) return measured
  const ratio = measured.value / measured.peer
  return { ...measured, ratio, verdict: verdictOf(measured, ratio), loadAverage }
}

function verdictOf({ judged, value, limit }: Measured, ratio: number): Measure['verdict'] {
  if (judged === 'nothing') return 'UNJUDGED'
  const figure = judged.startsWith('ratio') ? ratio : value
  const keeps = judged.endsWith('least') ? figure >= limit : figure <= limit
  return keeps ? 'PASS' : 'FAIL'
}

/** One verdict over all: what was not run never passes, unless nothing is asked of it. */
export function overallOf(measures: readonly (Measure | NotRun)[]): BenchResults['verdict'] {
  if (measures.some(({ verdict }) => verdict === 'FAIL')) return 'FAIL'
  return measures.some((measure) => 'why' in measure && measure.limited) ? 'UNEVALUATED' : 'PASS'
}
