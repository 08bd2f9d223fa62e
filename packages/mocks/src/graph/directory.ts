// SPDX-License-Identifier: Apache-2.0
import { Seeded } from '../plane/seeded.ts'
import type { Tenant } from './tenant.ts'

export interface DirectoryUser {
  readonly id: string
  readonly displayName: string
  readonly givenName: string
  readonly surname: string
  readonly userPrincipalName: string
  readonly mail: string
  readonly jobTitle: string
  readonly managerId: string | null
}

export interface DirectoryDevice {
  /** The directory object's id; memberships name it. */
  readonly id: string
  /** The `azureADDeviceId` of its managed device. */
  readonly deviceId: string
  readonly displayName: string
  readonly operatingSystem: 'Windows' | 'macOS'
  readonly operatingSystemVersion: string
  readonly owner: DirectoryUser
}

export interface DirectoryGroup {
  readonly id: string
  readonly displayName: string
  readonly description: string
  readonly members: readonly (DirectoryUser | DirectoryDevice)[]
}

/** Users, groups and devices of a tenant: the same for equal tenants. */
export interface Directory {
  readonly users: readonly DirectoryUser[]
  readonly devices: readonly DirectoryDevice[]
  /** One for each deployment ring, of devices, each within the next; and one of all users. */
  readonly groups: readonly DirectoryGroup[]
}

const firstNames = ['Ada', 'Alan', 'Barbara', 'Dennis', 'Edsger', 'Frances', 'Grace', 'Hedy', 'Ken', 'Radia']
const lastNames = [
  'Archer',
  'Baker',
  'Carter',
  'Fisher',
  'Mason',
  'Miller',
  'Porter',
  'Shepherd',
  'Smith',
  'Turner',
]

/** Which share of the devices a ring has. */
const ringShares = { LAB: 0.04, CANARY: 0.1, PILOT: 0.2, DEPARTMENT: 0.4, GLOBAL: 1 } as const

export function createDirectory({ tenantId, seed = tenantId, domain, deviceCount = 50 }: Tenant): Directory {
  const random = new Seeded(`${seed}/directory`)
  const users = createUsers(random, domain, Math.max(Math.ceil(deviceCount / 2), 1))
  const devices = Array.from({ length: deviceCount }, (_, index) =>
    createDevice(random, index, users[index % users.length]),
  ).filter((device) => device !== undefined)
  const rings = Object.entries(ringShares).map(([ring, share]) => ({
    id: random.uuid(),
    displayName: `EUCORA-Ring-${ring}`,
    description: `Devices of the ring ${ring}`,
    members: devices.slice(0, Math.ceil(deviceCount * share)),
  }))
  const everyone = { id: random.uuid(), displayName: 'All users', description: 'Everyone', members: users }
  return { users, devices, groups: [...rings, everyone] }
}

function createUsers(random: Seeded, domain: string, count: number): readonly DirectoryUser[] {
  const users: DirectoryUser[] = []
  for (let index = 0; index < count; index += 1) {
    const givenName = firstNames[index % firstNames.length] ?? ''
    const surname = lastNames[Math.floor(index / firstNames.length) % lastNames.length] ?? ''
    const number = index < 100 ? '' : String(Math.floor(index / 100))
    const userPrincipalName = `${givenName}.${surname}${number}@${domain}`.toLowerCase()
    users.push({
      id: random.uuid(),
      displayName: `${givenName} ${surname}${number}`,
      givenName,
      surname,
      userPrincipalName,
      mail: userPrincipalName,
      jobTitle: index === 0 ? 'Head of IT' : 'Engineer',
      managerId: users[0]?.id ?? null,
    })
  }
  return users
}

/** Every eighth device is a Mac. */
function createDevice(
  random: Seeded,
  index: number,
  owner: DirectoryUser | undefined,
): DirectoryDevice | undefined {
  if (owner === undefined) return undefined
  const isMac = index % 8 === 7
  return {
    id: random.uuid(),
    deviceId: random.uuid(),
    displayName: `${isMac ? 'MAC' : 'WIN'}-${String(index + 1).padStart(4, '0')}`,
    operatingSystem: isMac ? 'macOS' : 'Windows',
    operatingSystemVersion: isMac ? '15.5 (24F74)' : '10.0.26100.4349',
    owner,
  }
}
