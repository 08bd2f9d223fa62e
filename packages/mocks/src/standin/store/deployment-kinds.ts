// SPDX-License-Identifier: Apache-2.0
import { deploymentStatuses, rings, type DeploymentStatus } from '@eucora/harness/contract'

/** What deployments are filtered by, in one byte a row. */
export interface DeploymentKind {
  readonly kind: number
  readonly status: DeploymentStatus
  /** Where the ring stands in the list of rings; the place after it for any other text. */
  readonly ringAt: number
  readonly isDemo: boolean
}

/** Where every text that is no ring stands. */
export const otherRing = rings.length

/** All kinds, each at the place of its number. */
export const deploymentKinds: readonly DeploymentKind[] = deploymentStatuses
  .flatMap((status) => Array.from({ length: otherRing + 1 }, (_, ringAt) => ({ status, ringAt })))
  .flatMap((each) => [false, true].map((isDemo) => ({ ...each, isDemo })))
  .map((each, kind) => ({ ...each, kind }))

export function kindOf(of: {
  readonly status: DeploymentStatus
  readonly targetRing: string
  readonly isDemo: boolean
}): number {
  const status = deploymentStatuses.indexOf(of.status)
  return (status * (otherRing + 1) + ringIndex(of.targetRing)) * 2 + (of.isDemo ? 1 : 0)
}

/** Where a ring stands in the list of rings; the place after it for any other text. */
export function ringIndex(ring: string): number {
  const at = rings.findIndex((each) => each === ring)
  return at === -1 ? otherRing : at
}

/** Which kinds a filter takes. The last answer is kept, since lists ask for the same ones again and again. */
export class KindFilter {
  #status: string | undefined
  #ringAt: number | undefined
  #isDemo: boolean | undefined
  #kinds: readonly number[] = deploymentKinds.map(({ kind }) => kind)

  /** What is undefined does not filter. */
  kinds(
    status: string | undefined,
    ringAt: number | undefined,
    isDemo: boolean | undefined,
  ): readonly number[] {
    if (status === this.#status && ringAt === this.#ringAt && isDemo === this.#isDemo) return this.#kinds
    this.#status = status
    this.#ringAt = ringAt
    this.#isDemo = isDemo
    this.#kinds = deploymentKinds
      .filter(
        (each) =>
          (status === undefined || each.status === status) &&
          (ringAt === undefined || each.ringAt === ringAt) &&
          (isDemo === undefined || each.isDemo === isDemo),
      )
      .map(({ kind }) => kind)
    return this.#kinds
  }
}
