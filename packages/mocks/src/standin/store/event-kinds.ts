// SPDX-License-Identifier: Apache-2.0
import { eventTypes } from '@eucora/harness/contract'

/** What events are filtered by, in one byte a row. */
export interface EventKind {
  readonly kind: number
  /** Where the type stands in the list of types; the place after it for any other text. */
  readonly typeAt: number
  readonly isDemo: boolean
}

/** Where every text that is no event type stands. */
export const otherType = eventTypes.length

/** All kinds, each at the place of its number. */
export const eventKinds: readonly EventKind[] = Array.from({ length: (otherType + 1) * 2 }, (_, kind) => ({
  kind,
  typeAt: kind >> 1,
  isDemo: kind % 2 === 1,
}))

/** Where a type stands in the list of types; the place after it for any other text. */
export function typeIndex(type: string): number {
  const at = eventTypes.findIndex((each) => each === type)
  return at === -1 ? otherType : at
}
