// SPDX-License-Identifier: Apache-2.0
import { Clock } from './clock.ts'
import { Sessions } from './store/sessions.ts'
import { Users } from './store/users.ts'

/** Everything that one stand-in knows. It lives in memory only. */
export class State {
  readonly clock = new Clock()
  readonly users = new Users()
  readonly sessions = new Sessions(this.clock)
  /** While on, created rows are demo rows and lists show only those (core/utils.py:86-101). */
  demoMode = false
}
