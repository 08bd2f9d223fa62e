// SPDX-License-Identifier: Apache-2.0
import type { KnownDefect } from './control.ts'

/** What the plan needs to know of a scenario: what it called when nothing was wrong. */
export interface CleanScenario {
  readonly id: string
  readonly title: string
  readonly operations: readonly string[]
}

/** One defect and the scenarios that call an operation which it changes. */
export interface Trial {
  readonly defect: KnownDefect
  readonly scenarios: readonly CleanScenario[]
}

/** A scenario runs against the defects of the operations that it calls in a clean run; a defect nobody meets has none. */
export function planTrials(
  defects: readonly KnownDefect[],
  scenarios: readonly CleanScenario[],
): readonly Trial[] {
  return defects.map((defect) => ({
    defect,
    scenarios: scenarios.filter(({ operations }) => operations.some((id) => defect.operations.includes(id))),
  }))
}
