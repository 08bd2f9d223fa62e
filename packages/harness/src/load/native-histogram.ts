// SPDX-License-Identifier: Apache-2.0

/** The only resolution k6 pushes: bucket factor 1.1, rounded to 8 buckets for each doubling. */
export const schema = 3

/** A native histogram of seconds: exact counts in buckets at most 9.1 % wide, so that sums stay exact. */
export interface NativeHistogram {
  /** Values of 2^-128 s or less; k6 puts an exact zero here. */
  readonly zeroCount: number
  /** Count for each bucket index; bucket i holds values above `bucketUpper(i - 1)` up to `bucketUpper(i)`. */
  readonly buckets: ReadonlyMap<number, number>
}

/** Both ends of what is known about a percentile, in seconds: it is above `lower` (or 0) and at most `upper`. */
export interface Interval {
  readonly lower: number
  readonly upper: number
}

/** Upper bounds within one doubling, as Prometheus' client compares them (the doubles nearest to 2^(i/8)). */
const fractions = [
  0.5, 0.5452538663326288, 0.5946035575013605, 0.6484197773255048, 0.7071067811865475, 0.7711054127039704,
  0.8408964152537144, 0.9170040432046711,
] as const

export const emptyHistogram: NativeHistogram = { zeroCount: 0, buckets: new Map() }

/** The largest value, in seconds, that bucket `index` holds. */
export function bucketUpper(index: number): number {
  const place = ((index % 8) + 8) % 8
  const fraction = fractions[place] ?? 0.5
  return fraction * 2 ** ((index - place) / 8 + 1)
}

/** The bucket that holds `seconds`, which must be above zero. */
export function bucketOf(seconds: number): number {
  let index = Math.ceil(Math.log2(seconds) * 8)
  while (bucketUpper(index) < seconds) index += 1
  while (bucketUpper(index - 1) >= seconds) index -= 1
  return index
}

/** A histogram of the given seconds; used where no k6 stands between the values and us. */
export function histogramOf(values: readonly number[]): NativeHistogram {
  const buckets = new Map<number, number>()
  let zeroCount = 0
  for (const value of values) {
    if (value <= 2 ** -128) zeroCount += 1
    else buckets.set(bucketOf(value), (buckets.get(bucketOf(value)) ?? 0) + 1)
  }
  return { zeroCount, buckets }
}

/** How many values the histogram holds. */
export function countOf(histogram: NativeHistogram): number {
  let count = histogram.zeroCount
  for (const inBucket of histogram.buckets.values()) count += inBucket
  return count
}

/** The exact sum of any number of histograms, from any number of generators. */
export function merge(...histograms: readonly NativeHistogram[]): NativeHistogram {
  const buckets = new Map<number, number>()
  let zeroCount = 0
  for (const histogram of histograms) {
    zeroCount += histogram.zeroCount
    for (const [index, count] of histogram.buckets) buckets.set(index, (buckets.get(index) ?? 0) + count)
  }
  return { zeroCount, buckets }
}

/** What `later` holds more than `earlier`, or undefined where it holds less of anything: a counter was reset. */
export function difference(later: NativeHistogram, earlier: NativeHistogram): NativeHistogram | undefined {
  const buckets = new Map<number, number>()
  for (const [index, count] of later.buckets) {
    const more = count - (earlier.buckets.get(index) ?? 0)
    if (more < 0) return undefined
    if (more > 0) buckets.set(index, more)
  }
  for (const [index, count] of earlier.buckets) {
    if (count > 0 && !later.buckets.has(index)) return undefined
  }
  const zeroCount = later.zeroCount - earlier.zeroCount
  return zeroCount < 0 ? undefined : { zeroCount, buckets }
}

function sorted(histogram: NativeHistogram): (readonly [upper: number, lower: number, count: number])[] {
  const indexes = [...histogram.buckets.keys()].toSorted((a, b) => a - b)
  const rows = indexes.map(
    (index) => [bucketUpper(index), bucketUpper(index - 1), histogram.buckets.get(index) ?? 0] as const,
  )
  return histogram.zeroCount > 0 ? [[0, 0, histogram.zeroCount], ...rows] : rows
}

/**
 * The interval, in seconds, that holds percentile `share` (0 to 1), or undefined for no values.
 * It holds both usual definitions: nearest rank, and k6's interpolation between neighbours.
 */
export function percentile(histogram: NativeHistogram, share: number): Interval | undefined {
  const count = countOf(histogram)
  if (count === 0) return undefined
  const rank = share * (count - 1)
  const [first, last] = [Math.floor(rank), Math.ceil(rank)]
  let lower: number | undefined
  let seen = 0
  for (const [bucketEnd, bucketStart, inBucket] of sorted(histogram)) {
    seen += inBucket
    if (lower === undefined && seen > first) lower = bucketStart
    if (lower !== undefined && seen > last) return { lower, upper: bucketEnd }
  }
  return undefined
}

/** How many values are certainly below `seconds`, and how many may be: they differ by the bucket it lies in. */
export function countBelow(
  histogram: NativeHistogram,
  seconds: number,
): { certain: number; possible: number } {
  let certain = 0
  let possible = 0
  for (const [upper, lower, count] of sorted(histogram)) {
    if (upper < seconds) certain += count
    if (lower < seconds) possible += count
  }
  return { certain, possible }
}

/** The histogram as rows of JSON: upper bound in seconds and count, zero first. */
export function toRows(histogram: NativeHistogram): { upToSeconds: number; count: number }[] {
  return sorted(histogram).map(([upToSeconds, , count]) => ({ upToSeconds, count }))
}
