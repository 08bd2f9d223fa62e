// SPDX-License-Identifier: Apache-2.0
import { pairRows } from './pair-rows.ts'
import { compareText } from './compare-text.ts'
import type { Difference } from './difference.ts'
import type { Identities, IdSpace } from './identities.ts'
import { fitsPattern, isRecord, typeOf } from './json.ts'
import type { Placeholders } from './placeholders.ts'
import { ruleProblems } from './value-rules.ts'

/** A place where a backend is free within bounds. */
export interface FreePlace {
  /** A JSON pointer in the body; `*` stands for any index or name. */
  readonly pattern: string
  /** The bounds in words. */
  readonly bounds: string
  accepts(received: unknown, recorded: unknown): boolean
}

/** What the comparison of one body needs to know. */
export interface Comparison {
  readonly identities: Identities
  readonly placeholders: Placeholders
  readonly free: readonly FreePlace[]
  /** Whose integer ids the body holds under `id`; undefined where they are of the start state. */
  readonly idSpace: IdSpace | undefined
  /** A list whose order says nothing; undefined where each has its order. */
  readonly anyOrder: string | undefined
}

/** Every value of a body that differs from the expected one, by the rules of the recording. */
export function compareValues(
  expected: unknown,
  received: unknown,
  pointer: string,
  comparison: Comparison,
): readonly Difference[] {
  const place = comparison.free.find(({ pattern }) => fitsPattern(pointer, pattern))
  if (place !== undefined) {
    return place.accepts(received, expected) ? [] : [{ pointer, expected: place.bounds, received }]
  }
  if (typeOf(expected) !== typeOf(received)) return [{ pointer, expected, received }]
  if (isRecord(expected) && isRecord(received)) return compareObjects(expected, received, pointer, comparison)
  if (Array.isArray(expected) && Array.isArray(received)) {
    return compareLists(expected, received, pointer, comparison)
  }
  return scalarsMatch(expected, received, pointer, comparison)
    ? []
    : [{ pointer, expected: shown(expected, comparison), received }]
}

function compareObjects(
  expected: Readonly<Record<string, unknown>>,
  received: Readonly<Record<string, unknown>>,
  pointer: string,
  comparison: Comparison,
): readonly Difference[] {
  const differences: Difference[] = []
  for (const [name, value] of Object.entries(expected)) {
    const at = `${pointer}/${name}`
    if (Object.hasOwn(received, name))
      differences.push(...compareValues(value, received[name], at, comparison))
    else differences.push({ pointer: at, expected: value })
  }
  for (const [name, value] of Object.entries(received)) {
    if (!Object.hasOwn(expected, name)) differences.push({ pointer: `${pointer}/${name}`, received: value })
  }
  return [...differences, ...ruleProblems(expected, received, pointer)]
}

/** Rows are paired first, so that one too many shows as that row and not as a difference in all that follow it. */
function compareLists(
  expected: readonly unknown[],
  received: readonly unknown[],
  pointer: string,
  comparison: Comparison,
): readonly Difference[] {
  const isSame = (at: number, other: number) => {
    const trial = { ...comparison, identities: comparison.identities.copy() }
    return compareValues(expected[at], received[other], `${pointer}/${at}`, trial).length === 0
  }
  const order = comparison.anyOrder === pointer ? 'any' : 'fixed'
  const pairs = pairRows(expected.length, received.length, isSame, order)
  const paired = pairs.flatMap(([at, other]) =>
    compareValues(expected[at], received[other], `${pointer}/${at}`, comparison),
  )
  const missing = expected.flatMap((row, at) =>
    pairs.some(([left]) => left === at) ? [] : [{ pointer: `${pointer}/${at}`, expected: row }],
  )
  const extra = received.flatMap((row, at) =>
    pairs.some(([, right]) => right === at) ? [] : [{ pointer: `${pointer}/${at}`, received: row }],
  )
  return [...paired, ...missing, ...extra, ...orderProblems(received, pointer, comparison)]
}

/** Events are listed by falling id, whatever the ids are. */
function orderProblems(
  rows: readonly unknown[],
  pointer: string,
  { idSpace }: Comparison,
): readonly Difference[] {
  if (idSpace !== 'event') return []
  const ids = rows.map((row) => (isRecord(row) ? row['id'] : undefined))
  return ids.flatMap((id, at) => {
    const before = ids[at - 1]
    if (typeof id !== 'number' || typeof before !== 'number' || id < before) return []
    return [{ pointer: `${pointer}/${at}/id`, expected: `an id below ${before}`, received: id }]
  })
}

function scalarsMatch(
  expected: unknown,
  received: unknown,
  pointer: string,
  comparison: Comparison,
): boolean {
  if (typeof expected === 'string' && typeof received === 'string') {
    return compareText(expected, received, pointer, comparison)
  }
  const { idSpace, identities } = comparison
  if (
    idSpace !== undefined &&
    pointer.endsWith('/id') &&
    typeof expected === 'number' &&
    typeof received === 'number'
  ) {
    return identities.numbersMatch(idSpace, expected, received)
  }
  return expected === received
}

/** A placeholder is shown as what it stands for. */
function shown(expected: unknown, { placeholders }: Comparison): unknown {
  return typeof expected === 'string' ? placeholders.fill(expected) : expected
}
