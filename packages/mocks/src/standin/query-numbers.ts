// SPDX-License-Identifier: Apache-2.0
import type { Call } from './call.ts'
import { Problems } from './problems.ts'
import { intOf } from './python-text.ts'

/** A whole number of the query from `least` on; where its check is left out, one that is none counts as not sent. */
function wholeNumber(call: Call, problems: Problems, name: string, fallback: number, least: number): number {
  const sent = call.query.get(name)
  if (sent === null) return fallback
  const value = intOf(sent)
  const isFine = value !== undefined && value >= least && Number.isSafeInteger(value)
  problems.check(name, isFine, `A valid integer of at least ${least} is required.`)
  return isFine ? value : fallback
}

/** `page` and `page_size` of a list in pages of 50, at most 100. Throws a Refusal 400 (C). */
export function pageAsked(call: Call): { readonly page: number; readonly size: number } {
  const problems = new Problems(call)
  const page = wholeNumber(call, problems, 'page', 1, 1)
  const asked = wholeNumber(call, problems, 'page_size', 50, 0)
  problems.throwIfAny()
  return { page, size: Math.min(asked, call.cap(100)) }
}

/** `limit`, without a maximum, and `offset`; what else the list checks goes into the same answer. */
export function limitAsked(
  call: Call,
  problems: Problems,
  limitByDefault: number,
): { readonly limit: number; readonly offset: number } {
  return {
    limit: wholeNumber(call, problems, 'limit', limitByDefault, 0),
    offset: wholeNumber(call, problems, 'offset', 0, 0),
  }
}
