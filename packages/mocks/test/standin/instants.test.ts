// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readInstantUs } from '../../src/standin/instants.ts'
import { isoformat, isoformatZ } from '../../src/standin/timestamps.ts'

test.each([
  ['2026-11-20', '2026-11-20T00:00:00Z'],
  ['2026-11-20 15:00', '2026-11-20T15:00:00Z'],
  ['2026-11-20T15:00:00.5Z', '2026-11-20T15:00:00.500000Z'],
  ['2026-11-20T15:00:00,1234567', '2026-11-20T15:00:00.123456Z'],
  ['2026-11-20T15:00:00+02:30', '2026-11-20T12:30:00Z'],
  ['2026-11-20T15:00:00-0200', '2026-11-20T17:00:00Z'],
  ['2026-11-20T15:00:00+01', '2026-11-20T14:00:00Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
  ['0099-01-01', '0099-01-01T00:00:00Z'],
])('%s is %s', (text, expected) => {
  expect(isoformatZ(readInstantUs(text) ?? Number.NaN)).toBe(expected)
})

test.each([
  'abc',
  '',
  '2026-13-01',
  '2026-02-29',
  '2026-11-20T24:00',
  '2026-11-20T10:60',
  '2026-11-20T10:00:60',
  '0000-01-01',
  '2026-11-20T10:00+24:00',
  '2026-11-20T10:00+01:60',
  '20 Nov 2026',
])('%j is no instant', (text) => {
  expect(readInstantUs(text)).toBeUndefined()
})

test('what is written is read as the same instant, before 1970 too', () => {
  const instant = fc
    .integer({ min: -60_000_000_000, max: 60_000_000_000 })
    .map((seconds) => seconds * 1_000_000)
  fc.assert(
    fc.property(instant, fc.nat(999_999), (seconds, micros) => {
      const us = seconds + micros
      expect(readInstantUs(isoformat(us))).toBe(us)
      expect(readInstantUs(isoformatZ(us))).toBe(us)
    }),
  )
})
