// SPDX-License-Identifier: Apache-2.0
import type { State } from '../state.ts'

/** How many rows the tables hold that tests watch. */
export function countsOf({ users, deployments, events }: State) {
  return { users: users.size, deployments: deployments.total({}), events: events.count }
}
