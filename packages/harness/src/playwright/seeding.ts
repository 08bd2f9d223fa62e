// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'

/** Generated dates count from this instant, so that a replay has the same ones. */
export const referenceDate = new Date('2026-01-01T00:00:00Z')

/** The seed of a scenario's data: the same run id and title give the same data; a repetition gives its own. */
export function seedOf(runId: string, title: string, repetition: number): number {
  return createHash('sha256')
    .update(JSON.stringify([runId, title, repetition]))
    .digest()
    .readUInt32BE()
}
