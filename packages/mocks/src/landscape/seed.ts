// SPDX-License-Identifier: Apache-2.0
import type { Beginning } from '../plane/plane.ts'
import type { LandscapeAccount } from './account.ts'
import { timelineOf } from './delivery.ts'
import { createPackages, preinstalled } from './repository.ts'
import { nextId, type Computer, type LandscapeState } from './state.ts'

/** Which share of the computers a deployment ring has; each is within the next, and has its tag. */
const ringShares = { lab: 0.04, canary: 0.1, pilot: 0.2, department: 0.4, global: 1 } as const

const pingMs = 30_000

/** An account with computers, tagged `ring-lab` to `ring-global`, every fifth of them a server. */
export function createLandscapeState(
  account: LandscapeAccount,
  { clock, random }: Beginning,
): LandscapeState {
  const lastIds = new Map<string, number>()
  const packages = createPackages(lastIds)
  const installed = preinstalled.flatMap((name) => packages.named(name).map(({ id }) => id))
  const own = random.stream('computers')
  const count = account.computerCount ?? 50
  const computers = Array.from({ length: count }, (_, index): Computer => {
    const number = String(index + 1).padStart(4, '0')
    const isOld = index % 4 === 3
    const rings = Object.entries(ringShares).filter(([, share]) => index < Math.ceil(count * share))
    return {
      id: nextId({ lastIds }, 'computers'),
      title: `Linux ${number}`,
      hostname: `lnx-${number}`,
      distribution: isOld ? '22.04' : '24.04',
      codename: isOld ? 'jammy' : 'noble',
      tags: [...rings.map(([ring]) => `ring-${ring}`), index % 5 === 4 ? 'server' : 'desktop'],
      network: { online: true, sinceMs: clock.nowMs() - own.integer(pingMs) },
      failsWith: null,
      installed: new Set(installed),
      held: new Set(),
    }
  })
  const state: LandscapeState = {
    account,
    computers,
    packages,
    lastIds,
    groups: new Map(),
    activities: new Map(),
    active: new Set(),
    timeline: timelineOf(() => state),
    profiles: new Map(),
    scripts: new Map(),
    repositories: [],
    tokensFromMs: 0,
  }
  return state
}
