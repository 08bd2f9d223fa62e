// SPDX-License-Identifier: Apache-2.0
import { Type } from '@eucora/harness/contract/schema'
import { actionInput } from '../plane/action-input.ts'
import type { PlaneAction } from '../plane/plane.ts'
import { publishedActions } from '../plane/published.ts'
import { publishing } from './publishing.ts'
import { settle } from './run.ts'
import { textIn, type AwxState, type Machine } from './state.ts'

const OfHost = Type.Object({ host: Type.String() }, { additionalProperties: false })
const OnHost = Type.Object(
  { host: Type.String(), job_template: Type.Integer() },
  { additionalProperties: false },
)
const OfToken = Type.Object({ token: Type.String() }, { additionalProperties: false })

type Change = (machine: Machine) => void

/** What tests do to the hosts and tokens behind an AWX. A host is named by its name or id. */
export const actions: Readonly<Record<string, PlaneAction<AwxState>>> = {
  ...publishedActions(publishing),
  /** Takes a host off the network: jobs find it unreachable, and fail. */
  'host-offline': onHost((machine) => {
    machine.online = false
  }),
  'host-online': onHost((machine) => {
    machine.online = true
  }),
  /** Lets every playbook fail on a host from now on. */
  'host-fails': onHost((machine) => {
    machine.fails = true
  }),
  'host-works': onHost((machine) => {
    machine.fails = false
  }),
  /** Undoes on a host what a job template has set up there; only the next job finds out, in check mode too. */
  drift: (input, { state, clock }) => {
    const { host, job_template: template } = actionInput(OnHost, input)
    settle(state, clock.nowMs())
    if (!machineNamed(state, host).applied.delete(template)) {
      throw new RangeError(`The job template ${template} has set up nothing on ${JSON.stringify(host)}.`)
    }
  },
  /** Lets a token expire now, in the middle of whatever its user does. */
  'token-expires': (input, { state }) => {
    const { token } = actionInput(OfToken, input)
    const index = state.tokens.findIndex((each) => each.token === token)
    if (index < 0) throw new RangeError('There is no such token.')
    state.tokens.splice(index, 1)
  },
}

/** What jobs have done up to now stays as it is; what changes is found by those that end later. */
function onHost(change: Change): PlaneAction<AwxState> {
  return (input, { state, clock }) => {
    const { host } = actionInput(OfHost, input)
    settle(state, clock.nowMs())
    change(machineNamed(state, host))
  }
}

function machineNamed(state: AwxState, name: string): Machine {
  const host = [...state.hosts.values()].find(
    (each) => textIn(each, 'name') === name || String(each.id) === name,
  )
  const machine = host === undefined ? undefined : state.machines.get(host.id)
  if (machine === undefined) throw new RangeError(`There is no host ${JSON.stringify(name)}.`)
  return machine
}
