// SPDX-License-Identifier: Apache-2.0
import { HarnessError } from '../errors.ts'
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
  /** Kills after which the other scenarios are spared. Default: none is. */
  readonly enough?: number
  /** The scenarios to try before all others, by their ids: they noticed the defect the last time. Default: none did. */
  readonly first?: readonly string[]
}

/**
 * The harness calls these before a scenario begins. A defect of theirs breaks the set-up of whoever signs in, which
 * proves nothing, so it is tried only on the scenarios that are about the operation itself.
 */
const setUpOperations: ReadonlySet<string> = new Set(['auth.login', 'health.live'])

/** Whether a scenario is about an operation without which no scenario begins, so that it may have no defect to notice. */
export function isAboutSetUp({ operation }: CleanScenario): boolean {
  return operation !== undefined && setUpOperations.has(operation)
}

/** A scenario runs against the defects of the operations that it calls in a clean run; a defect nobody meets has none. */
export function planTrials(
  defects: readonly KnownDefect[],
  scenarios: readonly CleanScenario[],
): readonly Trial[] {
  return defects.map((defect) => ({
    defect,
    scenarios: scenarios.filter((scenario) =>
      operationsOf(scenario).some((id) => defect.operations.includes(id)),
    ),
  }))
}

function operationsOf({ operation, operations }: CleanScenario): readonly string[] {
  return operation === undefined ? operations.filter((id) => !setUpOperations.has(id)) : [operation]
}

/** The defects of these ids. Throws a HarnessError `configuration` where there is none of an id. */
export function defectsNamed(known: readonly KnownDefect[], ids: readonly string[]): readonly KnownDefect[] {
  const unknown = ids.filter((id) => known.every((defect) => defect.id !== id))
  if (unknown.length === 0) return known.filter(({ id }) => ids.includes(id))
  throw new HarnessError(
    'configuration',
    `There is no defect ${unknown.join(', ')}`,
    'List them with GET /__control/defects of a stand-in',
  )
}
