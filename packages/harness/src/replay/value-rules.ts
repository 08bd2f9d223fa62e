// SPDX-License-Identifier: Apache-2.0
import type { Difference } from './difference.ts'

const minuteMs = 60_000
const weekMs = 7 * 24 * 60 * minuteMs

type Fields = Readonly<Record<string, unknown>>

/** What the values of one object say about each other and no single one shows: an expiry, a period. */
export function ruleProblems(expected: Fields, received: Fields, pointer: string): readonly Difference[] {
  return [...expiryProblems(expected, received, pointer), ...periodProblems(expected, received, pointer)]
}

/** An exception expires as long after its request as in the recording, to the minute. */
function expiryProblems(expected: Fields, received: Fields, pointer: string): readonly Difference[] {
  const lifeMs = spanMs(expected['requested_at'], expected['expires_at'])
  const receivedMs = spanMs(received['requested_at'], received['expires_at'])
  if (lifeMs === undefined || receivedMs === undefined || Math.abs(receivedMs - lifeMs) < minuteMs) return []
  return [
    {
      pointer: `${pointer}/expires_at`,
      expected: `${Math.round(lifeMs / minuteMs)} minutes after requested_at`,
      received: `${Math.round(receivedMs / minuteMs)} minutes after requested_at`,
    },
  ]
}

/** An evaluation period lasts as many weeks as it says. */
function periodProblems(expected: Fields, received: Fields, pointer: string): readonly Difference[] {
  if (spanMs(expected['start'], expected['end']) === undefined || typeof expected['weeks'] !== 'number')
    return []
  const periodMs = spanMs(received['start'], received['end'])
  const { weeks } = received
  if (periodMs === undefined || typeof weeks !== 'number' || periodMs === weeks * weekMs) return []
  return [
    {
      pointer: `${pointer}/end`,
      expected: `${weeks} weeks after start`,
      received: `${periodMs / weekMs} weeks after start`,
    },
  ]
}

function spanMs(from: unknown, to: unknown): number | undefined {
  if (typeof from !== 'string' || typeof to !== 'string') return undefined
  const span = Date.parse(to) - Date.parse(from)
  return Number.isNaN(span) ? undefined : span
}
