// SPDX-License-Identifier: Apache-2.0
import { countOf, difference, emptyHistogram, merge, type NativeHistogram } from './native-histogram.ts'
import type { PushedSeries } from './remote-write.ts'

/** Labels that say which run and which generator a push belongs to; k6 gets them as run-wide tags. */
export const runLabel = 'testid'
export const instanceLabel = 'instance'

/** k6's latency histogram; the exact count of requests too, since every request is in it once. */
export const durationMetric = 'k6_http_req_duration_seconds'

export type Labels = Readonly<Record<string, string>>

/** What a series grew by in one push. */
export interface Growth {
  readonly labels: Labels
  readonly grown: NativeHistogram
}

export type PushOutcome =
  | { readonly accepted: true; readonly growth: readonly Growth[] }
  | { readonly accepted: false; readonly reason: string }

interface Cumulative {
  readonly labels: Labels
  /** What was counted before the last reset of the generator's counter. */
  readonly before: NativeHistogram
  readonly last: NativeHistogram
  readonly timestampMs: number
}

/**
 * The state of all series of one run, for each generator on its own.
 * Only native histograms are kept: k6 leaves the last values of plain counters out of its last push.
 */
export class SeriesStore {
  readonly #runId: string
  readonly #histograms = new Map<string, Cumulative>()
  readonly #gauges = new Map<string, { readonly labels: Labels; readonly value: number }>()
  #resets = 0

  constructor(runId: string) {
    this.#runId = runId
  }

  /** How often a generator's counter started anew. */
  get resets(): number {
    return this.#resets
  }

  /** Names of the generators that pushed. */
  get instances(): readonly string[] {
    const names = [...this.#histograms.values()].map(({ labels }) => labels[instanceLabel] ?? '')
    return [...new Set(names)].toSorted()
  }

  /** Takes a whole push or nothing of it: refused where it is of another run, or was pushed before. */
  apply(push: readonly PushedSeries[]): PushOutcome {
    const reason =
      push.map((series) => this.#objection(series)).find((found) => found !== undefined) ?? doubled(push)
    if (reason !== undefined) return { accepted: false, reason }
    return { accepted: true, growth: push.flatMap((series) => this.#keep(series)) }
  }

  /** Sum over all generators of the histogram `name`, of the series whose labels match. */
  total(name: string, matches: (labels: Labels) => boolean = () => true): NativeHistogram {
    return merge(
      ...this.series(name)
        .filter(({ labels }) => matches(labels))
        .map(({ grown }) => grown),
    )
  }

  /** Every series of the histogram `name` with all that it counted since the run began. */
  series(name: string): Growth[] {
    return [...this.#histograms.values()]
      .filter(({ labels }) => labels['__name__'] === name)
      .map(({ labels, before, last }) => ({ labels, grown: merge(before, last) }))
  }

  /** Sum over all generators of the last value of gauge `name`. */
  gauge(name: string): number {
    const found = [...this.#gauges.values()].filter(({ labels }) => labels['__name__'] === name)
    return found.reduce((sum, { value }) => sum + value, 0)
  }

  #objection({ labels, samples, histograms }: PushedSeries): string | undefined {
    const [runId, instance] = [labels[runLabel], labels[instanceLabel]]
    if (runId !== this.#runId)
      return `it is of run "${runId ?? ''}", and this is the receiver of "${this.#runId}"`
    if (instance === undefined) return 'it does not say which generator sent it'
    const known = this.#histograms.get(keyOf(labels))
    const stale = samples.length > 0
    for (const { value, timestampMs } of histograms) {
      if (!known || timestampMs > known.timestampMs) continue
      const again = timestampMs === known.timestampMs && stale && countOf(value) >= countOf(known.last)
      if (!again)
        return `generator "${instance}" pushed ${labels['__name__'] ?? ''} of this moment or a later one before`
    }
    return undefined
  }

  #keep({ labels, samples, histograms }: PushedSeries): Growth[] {
    const key = keyOf(labels)
    const lastSample = samples.at(-1)
    if (histograms.length === 0 && lastSample && Number.isFinite(lastSample.value)) {
      this.#gauges.set(key, { labels, value: lastSample.value })
    }
    return histograms.map(({ value, timestampMs }) => {
      const known = this.#histograms.get(key)
      const more = known ? difference(value, known.last) : value
      if (known && !more) this.#resets += 1
      const before = known ? (more ? known.before : merge(known.before, known.last)) : emptyHistogram
      this.#histograms.set(key, { labels, before, last: value, timestampMs })
      return { labels, grown: more ?? value }
    })
  }
}

/** One push tells of each histogram once. */
function doubled(push: readonly PushedSeries[]): string | undefined {
  const seen = new Set<string>()
  for (const { labels, histograms } of push) {
    const key = keyOf(labels)
    if (histograms.length > 1 || (histograms.length > 0 && seen.has(key)))
      return `generator "${labels[instanceLabel] ?? ''}" told of ${labels['__name__'] ?? ''} twice in it`
    if (histograms.length > 0) seen.add(key)
  }
  return undefined
}

function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
