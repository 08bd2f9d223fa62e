// SPDX-License-Identifier: Apache-2.0
import { Type } from '@eucora/harness/contract/schema'
import { actionInput } from '../plane/action-input.ts'
import type { PlaneAction } from '../plane/plane.ts'
import { publishedActions } from '../plane/published.ts'
import { publishing } from './publishing.ts'
import { defaultErrorCode, installOn, keyOf, settle, targeted } from './installs.ts'
import type { IntuneState, ManagedDevice } from './state.ts'

const Named = Type.Object({ device: Type.String() }, { additionalProperties: false })
const Failing = Type.Object(
  { device: Type.String(), errorCode: Type.Optional(Type.Integer()) },
  { additionalProperties: false },
)
const OnDevice = Type.Object({ device: Type.String(), app: Type.String() }, { additionalProperties: false })
const OfApp = Type.Object({ app: Type.String() }, { additionalProperties: false })

/** What tests do to the devices. A device is named by its name or id, an app by its id. */
export const actions: Readonly<Record<string, PlaneAction<IntuneState>>> = {
  ...publishedActions(publishing),
  /** Takes a device off the network: what is not installed on it waits. */
  'device-offline': (input, { state, clock }) => {
    const device = deviceNamed(state, actionInput(Named, input).device)
    settle(state, clock.nowMs())
    device.network = { online: false, sinceMs: clock.nowMs() }
  },
  'device-online': (input, { state, clock }) => {
    const device = deviceNamed(state, actionInput(Named, input).device)
    settle(state, clock.nowMs())
    device.network = { online: true, sinceMs: clock.nowMs() }
  },
  /** Lets every installation on a device fail from now on, with an exit code. */
  'installs-fail': (input, { state, clock }) => {
    const { device, errorCode = defaultErrorCode } = actionInput(Failing, input)
    settle(state, clock.nowMs())
    deviceNamed(state, device).failsWith = errorCode
  },
  'installs-work': (input, { state, clock }) => {
    settle(state, clock.nowMs())
    deviceNamed(state, actionInput(Named, input).device).failsWith = null
  },
  /** Takes an installed app off a device, as a user would: drift that only reading back shows. */
  drift: (input, { state, clock }) => {
    const { device, app } = actionInput(OnDevice, input)
    const found = appNamed(state, app)
    const key = keyOf(found, deviceNamed(state, device))
    state.reported.set(key, { state: 'notInstalled', errorCode: 0, changedMs: clock.nowMs() })
  },
  /** How many devices are in each state. */
  'install-counts': (input, { state, clock }) => {
    const app = appNamed(state, actionInput(OfApp, input).app)
    const counts: Record<string, number> = {}
    for (const each of targeted(state, app)) {
      const install = installOn(state, app, each, clock.nowMs())
      counts[install.state] = (counts[install.state] ?? 0) + 1
    }
    return counts
  },
}

function deviceNamed(state: IntuneState, name: string): ManagedDevice {
  const device = state.devices.find(({ id, deviceName }) => id === name || deviceName === name)
  if (device === undefined) throw new RangeError(`There is no device ${JSON.stringify(name)}.`)
  return device
}

function appNamed(state: IntuneState, id: string) {
  const app = state.apps.get(id)
  if (app === undefined) throw new RangeError(`There is no app ${JSON.stringify(id)}.`)
  return app
}
