// SPDX-License-Identifier: Apache-2.0
import type { Publishing } from '../plane/published.ts'
import { statusOn, targeted } from './asset-status.ts'
import { isSent, removeAssignment, replaceAssignment } from './assignments.ts'
import type { Assignment, SccmState } from './state.ts'

/** Longer than any device on the network takes to hear of a deployment and to install it. */
const enoughMs = 4 * 3_600_000
const allSystems = 'SMS00001'

/** Applications, the collections of their deployments, and what devices do with them. */
export const publishing: Publishing<SccmState> = {
  list: (state) =>
    [...state.applications.values()].map(({ ciId, title }) => ({
      id: String(ciId),
      name: title,
      // Looked up where somebody asks: of ten thousand applications that is one.
      get targets() {
        return deploymentsOf(state, String(ciId)).map(
          ({ collectionId }) => state.collections.get(collectionId)?.name ?? collectionId,
        )
      },
    })),
  finish: (state, id, clock, fails) => {
    for (const assignment of deploymentsOf(state, id)) {
      for (const device of targeted(state, assignment)) {
        if (fails) state.reported.set(assignment, device, { statusType: 5, enforcementState: 11 })
        else statusOn(state, assignment, device, clock.nowMs() + enoughMs)
      }
    }
  },
  retarget: (state, id, clock) => {
    for (const assignment of deploymentsOf(state, id)) {
      const properties = { ...assignment.properties, TargetCollectionID: allSystems }
      if (isSent(properties)) replaceAssignment({ state, clock }, assignment, properties, 'administrator')
    }
  },
  remove: (state, id, clock) => {
    for (const assignment of deploymentsOf(state, id)) removeAssignment({ state, clock }, assignment.id)
    state.applications.delete(Number(id))
  },
}

function deploymentsOf({ assignments }: SccmState, id: string): readonly Assignment[] {
  return assignments.with('AppCI', Number(id))
}
