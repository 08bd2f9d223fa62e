// SPDX-License-Identifier: Apache-2.0

/**
 * Microseconds since the epoch of an ISO 8601 instant with up to six places of a second; NaN where the text is none.
 * `Date.parse` keeps milliseconds, in which two quick calls are one instant.
 */
export function microsecondsOf(instant: string | null): number {
  const [, places = ''] = /\.(\d{1,6})(?!\d)/.exec(instant ?? '') ?? []
  return Date.parse(instant ?? '') * 1000 + Number(places.padEnd(6, '0').slice(3))
}
