// SPDX-License-Identifier: Apache-2.0
import { wanted } from './repository.ts'
import type { Computer, Constraint, LandscapeState, PackageProfile, Task } from './state.ts'
import { satisfies } from './versions.ts'

/** The computers that a profile is for. */
export function profileComputers(
  { computers }: LandscapeState,
  { allComputers, tags }: PackageProfile,
): readonly Computer[] {
  return computers.filter((computer) => allComputers || computer.tags.some((tag) => tags.includes(tag)))
}

/** Whether a computer has what a profile wants, and nothing that it forbids. */
export function isCompliant(state: LandscapeState, profile: PackageProfile, computer: Computer): boolean {
  return profile.constraints.every((constraint) => holds(state, constraint, computer))
}

function holds({ packages }: LandscapeState, constraint: Constraint, { installed }: Computer): boolean {
  const has = packages
    .named(constraint.package)
    .some(({ id, version }) => installed.has(id) && satisfies(version, constraint.rule, constraint.version))
  return constraint.constraint === 'depends' ? has : !has
}

/** What a computer that does not comply has to do for it. */
export function repairs(state: LandscapeState, profile: PackageProfile, computer: Computer): readonly Task[] {
  const broken = profile.constraints.filter((constraint) => !holds(state, constraint, computer))
  const ids = (type: Constraint['constraint']) =>
    broken.filter(({ constraint }) => constraint === type).map((constraint) => wanted(state, constraint))
  const installs = ids('depends')
  const removes = ids('conflicts')
  return [
    ...(installs.length === 0
      ? []
      : [{ kind: 'packages' as const, action: 'install' as const, packageIds: installs }]),
    ...(removes.length === 0
      ? []
      : [{ kind: 'packages' as const, action: 'remove' as const, packageIds: removes }]),
  ]
}
