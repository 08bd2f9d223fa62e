// SPDX-License-Identifier: Apache-2.0
import { conforms, Type } from '@eucora/harness/contract/schema'
import type { PlaneAction } from '../plane/plane.ts'
import { approve, reject, settle } from './changes.ts'
import type { ServiceNowState, SnRecord } from './state.ts'

const OfChange = Type.Object({ change: Type.String() }, { additionalProperties: false })

/** What people do with changes. A change is named by its number or sys_id. */
export const actions: Readonly<Record<string, PlaneAction<ServiceNowState>>> = {
  /** All approvers approve now. */
  approve: (input, { state, clock }) => approve(state, changeIn(input, state, clock.nowMs()), clock.nowMs()),
  /** An approver rejects, and the change is new again. */
  reject: (input, { state, clock }) => reject(state, changeIn(input, state, clock.nowMs()), clock.nowMs()),
}

function changeIn(input: unknown, state: ServiceNowState, nowMs: number): SnRecord {
  if (!conforms(OfChange, input))
    throw new RangeError('The input is not right: give {"change": number or sys_id}.')
  const change = [...state.rows.change_request.values()].find(
    ({ sysId, values }) => sysId === input.change || values['number'] === input.change,
  )
  if (change === undefined) throw new RangeError(`There is no change ${JSON.stringify(input.change)}.`)
  settle(state, change, nowMs)
  return change
}
