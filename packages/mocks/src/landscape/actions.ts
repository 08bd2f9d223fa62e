// SPDX-License-Identifier: Apache-2.0
import { Type } from '@eucora/harness/contract/schema'
import { actionInput } from '../plane/action-input.ts'
import type { PlaneAction } from '../plane/plane.ts'
import { publishedActions } from '../plane/published.ts'
import { publishing } from './publishing.ts'
import { settle } from './delivery.ts'
import type { Computer, LandscapeState } from './state.ts'

const closed = { additionalProperties: false }
const OfComputer = Type.Object({ computer: Type.String() }, closed)
const Failing = Type.Object({ computer: Type.String(), message: Type.Optional(Type.String()) }, closed)
const OnComputer = Type.Object({ computer: Type.String(), package: Type.String() }, closed)

/** What tests do to the computers and tokens of an account. A computer is named by its hostname or id. */
export const actions: Readonly<Record<string, PlaneAction<LandscapeState>>> = {
  ...publishedActions(publishing),
  /** Takes a computer off the network: what it is to do stays undelivered. */
  'computer-offline': (input, { state, clock }) => {
    const computer = computerNamed(state, actionInput(OfComputer, input).computer)
    settle(state, clock.nowMs())
    computer.network = { online: false, sinceMs: clock.nowMs() }
  },
  'computer-online': (input, { state, clock }) => {
    const computer = computerNamed(state, actionInput(OfComputer, input).computer)
    settle(state, clock.nowMs())
    computer.network = { online: true, sinceMs: clock.nowMs() }
    for (const activity of state.active) if (activity.computer === computer) state.timeline.plan(activity)
  },
  /** Lets every change of packages on a computer fail from now on. */
  'packages-fail': (input, { state, clock }) => {
    const { computer, message = 'E: Sub-process /usr/bin/dpkg returned an error code (1)' } = actionInput(
      Failing,
      input,
    )
    settle(state, clock.nowMs())
    computerNamed(state, computer).failsWith = message
  },
  'packages-work': (input, { state, clock }) => {
    settle(state, clock.nowMs())
    computerNamed(state, actionInput(OfComputer, input).computer).failsWith = null
  },
  /** Removes a package from a computer, as its user would: drift that reading back shows. */
  drift: (input, { state, clock }) => {
    const { computer, package: name } = actionInput(OnComputer, input)
    settle(state, clock.nowMs())
    const { installed } = computerNamed(state, computer)
    const found = state.packages.named(name).find((each) => installed.has(each.id))
    if (found === undefined) throw new RangeError(`${computer} has no package ${JSON.stringify(name)}.`)
    installed.delete(found.id)
  },
  /** Makes the tokens that were issued up to now worthless, in the middle of whatever their users do. */
  'tokens-expire': (_input, { state, clock }) => {
    state.tokensFromMs = clock.nowMs() + 1
  },
}

function computerNamed({ computers }: LandscapeState, name: string): Computer {
  const computer = computers.find(({ id, hostname }) => String(id) === name || hostname === name)
  if (computer === undefined) throw new RangeError(`There is no computer ${JSON.stringify(name)}.`)
  return computer
}
