// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { microsecondsOf } from '../src/instant.ts'

describe('an instant in microseconds', () => {
  it('keeps six places of a second', () => {
    expect(microsecondsOf('1970-01-01T00:00:01.234567Z')).toBe(1_234_567)
    expect(microsecondsOf('1970-01-01T01:00:01.000001+01:00')).toBe(1_000_001)
  })

  it('takes places that are left out for zeros', () => {
    expect(microsecondsOf('1970-01-01T00:00:01Z')).toBe(1_000_000)
    expect(microsecondsOf('1970-01-01T00:00:01.2345Z')).toBe(1_234_500)
  })

  it('is no number where there is no instant', () => {
    expect([microsecondsOf('soon'), microsecondsOf(null)]).toEqual([Number.NaN, Number.NaN])
  })
})
