// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody } from '@eucora/harness/contract'
import type { Deployment } from '../store/deployments.ts'
import { isoformat } from '../timestamps.ts'

type Application = AnswerBody<'deployments.applications', 200>['applications'][number]

/**
 * Groups deployments, newest first, by application and version: applications by lower-cased name, versions by their
 * newest deployment (deployment_intents/views.py:141-227). `part` keeps the names that contain it, in any case.
 */
export function applications(newestFirst: readonly Deployment[], part: string | undefined): Application[] {
  const named = part?.toLowerCase()
  const rows =
    named === undefined
      ? newestFirst
      : newestFirst.filter(({ appName }) => appName.toLowerCase().includes(named))
  return [...Map.groupBy(rows, ({ appName }) => appName)]
    .map(([name, own]) => application(name, own))
    .toSorted((a, b) => compare(a.app_name.toLowerCase(), b.app_name.toLowerCase()))
}

function application(name: string, newestFirst: readonly Deployment[]): Application {
  const versions = [...Map.groupBy(newestFirst, ({ version }) => version)]
  return {
    app_name: name,
    latest_version: versions[0]?.[0] ?? '',
    deployment_count: newestFirst.length,
    versions: versions.map(([version, own]) => ({
      version,
      latest_created_at: isoformat(own[0]?.createdUs ?? 0),
      deployments: own.map((each) => ({
        correlation_id: each.flowId,
        target_ring: each.targetRing,
        status: each.status,
        risk_score: each.riskScore,
        requires_cab_approval: each.requiresCabApproval,
        created_at: isoformat(each.createdUs),
      })),
    })),
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
