// SPDX-License-Identifier: Apache-2.0
import type { State } from '../state.ts'

export interface DemoCounts {
  readonly assets: number
  readonly applications: number
  readonly deployments: number
  readonly ring_deployments: number
  readonly cab_approvals: number
  readonly evidence_packs: number
  readonly events: number
  readonly users: number
}

export const noDemoRows: DemoCounts = {
  assets: 0,
  applications: 0,
  deployments: 0,
  ring_deployments: 0,
  cab_approvals: 0,
  evidence_packs: 0,
  events: 0,
  users: 0,
}

/** How many demo rows there are; each demo deployment stands for one ring deployment. */
export function countDemoRows(state: State): DemoCounts {
  const deployments = state.deployments.newest({ isDemo: true }, Number.POSITIVE_INFINITY)
  return {
    assets: state.assets.countDemo(),
    applications: state.applications.countDemo(),
    deployments: deployments.length,
    ring_deployments: deployments.length,
    cab_approvals: deployments.reduce((sum, { pk }) => sum + state.legacyApprovals.of(pk).length, 0),
    evidence_packs: state.evidencePacks.all().filter(({ isDemo }) => isDemo).length,
    events: state.events.total({ isDemo: true }),
    users: state.users.demo().length,
  }
}

/** Deletes the demo rows and answers how many of each. Events are append-only: they stay (D-13). */
export function clearDemoRows(state: State): DemoCounts {
  const deploymentPks = state.deployments.removeDemo()
  const users = state.users.demo()
  for (const user of users) state.users.remove(user)
  return {
    assets: state.assets.removeDemo(),
    applications: state.applications.removeDemo(),
    deployments: deploymentPks.length,
    ring_deployments: deploymentPks.length,
    cab_approvals: state.legacyApprovals.removeOf(deploymentPks),
    evidence_packs: state.evidencePacks.removeDemo(),
    events: 0,
    users: users.length,
  }
}
