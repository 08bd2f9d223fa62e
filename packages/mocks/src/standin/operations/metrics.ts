// SPDX-License-Identifier: Apache-2.0
import { deploymentStatuses } from '@eucora/harness/contract'
import type { Call } from '../call.ts'
import { demoFilter } from '../demo-filter.ts'
import { isoformat } from '../timestamps.ts'

/** Counts deployments and assets by status; a status that nothing has is left out (telemetry/views.py). */
export function metrics(call: Call) {
  const { state } = call
  const isDemo = demoFilter(call)
  const byStatus = deploymentStatuses.flatMap((status): [string, number][] => {
    const count = state.deployments.total({ status, isDemo })
    return count === 0 ? [] : [[status, count]]
  })
  const assets = state.assets.newestFirst().filter((asset) => isDemo === undefined || asset.isDemo === isDemo)
  const assetsByStatus = Map.groupBy(assets, ({ status }) => status)
  return {
    status: 200,
    body: {
      deployment_intents_total: byStatus.reduce((sum, [, count]) => sum + count, 0),
      deployment_intents_by_status: Object.fromEntries(byStatus),
      assets_total: assets.length,
      assets_by_status: Object.fromEntries(
        [...assetsByStatus].map(([status, rows]) => [status, rows.length]),
      ),
      timestamp: isoformat(state.clock.nowMs() * 1000),
    },
  } as const
}
