// SPDX-License-Identifier: Apache-2.0
import { Type } from '@eucora/harness/contract/schema'
import { actionInput } from '../plane/action-input.ts'
import type { PlaneAction } from '../plane/plane.ts'
import { publishedActions } from '../plane/published.ts'
import { publishing } from './publishing.ts'
import { statusOn, targeted } from './asset-status.ts'
import { isSent, removeAssignment, replaceAssignment } from './assignments.ts'
import { lose, lookAgain, settle } from './settle.ts'
import type { Assignment, Device, SccmState } from './state.ts'

const closed = { additionalProperties: false }
const Named = Type.Object({ device: Type.String() }, closed)
const OnDevice = Type.Object({ device: Type.String(), assignment: Type.Integer() }, closed)
const OfAssignment = Type.Object({ assignment: Type.Integer() }, closed)
const OfApplication = Type.Object({ application: Type.Integer() }, closed)
const Changed = Type.Object(
  {
    assignment: Type.Integer(),
    enabled: Type.Optional(Type.Boolean()),
    collection: Type.Optional(Type.String()),
  },
  closed,
)

/** What tests do behind the service. A device is named by its name or ResourceID, the rest by number. */
export const actions: Readonly<Record<string, PlaneAction<SccmState>>> = {
  ...publishedActions(publishing),
  /** Takes a device off the network: what is not installed on it waits. */
  'device-offline': (input, world) => changeDevice(input, world, { network: false }),
  'device-online': (input, world) => changeDevice(input, world, { network: true }),
  /** What comes of every installation on a device from now on. */
  'installs-fail': (input, world) => changeDevice(input, world, { outcome: 'error' }),
  'installs-work': (input, world) => changeDevice(input, world, { outcome: 'success' }),
  'requirements-not-met': (input, world) => changeDevice(input, world, { outcome: 'requirements-not-met' }),
  /** Takes an installed application off a device, as a user would; the client finds out within seven days. */
  drift: (input, { state, clock }) => {
    const { device: name, assignment: id } = actionInput(OnDevice, input)
    const [device, assignment] = [deviceNamed(state, name), assignmentNamed(state, id)]
    const nowMs = clock.nowMs()
    if (statusOn(state, assignment, device, nowMs).statusType !== 1) {
      throw new RangeError(`The deployment ${id} is not installed on ${name}.`)
    }
    lose(state, assignment, device, nowMs)
  },
  /** Changes a deployment as another administrator would. */
  'change-assignment': (input, world) => {
    const { assignment: id, enabled, collection } = actionInput(Changed, input)
    const assignment = assignmentNamed(world.state, id)
    if (collection !== undefined && !world.state.collections.has(collection)) {
      throw new RangeError(`There is no collection ${JSON.stringify(collection)}.`)
    }
    const properties = {
      ...assignment.properties,
      ...(enabled === undefined ? {} : { Enabled: enabled }),
      ...(collection === undefined ? {} : { TargetCollectionID: collection }),
    }
    if (isSent(properties)) replaceAssignment(world, assignment, properties, 'administrator')
  },
  'delete-assignment': (input, world) => {
    removeAssignment(world, assignmentNamed(world.state, actionInput(OfAssignment, input).assignment).id)
  },
  /** Deletes an application with its deployments. */
  'delete-application': (input, world) => {
    const { application } = actionInput(OfApplication, input)
    const { applications, assignments } = world.state
    if (!applications.delete(application)) throw new RangeError(`There is no application ${application}.`)
    for (const each of assignments.with('AppCI', application)) {
      removeAssignment(world, each.id)
    }
  },
  /** How many devices of a deployment are at each StatusType. */
  'install-counts': (input, { state, clock }) => {
    const assignment = assignmentNamed(state, actionInput(OfAssignment, input).assignment)
    const counts: Record<string, number> = {}
    for (const device of targeted(state, assignment)) {
      const { statusType } = statusOn(state, assignment, device, clock.nowMs())
      counts[statusType] = (counts[statusType] ?? 0) + 1
    }
    return counts
  },
}

function changeDevice(
  input: unknown,
  { state, clock }: Parameters<PlaneAction<SccmState>>[1],
  { network, outcome }: { readonly network?: boolean; readonly outcome?: Device['outcome'] },
): void {
  const device = deviceNamed(state, actionInput(Named, input).device)
  const nowMs = clock.nowMs()
  settle(state, nowMs)
  if (network !== undefined) device.network = { online: network, sinceMs: nowMs }
  if (outcome !== undefined) device.outcome = outcome
  lookAgain(state.assignments.values())
}

function deviceNamed({ devices }: SccmState, name: string): Device {
  const device = devices.find((each) => String(each.resourceId) === name || each.name === name)
  if (device === undefined) throw new RangeError(`There is no device ${JSON.stringify(name)}.`)
  return device
}

function assignmentNamed({ assignments }: SccmState, id: number): Assignment {
  const assignment = assignments.get(id)
  if (assignment === undefined) throw new RangeError(`There is no deployment ${id}.`)
  return assignment
}
