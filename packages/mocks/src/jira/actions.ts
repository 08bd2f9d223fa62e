// SPDX-License-Identifier: Apache-2.0
import { conforms, Type } from '@eucora/harness/contract/schema'
import type { PlaneAction } from '../plane/plane.ts'
import type { JiraState } from './state.ts'
import { statuses } from './workflow.ts'

const Move = Type.Object({ issue: Type.String(), status: Type.String() }, { additionalProperties: false })

/** What people do on the site. */
export const actions: Readonly<Record<string, PlaneAction<JiraState>>> = {
  /** Takes an issue (by its key) to a status (by its name), as somebody may whom no workflow holds. */
  move: (input, { state, clock }) => {
    if (!conforms(Move, input))
      throw new RangeError('The input is not right: give {"issue": key, "status": name}.')
    const issue = [...state.issues.values()].find(({ key }) => key === input.issue)
    if (issue === undefined) throw new RangeError(`There is no issue ${JSON.stringify(input.issue)}.`)
    const status = statuses.find(({ name }) => name === input.status)
    if (status === undefined) {
      const known = statuses.map(({ name }) => name).join(', ')
      throw new RangeError(`There is no status ${JSON.stringify(input.status)}; there are ${known}.`)
    }
    issue.statusId = status.id
    issue.updatedMs = clock.nowMs()
  },
}
