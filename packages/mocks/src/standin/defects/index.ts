// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../defect.ts'
import { observedDefects } from './observed/index.ts'
import { systematicDefects } from './systematic/index.ts'

/** Every defect there is: the observed ones first, then the systematic ones. */
export const allDefects: readonly Defect[] = [...observedDefects, ...systematicDefects]

/** A name that no defect has. */
export class UnknownDefectError extends Error {
  override readonly name = 'UnknownDefectError'
}

/**
 * The defects of a list of names with commas between them: ids, or `observed` for all that the real backend shows.
 * An empty text is none. Throws an UnknownDefectError for the first name that no defect has.
 */
export function findDefects(names: string): readonly Defect[] {
  const wanted = names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return [...new Set(wanted.flatMap(defectsNamed))]
}

function defectsNamed(name: string): readonly Defect[] {
  if (name === 'observed') return observedDefects
  const found = allDefects.filter(({ id }) => id === name)
  if (found.length > 0) return found
  throw new UnknownDefectError(
    `There is no defect ${JSON.stringify(name)}. Name observed, one of ${observedIds()}, or a systematic one such as ${String(systematicDefects[0]?.id)}.`,
  )
}

function observedIds(): string {
  return [...new Set(observedDefects.map(({ id }) => id))].join(' ')
}
