// SPDX-License-Identifier: Apache-2.0
import type { Identities } from './identities.ts'
import type { Placeholders } from './placeholders.ts'

const timestamp = /^(\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?(\+00:00|Z)$/

/** The start state lies before, what the recorded run wrote in it or after. */
const yearOfRecording = 2026

/** The recommendation prints a Python dict after this, whose order says nothing. */
const endOfRecommendation = '3. New auto-approve thresholds'

/** Whether a text is as expected: by form for the run's own timestamps, one-to-one for ids, else by value. */
export function compareText(
  expected: string,
  received: string,
  pointer: string,
  { identities, placeholders }: { readonly identities: Identities; readonly placeholders: Placeholders },
): boolean {
  if (placeholders.isIn(expected)) return received === placeholders.fill(expected)
  const form = timestamp.exec(expected)
  if (form !== null && Number(form[1]) >= yearOfRecording) return timestamp.exec(received)?.[2] === form[2]
  if (pointer === '/recommendation') return beginningOf(expected) === beginningOf(received)
  return identities.textsMatch(expected, received)
}

function beginningOf(recommendation: string): string {
  return recommendation.split(endOfRecommendation, 1).join('')
}
