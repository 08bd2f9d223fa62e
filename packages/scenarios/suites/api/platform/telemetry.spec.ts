// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '@eucora/harness'
import { deploymentStatuses } from '@eucora/harness/contract'
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { assetRows } from '../../../src/given/assets.ts'
import { telemetryMounts } from '../../../src/mounts.ts'

/** Seven devices, one of them for demonstration; the older, the less they comply. */
const devices = assetRows([
  { compliance_score: 70, os: 'Ubuntu 22.04' },
  { compliance_score: 80 },
  { compliance_score: 90 },
  { compliance_score: 99 },
  { compliance_score: 20, status: 'Maintenance', os: 'Ubuntu 22.04' },
  { compliance_score: 10, status: 'Retired', os: 'macOS Sonoma' },
  { compliance_score: 100, os: 'Ubuntu 20.04', is_demo: true },
])

const scannedPack = {
  model: 'evidence_store.evidencepack',
  pk: 900,
  fields: {
    created_at: '2026-01-02T08:00:00Z',
    updated_at: '2026-01-02T08:00:00Z',
    correlation_id: '5eed0000-0000-4000-8004-000000000900',
    app_name: 'scanned-pack',
    version: '1.0.0',
    artifact_hash: 'a'.repeat(64),
    artifact_path: 'eucora-artifacts/artifacts/scanned-pack/1.0.0/scanned.msi',
    sbom_data: {},
    vulnerability_scan_results: { critical: 2, high: 3, medium: 5, low: 7 },
    rollback_plan: '',
    is_validated: false,
    is_demo: false,
  },
}

async function totalOf(by: Actor, status: string): Promise<number> {
  return answered(await by.call('core.deployments.list', { query: { status, page_size: 0 } }), 200).total
}

for (const mount of telemetryMounts) {
  test(
    `${mount}: metrics count deployments and devices as their lists do`,
    about({ app: 'platform', class: 'List', rule: 'answers-tell-what-is-stored', alone: true }),
    async ({ as, given, anonymous, standIn }) => {
      const submitter = await as('submitter')
      await standIn.seed(devices)
      await given.deployment(submitter, given.highRisk())
      const byStatus = []
      for (const status of deploymentStatuses) byStatus.push([status, await totalOf(submitter, status)])
      const total = answered(await submitter.call('core.deployments.list', {}), 200).total
      const now = async () =>
        Date.parse(answered(await anonymous.call('health.comprehensive', {}), 200).timestamp)

      const before = await now()
      const { timestamp, ...counts } = answered(await submitter.call(`${mount}.metrics`, {}), 200)
      const after = await now()

      expect(counts).toEqual({
        deployment_intents_total: total,
        deployment_intents_by_status: Object.fromEntries(byStatus.filter(([, count]) => count !== 0)),
        assets_total: 6,
        assets_by_status: { Active: 4, Maintenance: 1, Retired: 1 },
      })
      expect(Date.parse(timestamp)).toBeGreaterThanOrEqual(before)
      expect(Date.parse(timestamp)).toBeLessThanOrEqual(after)
    },
  )

  test(
    `${mount}: compliance sums up the devices, the evidence and what waits, without demo rows unless asked for`,
    about({ app: 'platform', class: 'List', rule: 'answers-tell-what-is-stored', alone: true }),
    async ({ as, given, standIn }) => {
      const submitter = await as('submitter')
      const stats = async (include_demo?: string) => {
        const query = include_demo === undefined ? {} : { include_demo }
        return answered(await submitter.call(`${mount}.compliance`, { query }), 200)
      }
      await standIn.seed([...devices, scannedPack])
      await given.deployment(submitter)
      await given.deployment(submitter, given.highRisk())
      // Each of these needs the CAB, and none is pending or rejected.
      const waiting = await totalOf(submitter, 'AWAITING_CAB')
      const approved = await totalOf(submitter, 'APPROVED')

      const { compliance_trend: trend, vulnerability_data: found, ...sums } = await stats()

      expect(sums).toEqual({
        overall_compliance: 84.8,
        critical_vulnerabilities: 2,
        policy_conflicts: waiting,
        pending_updates: waiting + approved,
        os_distribution: [
          { name: 'Windows 11', value: 3, color: '#0078D7' },
          { name: 'Ubuntu 22.04', value: 2, color: '#E95420' },
          { name: 'macOS Sonoma', value: 1, color: '#FF3B30' },
        ],
        total_assets: 6,
        active_assets: 4,
      })
      expect(found).toEqual([
        { name: 'Critical', value: 2, color: '#E74C3C' },
        { name: 'High', value: 3, color: '#F39C12' },
        { name: 'Medium', value: 5, color: '#F1C40F' },
        { name: 'Low', value: 7, color: '#3498DB' },
      ])
      expect(trend.at(-1)?.score).toBe(84.8)
      for (const { date } of trend) expect(date).toMatch(/^[A-Z][a-z]{2} \d\d$/)
      expect((await stats('all')).total_assets).toBe(7)
      // A version without a colour of its own is grey, whatever its family.
      const grey = { name: 'Ubuntu 20.04', value: 1, color: '#888888' }
      expect((await stats('true')).os_distribution).toEqual([grey])
    },
  )
}
