// SPDX-License-Identifier: Apache-2.0

export const planes = ['intune', 'jamf', 'sccm', 'landscape', 'ansible'] as const
export type Plane = (typeof planes)[number]

export const rings = ['LAB', 'CANARY', 'PILOT', 'DEPARTMENT', 'GLOBAL'] as const

/** An approved deployment, as its publication names it. */
export interface Approved {
  readonly flowId: string
  readonly appName: string
  readonly version: string
  readonly ring: (typeof rings)[number]
}

/** What is sent to bring it onto a plane. */
export function deployBody({ flowId, appName, version, ring }: Approved) {
  return {
    deployment_intent_id: flowId,
    artifact_path: `artifacts/${appName}.msi`,
    target_ring: ring,
    app_name: appName,
    version,
  }
}

const round = planes.map((plane) => `connectors.deploy/${plane}`)

/** What a publisher does in turn, in the shares of the profile's mix: six deploys a plane, five looks, five repairs. */
export const turns: readonly string[] = [
  ...Array.from({ length: 5 }, () => [...round, 'connectors.status', 'connectors.remediate']).flat(),
  ...round,
]

/** Where a user's next deployment stands: each user has every `users`-th one, and each plane its own count of them. */
export function placeOf(user: number, taken: number, users: number): number {
  return ((user - 1) % users) + taken * users
}
