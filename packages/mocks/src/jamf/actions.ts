// SPDX-License-Identifier: Apache-2.0
import { Type } from '@eucora/harness/contract/schema'
import { actionInput } from '../plane/action-input.ts'
import type { PlaneAction } from '../plane/plane.ts'
import { publishedActions } from '../plane/published.ts'
import { publishing } from './publishing.ts'
import { removePackage } from './packages.ts'
import { removePolicy, replaceContent } from './policies.ts'
import { runOn, scoped, settle, settleForChange } from './runs.ts'
import type { Computer, JamfState, Policy } from './state.ts'

const closed = { additionalProperties: false }
const Named = Type.Object({ device: Type.String() }, closed)
const OnDevice = Type.Object({ device: Type.String(), package: Type.String() }, closed)
const OfPolicy = Type.Object({ policy: Type.String() }, closed)
const OfPackage = Type.Object({ package: Type.String() }, closed)
const Changed = Type.Object(
  {
    policy: Type.String(),
    enabled: Type.Optional(Type.Boolean()),
    allComputers: Type.Optional(Type.Boolean()),
    groups: Type.Optional(Type.Array(Type.Integer())),
  },
  closed,
)

/** What tests do behind the API. A device is named by its name or id, a policy and a package by their ids. */
export const actions: Readonly<Record<string, PlaneAction<JamfState>>> = {
  ...publishedActions(publishing),
  /** Takes a computer off the network: what did not run on it waits. */
  'device-offline': (input, world) => changeDevice(input, world, { network: false }),
  'device-online': (input, world) => changeDevice(input, world, { network: true }),
  /** Lets every policy on a computer fail from now on. */
  'installs-fail': (input, world) => changeDevice(input, world, { fails: true }),
  'installs-work': (input, world) => changeDevice(input, world, { fails: false }),
  /** Takes an installed package off a computer, as a user would: the policy's log says nothing of it. */
  drift: (input, { state, clock }) => {
    const { device, package: id } = actionInput(OnDevice, input)
    settle(state, clock.nowMs())
    const removed = state.installed.get(deviceNamed(state, device).id)?.delete(Number(id))
    if (removed !== true) throw new RangeError(`The package ${id} is not on ${device}.`)
  },
  /** Changes a policy as another administrator would. */
  'change-policy': (input, world) => {
    const { policy: id, enabled, allComputers, groups } = actionInput(Changed, input)
    const policy = policyNamed(world.state, id)
    const { content } = policy
    const scope = {
      ...content.scope,
      ...(allComputers === undefined ? {} : { allComputers }),
      ...(groups === undefined ? {} : { groups }),
    }
    replaceContent(world, policy, { ...content, enabled: enabled ?? content.enabled, scope })
  },
  'delete-policy': (input, world) => {
    removePolicy(world, policyNamed(world.state, actionInput(OfPolicy, input).policy))
  },
  'delete-package': (input, world) => {
    const id = Number(actionInput(OfPackage, input).package)
    const found = world.state.packages.get(id)
    if (found === undefined) throw new RangeError(`There is no package ${id}.`)
    removePackage(world, found)
  },
  /** How many computers of a policy's scope are Completed, Failed or Pending. */
  'install-counts': (input, { state, clock }) => {
    const policy = policyNamed(state, actionInput(OfPolicy, input).policy)
    const counts: Record<string, number> = {}
    for (const computer of scoped(state, policy.content.scope)) {
      const status = runOn(state, policy, computer, clock.nowMs())?.status ?? 'Pending'
      counts[status] = (counts[status] ?? 0) + 1
    }
    return counts
  },
}

function changeDevice(
  input: unknown,
  { state, clock }: Parameters<PlaneAction<JamfState>>[1],
  { network, fails }: { readonly network?: boolean; readonly fails?: boolean },
): void {
  const device = deviceNamed(state, actionInput(Named, input).device)
  const nowMs = clock.nowMs()
  settleForChange(state, nowMs)
  if (network !== undefined) device.network = { online: network, sinceMs: nowMs }
  if (fails !== undefined) device.fails = fails
}

function deviceNamed({ computers }: JamfState, name: string): Computer {
  const device = computers.find((each) => String(each.id) === name || each.name === name)
  if (device === undefined) throw new RangeError(`There is no device ${JSON.stringify(name)}.`)
  return device
}

function policyNamed({ policies }: JamfState, id: string): Policy {
  const policy = policies.get(Number(id))
  if (policy === undefined) throw new RangeError(`There is no policy ${JSON.stringify(id)}.`)
  return policy
}
