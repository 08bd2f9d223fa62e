// SPDX-License-Identifier: Apache-2.0
import type { SccmCall } from './admit.ts'
import type { Indexed } from './indexed.ts'

/**
 * What a query can be about, by the indexed properties that its filter wants to be equal to something: rows of the rest
 * would be made only to be left out. The filter itself is still to be held against the rows.
 */
export function withEqual<T, Name extends string>(
  table: Indexed<T, Name>,
  { url }: Pick<SccmCall, 'url'>,
  names: readonly Name[],
): readonly T[] {
  const filter = url.searchParams.get('$filter') ?? ''
  let left: readonly T[] | undefined
  if (!/\b(or|not)\b/i.test(filter.replaceAll(/'[^']*'/g, "''"))) {
    for (const name of names) {
      const wanted = equalIn(filter, name)
      if (wanted === undefined) continue
      const found = table.with(name, wanted)
      left = left === undefined ? found : found.filter((each) => left?.includes(each))
    }
  }
  return left ?? [...table.values()]
}

/** At the filter's beginning or behind an `and`; a text that has quotes in it is left to the filter. */
function equalIn(filter: string, property: string): string | undefined {
  const found = new RegExp(`^(?:'[^']*'|[^'])*?\\b${property} eq (?:(\\d+)|'([^']*)'(?!'))(?: and |$)`).exec(
    filter,
  )
  return found?.[1] ?? found?.[2]
}
