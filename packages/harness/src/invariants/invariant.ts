// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../contract/schema.ts'
import { closed } from '../contract/envelopes.ts'

/** One sentence that must hold after any run of suites, with what was found. */
export const Invariant = closed({
  name: Type.String({ minLength: 1 }),
  /** UNEVALUATED: the run had nothing to look at. */
  verdict: Type.Enum(['PASS', 'FAIL', 'UNEVALUATED']),
  /** How many things were looked at. */
  checked: Type.Integer({ minimum: 0 }),
  /** One sentence for each thing that is wrong; the last one counts those that are left out. */
  violations: Type.Array(Type.String()),
})
export type Invariant = Static<typeof Invariant>

/** The schema of `reports/scenarios/invariants.json`. */
export const Invariants = Type.Array(Invariant)
export type Invariants = Static<typeof Invariants>

const mostShown = 20

/** The verdict that follows from how many things were looked at and what is wrong with them. */
export function verdictOn(name: string, checked: number, violations: readonly string[]): Invariant {
  const left = violations.length - mostShown
  return {
    name,
    verdict: violations.length > 0 ? 'FAIL' : checked === 0 ? 'UNEVALUATED' : 'PASS',
    checked,
    violations: [...violations.slice(0, mostShown), ...(left > 0 ? [`… and ${left} more.`] : [])],
  }
}
