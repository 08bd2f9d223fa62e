// SPDX-License-Identifier: Apache-2.0
import type { Call } from '../call.ts'
import { demoFilter } from '../demo-filter.ts'
import type { Asset } from '../store/assets.ts'
import type { DeploymentFilter } from '../store/deployments.ts'

const weeks = 8
const weekMs = 7 * 24 * 60 * 60 * 1000
const severities = [
  { key: 'critical', name: 'Critical', color: '#E74C3C' },
  { key: 'high', name: 'High', color: '#F39C12' },
  { key: 'medium', name: 'Medium', color: '#F1C40F' },
  { key: 'low', name: 'Low', color: '#3498DB' },
] as const

/** By the whole name: a version that is not among them is grey (telemetry/views.py:223-240). */
const osColors: ReadonlyMap<string, string> = new Map([
  ['Windows 11', '#0078D7'],
  ['Windows 10', '#00BCF2'],
  ['Windows Server 2022', '#0078D7'],
  ['macOS Sonoma', '#FF3B30'],
  ['macOS Ventura', '#FF3B30'],
  ['macOS', '#FF3B30'],
  ['Ubuntu 22.04', '#E95420'],
  ['Ubuntu', '#E95420'],
  ['RHEL 9', '#EE0000'],
  ['RHEL', '#EE0000'],
  ['iOS 17', '#000000'],
  ['iOS 16', '#000000'],
  ['iOS', '#000000'],
  ['Android 14', '#3DDC84'],
  ['Android 13', '#3DDC84'],
  ['Android', '#3DDC84'],
])

/** Sums up assets, evidence and waiting deployments (telemetry/views.py). The trend is made up there too. */
export function complianceStats(call: Call) {
  const { state } = call
  const isDemo = demoFilter(call)
  const shown = (row: { readonly isDemo: boolean }) => isDemo === undefined || row.isDemo === isDemo
  const assets = state.assets.newestFirst().filter(shown)
  const active = assets.filter(({ status }) => status === 'Active')
  const average = averageOf(active)
  const packs = state.evidencePacks.all().filter(shown)
  const vulnerabilities = severities.map(({ key, name, color }) => {
    const value = packs.reduce((sum, { scanResults }) => sum + countIn(scanResults, key), 0)
    return { name, value, color }
  })
  const waiting = (status: DeploymentFilter['status']) =>
    state.deployments.newest({ status, isDemo }, Infinity)
  return {
    status: 200,
    body: {
      overall_compliance: rounded(average),
      critical_vulnerabilities: vulnerabilities[0]?.value ?? 0,
      policy_conflicts: ['PENDING', 'AWAITING_CAB', 'REJECTED']
        .flatMap(waiting)
        .filter(({ requiresCabApproval }) => requiresCabApproval).length,
      pending_updates: ['PENDING', 'AWAITING_CAB', 'APPROVED']
        .map((status) => state.deployments.total({ status, isDemo }))
        .reduce((sum, count) => sum + count, 0),
      compliance_trend: trendOf(active, average, state.clock.nowMs()),
      vulnerability_data: vulnerabilities,
      os_distribution: osDistribution(assets),
      total_assets: assets.length,
      active_assets: active.length,
    },
  } as const
}

/** Eight weekly points that rise from the oldest quarter's average to the present one, never below 60 before the last. */
function trendOf(active: readonly Asset[], average: number, nowMs: number) {
  const oldest = active.toReversed().slice(0, Math.max(1, Math.floor(active.length / 4)))
  const base = Math.min(95, Math.max(60, oldest.length === 0 ? average - 5 : averageOf(oldest)))
  return Array.from({ length: weeks }, (_, week) => {
    const score = week === weeks - 1 ? average : base + ((average - base) * week) / (weeks - 1)
    const date = new Date(nowMs - (weeks - week) * weekMs)
    const month = date.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' })
    return {
      date: `${month} ${String(date.getUTCDate()).padStart(2, '0')}`,
      score: rounded(week === weeks - 1 ? score : Math.min(100, Math.max(60, score))),
    }
  })
}

function osDistribution(assets: readonly Asset[]) {
  const byOs = Map.groupBy(assets, ({ os }) => os)
  return [...byOs]
    .map(([name, rows]) => ({ name, value: rows.length, color: osColors.get(name) ?? '#888888' }))
    .toSorted((one, other) => other.value - one.value)
    .slice(0, 10)
}

function averageOf(assets: readonly Asset[]): number {
  if (assets.length === 0) return 0
  return assets.reduce((sum, { complianceScore }) => sum + complianceScore, 0) / assets.length
}

function countIn(scan: unknown, key: string): number {
  if (typeof scan !== 'object' || scan === null) return 0
  const count: unknown = new Map(Object.entries(scan)).get(key)
  return typeof count === 'number' ? count : 0
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
