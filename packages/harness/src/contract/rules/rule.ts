// SPDX-License-Identifier: Apache-2.0

/** One sentence that a rule-obeying backend keeps, with where it comes from. Nobody invents one. */
export interface Rule {
  readonly sentence: string
  readonly source: string
}

/** Keeps the ids as literal types, so that a scenario or a defect cannot name a rule that is not there. */
export function catalogue<const Ids extends string>(
  rules: Readonly<Record<Ids, Rule>>,
): Readonly<Record<Ids, Rule>> {
  return rules
}
