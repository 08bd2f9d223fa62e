// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bucketOf,
  bucketUpper,
  countBelow,
  countOf,
  difference,
  emptyHistogram,
  histogramOf,
  merge,
  percentile,
  toRows,
  type NativeHistogram,
} from '../../src/load/native-histogram.ts'

const seconds = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 120, noNaN: true }))
const samples = fc.array(seconds, { maxLength: 200 })
const share = fc.constantFrom(0, 0.5, 0.9, 0.95, 0.99, 1)
const plain = (histogram: NativeHistogram) => toRows(histogram)

/** k6's own percentile: linear between the two nearest values. */
function interpolated(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = at * (sorted.length - 1)
  const [below = 0, above = 0] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]]
  return below + (above - below) * (rank - Math.floor(rank))
}

function nearestRank(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(at * sorted.length) - 1)] ?? 0
}

describe('buckets', () => {
  it('end at powers of two, eight to a doubling', () => {
    expect([bucketUpper(-8), bucketUpper(0), bucketUpper(8), bucketUpper(24)]).toEqual([0.5, 1, 2, 8])
  })

  it('hold what lies above their lower end and at most at their upper end', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), (value) => {
        const index = bucketOf(value)
        expect(bucketUpper(index)).toBeGreaterThanOrEqual(value)
        expect(bucketUpper(index - 1)).toBeLessThan(value)
      }),
    )
  })

  it('are at most 9.06 % wide', () => {
    expect(bucketUpper(5) / bucketUpper(4)).toBeCloseTo(2 ** (1 / 8), 12)
  })
})

describe('merge', () => {
  it('is associative and keeps every value', () => {
    fc.assert(
      fc.property(samples, samples, samples, (a, b, c) => {
        const [x, y, z] = [histogramOf(a), histogramOf(b), histogramOf(c)]
        expect(plain(merge(merge(x, y), z))).toEqual(plain(merge(x, merge(y, z))))
        expect(plain(merge(x, y, z))).toEqual(plain(histogramOf([...a, ...b, ...c])))
      }),
    )
  })

  it('has the empty histogram as its neutral element', () => {
    expect(plain(merge(emptyHistogram, histogramOf([0.2])))).toEqual(plain(histogramOf([0.2])))
  })
})

describe('difference', () => {
  it('is what was added', () => {
    fc.assert(
      fc.property(samples, samples, (before, added) => {
        const grown = difference(histogramOf([...before, ...added]), histogramOf(before))
        expect(grown && plain(grown)).toEqual(plain(histogramOf(added)))
      }),
    )
  })

  it.each([
    ['a bucket shrank', histogramOf([0.1]), histogramOf([0.1, 0.1])],
    ['a bucket vanished', histogramOf([0.1]), histogramOf([0.1, 9])],
    ['zeros vanished', histogramOf([0.1]), histogramOf([0.1, 0])],
  ])('is undefined where %s', (_, later, earlier) => {
    expect(difference(later, earlier)).toBeUndefined()
  })
})

describe('percentile', () => {
  it('holds the true percentile, by nearest rank and as k6 interpolates it', () => {
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1, maxLength: 200 }), share, (values, at) => {
        const { lower, upper } = percentile(histogramOf(values), at) ?? { lower: NaN, upper: NaN }
        for (const exact of [interpolated(values, at), nearestRank(values, at)]) {
          expect(exact).toBeGreaterThanOrEqual(lower)
          expect(exact).toBeLessThanOrEqual(upper * (1 + 1e-12))
        }
      }),
    )
  })

  it('is undefined without values', () => {
    expect(percentile(emptyHistogram, 0.99)).toBeUndefined()
  })
})

describe('countBelow', () => {
  it('encloses the exact count', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0.001, max: 10, noNaN: true }), (values, limit) => {
        const exact = values.filter((value) => value < limit).length
        const { certain, possible } = countBelow(histogramOf(values), limit)
        expect(certain).toBeLessThanOrEqual(exact)
        expect(possible).toBeGreaterThanOrEqual(exact)
      }),
    )
  })

  it('counts everything below a limit above all values', () => {
    const histogram = histogramOf([0, 0.1, 0.2])
    expect(countBelow(histogram, 60)).toEqual({ certain: countOf(histogram), possible: 3 })
  })
})
