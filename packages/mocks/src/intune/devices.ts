// SPDX-License-Identifier: Apache-2.0
import type { GraphAnswer } from '../graph/admit.ts'
import { graphError } from '../graph/answers.ts'
import { collection, single } from '../graph/collection.ts'
import type { Directory } from '../graph/directory.ts'
import type { Row } from '../graph/filter.ts'
import type { Seeded } from '../plane/seeded.ts'
import { iso } from './apps.ts'
import type { IntuneState, ManagedDevice } from './state.ts'

const dayMs = 86_400_000
/** How often a device on the network checks in. */
const checkInMs = 8 * 3_600_000

/** The tenant's devices as Intune manages them. Every tenth is not compliant; all are on the network. */
export function createDevices(directory: Directory, random: Seeded, nowMs: number): readonly ManagedDevice[] {
  return directory.devices.map((device, index) => ({
    id: random.uuid(),
    azureADDeviceId: device.deviceId,
    deviceName: device.displayName,
    operatingSystem: device.operatingSystem,
    osVersion: device.operatingSystemVersion,
    userId: device.owner.id,
    userPrincipalName: device.owner.userPrincipalName,
    userDisplayName: device.owner.displayName,
    serialNumber: random.hex(10).toUpperCase(),
    enrolledMs: nowMs - (30 + random.integer(300)) * dayMs,
    objectId: device.id,
    complianceState: index % 10 === 9 ? 'noncompliant' : 'compliant',
    network: { online: true, sinceMs: nowMs - random.integer(checkInMs) },
    failsWith: null,
  }))
}

export const listDevices: GraphAnswer<IntuneState> = (call) =>
  collection(
    call,
    call.state.devices.map((device) => deviceRow(device, call.clock.nowMs())),
    { type: 'microsoft.graph.managedDevice', pageSize: 1000, maxPageSize: 1000 },
  )

export const getDevice: GraphAnswer<IntuneState> = (call) => {
  const device = call.state.devices.find(({ id }) => id === call.params['id'])
  if (device === undefined) return graphError(call, 404, 'ResourceNotFound', 'Resource not found.')
  return single(call, deviceRow(device, call.clock.nowMs()), 'microsoft.graph.managedDevice')
}

function deviceRow(device: ManagedDevice, nowMs: number): Row {
  const isMac = device.operatingSystem === 'macOS'
  return {
    id: device.id,
    userId: device.userId,
    deviceName: device.deviceName,
    managedDeviceOwnerType: 'company',
    enrolledDateTime: iso(device.enrolledMs),
    lastSyncDateTime: iso(lastSyncMs(device, nowMs)),
    operatingSystem: device.operatingSystem,
    complianceState: device.complianceState,
    jailBroken: 'Unknown',
    managementAgent: 'mdm',
    osVersion: device.osVersion,
    azureADRegistered: true,
    azureADDeviceId: device.azureADDeviceId,
    deviceEnrollmentType: isMac ? 'appleUserEnrollment' : 'windowsAzureADJoin',
    deviceRegistrationState: 'registered',
    emailAddress: device.userPrincipalName,
    isEncrypted: true,
    isSupervised: false,
    userPrincipalName: device.userPrincipalName,
    userDisplayName: device.userDisplayName,
    model: isMac ? 'MacBook Pro' : 'Latitude 7450',
    manufacturer: isMac ? 'Apple' : 'Dell Inc.',
    serialNumber: device.serialNumber,
  }
}

/** A device checks in when it comes onto the network and every eight hours from then on. */
function lastSyncMs({ network: { online, sinceMs } }: ManagedDevice, nowMs: number): number {
  return online ? nowMs - ((nowMs - sinceMs) % checkInMs) : sinceMs
}
