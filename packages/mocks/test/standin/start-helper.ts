// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { load, parseSeed } from '../../src/standin/seed.ts'
import { defaultSettings } from '../../src/standin/settings.ts'
import { State } from '../../src/standin/state.ts'
import type { User } from '../../src/standin/store/users.ts'
import { userOf } from './call-helper.ts'

const file = new URL('../../../../fixtures/recordings/wire-start.json', import.meta.url)
const seed = parseSeed(readFileSync(file, 'utf8'), 'a password for tests')

export const publisher = userOf(21, 'pub1', ['publisher'])
export const cabMember = userOf(2, 'cab_approver', ['cab_member'])
export const staff = userOf(7, 'staff1', [], true)
export const root: User = { ...userOf(8, 'root1', [], true), isSuperuser: true }

/** The start state of the recording, and a publisher. */
export function startState({ worker = false }: { readonly worker?: boolean } = {}): State {
  const state = new State({ ...defaultSettings, worker })
  load(seed, state)
  state.users.add(publisher)
  return state
}
