// SPDX-License-Identifier: Apache-2.0
import type { KnownDefect } from './control.ts'

/** What the plan needs to know of a scenario: what it called when nothing was wrong. */
export interface CleanScenario {
  readonly id: string
  readonly title: string
  readonly operations: readonly string[]
  /** The rule that it is about. */
  readonly rule?: string
  /** The only one it is about, where it is about one. */
  readonly operation?: string
  /** How long it took. */
  readonly durationMs?: number
}

/** One defect and the scenarios that call an operation which it changes. */
export interface Trial {
  readonly defect: KnownDefect
  readonly scenarios: readonly CleanScenario[]
}

/** The harness calls these before a scenario begins, so their defects break every set-up and prove no scenario. */
const setUpOperations: ReadonlySet<string> = new Set(['auth.login', 'health.live'])

/** A scenario runs against the defects of the operations that it calls in a clean run; a defect nobody meets has none. */
export function planTrials(
  defects: readonly KnownDefect[],
  scenarios: readonly CleanScenario[],
): readonly Trial[] {
  return defects.map((defect) => ({
    defect,
    scenarios: scenarios.filter(({ operation, operations }) =>
      (operation === undefined ? operations : [operation]).some(
        (id) => !setUpOperations.has(id) && defect.operations.includes(id),
      ),
    ),
  }))
}
