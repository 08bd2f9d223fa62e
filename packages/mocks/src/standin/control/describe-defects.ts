// SPDX-License-Identifier: Apache-2.0
import type { OperationId } from '@eucora/harness/contract'
import type { Defect } from '../defect.ts'

/** What a program that plants defects is told of one. */
export interface DefectDescription {
  readonly id: string
  readonly rule: string
  readonly summary: string
  readonly operations: readonly OperationId[]
}

/** Describes each id once: a defect that spans apps has one entry for each of them, and is switched as a whole. */
export function describeDefects(defects: readonly Defect[]): readonly DefectDescription[] {
  const byId = Map.groupBy(defects, ({ id }) => id)
  return [...byId].map(([id, parts]) => ({
    id,
    rule: parts[0]?.rule ?? '',
    summary: parts.map(({ summary }) => summary).join(' '),
    operations: [...new Set(parts.flatMap(({ operations }) => operations))],
  }))
}
