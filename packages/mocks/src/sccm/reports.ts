// SPDX-License-Identifier: Apache-2.0
import type { AssetStatus, Assignment, Device } from './state.ts'

type OfAssignment = Pick<Assignment, 'id'>
type OfDevice = Pick<Device, 'resourceId'>

/** What devices have reported for good, by deployment; it lasts until something happens to it. */
export class Reports {
  readonly #byAssignment = new Map<number, Map<number, AssetStatus>>()
  /** Deployments that something has failed of. */
  readonly #failed = new Set<number>()

  get({ id }: OfAssignment, { resourceId }: OfDevice): AssetStatus | undefined {
    return this.#byAssignment.get(id)?.get(resourceId)
  }

  set({ id }: OfAssignment, { resourceId }: OfDevice, status: AssetStatus): void {
    const reported = this.#byAssignment.get(id) ?? new Map<number, AssetStatus>()
    this.#byAssignment.set(id, reported.set(resourceId, status))
    if (isFailure(status)) this.#failed.add(id)
  }

  delete({ id }: OfAssignment, { resourceId }: OfDevice): void {
    this.#byAssignment.get(id)?.delete(resourceId)
  }

  /** Takes away what all devices reported of a deployment. */
  forget({ id }: OfAssignment): void {
    this.#byAssignment.delete(id)
    this.#failed.delete(id)
  }

  /** What is to be tried again: an error, or requirements that were not met. */
  failed(): { readonly assignmentId: number; readonly resourceId: number }[] {
    const found: { assignmentId: number; resourceId: number }[] = []
    for (const assignmentId of this.#failed) {
      const before = found.length
      for (const [resourceId, status] of this.#byAssignment.get(assignmentId) ?? []) {
        if (isFailure(status)) found.push({ assignmentId, resourceId })
      }
      if (found.length === before) this.#failed.delete(assignmentId)
    }
    return found
  }
}

function isFailure({ statusType }: AssetStatus): boolean {
  return statusType === 3 || statusType === 5
}
