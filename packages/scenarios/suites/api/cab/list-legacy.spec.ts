// SPDX-License-Identifier: Apache-2.0
import type { SeedRow } from '@eucora/harness'
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'cab', class: 'List' } as const

test(
  'legacy approvals filtered by a decision show the deployments that stand so, and no others',
  about({ ...inClass, rule: 'approvals-are-filtered-by-what-stands' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const [approved, rejected, waiting, newer] = [
      await given.deployment(submitter, given.highRisk()),
      await given.deployment(submitter, given.highRisk()),
      await given.deployment(submitter, given.highRisk()),
      await given.deployment(submitter, given.highRisk()),
    ]
    const flowOf = ({ correlation_id }: typeof waiting) => ({ params: { correlation_id }, body: {} })
    answered(await member.call('cab.legacy.approve', flowOf(approved)), 200)
    answered(await member.call('cab.legacy.reject', flowOf(rejected)), 200)
    const own = [approved, rejected, waiting, newer].map(({ correlation_id }) => correlation_id)
    const flowsOf = (approvals: readonly { readonly correlation_id: string }[]) =>
      approvals.map(({ correlation_id }) => correlation_id).filter((id) => own.includes(id))

    const pending = answered(await submitter.call('cab.legacy.pending', {}), 200)
    const decidedSo = async (decision: string) => {
      const { approvals } = answered(
        await submitter.call('cab.legacy.approvals', { query: { decision } }),
        200,
      )
      expect(new Set(approvals.map((each) => each.decision))).toEqual(new Set([decision]))
      return flowsOf(approvals)
    }

    expect(flowsOf(pending.approvals)).toEqual([newer.correlation_id, waiting.correlation_id])
    expect(await decidedSo('APPROVED')).toEqual([approved.correlation_id])
    expect(await decidedSo('REJECTED')).toEqual([rejected.correlation_id])
    expect(new Set(await decidedSo('PENDING'))).toEqual(
      new Set([newer.correlation_id, waiting.correlation_id]),
    )
    const none = answered(
      await submitter.call('cab.legacy.pending', { query: { decision: 'REJECTED' } }),
      200,
    )
    expect(flowsOf(none.approvals)).toEqual([])

    for (const list of ['cab.legacy.pending', 'cab.legacy.approvals'] as const) {
      const all = answered(await submitter.call(list, {}), 200)
      const noDemo = answered(await submitter.call(list, { query: { include_demo: 'false' } }), 200)
      const onlyDemo = answered(await submitter.call(list, { query: { include_demo: 'true' } }), 200)
      expect(flowsOf(noDemo.approvals)).toEqual(flowsOf(all.approvals))
      expect(flowsOf(onlyDemo.approvals)).toEqual([])
    }
  },
)

test(
  'a decided deployment shows what was decided and, behind it, what had waited',
  about({ ...inClass, rule: 'approval-history-is-kept' }),
  async ({ as, given }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const { correlation_id } = await given.deployment(submitter, given.highRisk())
    const { rationale: comments } = given.decision()
    answered(await member.call('cab.legacy.reject', { params: { correlation_id }, body: { comments } }), 200)

    const { approvals } = answered(await member.call('cab.legacy.approvals', {}), 200)

    const records = approvals.filter((each) => each.correlation_id === correlation_id)
    expect(records).toMatchObject([
      { decision: 'REJECTED', approver: member.username, comments },
      { decision: 'PENDING', approver: null, comments: '', reviewed_at: null },
    ])
    expect(new Set(records.map(({ id }) => id)).size).toBe(2)
  },
)

test(
  'legacy approvals show the newest 1000 records as they are stored, and no more',
  about({ ...inClass, rule: 'lists-keep-their-cap', alone: true }),
  async ({ as, given, standIn }) => {
    const reader = await as('user')
    const member = await as('cab_member')
    const deployment = given.waitingDeploymentRow(await as('submitter'), false)
    const firstMs = Date.parse('2026-01-01T00:00:00Z')
    const records = Array.from({ length: 1001 }, (_, index) =>
      given.approvalRow(deployment.pk, {
        decision: 'REJECTED',
        approver: member.user?.id,
        comments: `number ${index}`,
        conditions: [{ number: index }],
        submitted_at: wireInstant(firstMs + index * 1000),
        reviewed_at: wireInstant(firstMs + index * 1000 + 500_000),
      }),
    )
    await standIn.seed([deployment, ...records])

    const { approvals } = answered(await reader.call('cab.legacy.approvals', {}), 200)

    const expected = records.slice(1).map((record) => approvalOf(deployment, record, member.username))
    expect(approvals).toEqual(expected.toReversed())
  },
)

test(
  'legacy lists leave demo rows out unless they are asked for, and then the others',
  about({ ...inClass, rule: 'lists-filter-as-asked', alone: true }),
  async ({ as, given, standIn }) => {
    const submitter = await as('submitter')
    const [real, demo] = [
      given.waitingDeploymentRow(submitter, false),
      given.waitingDeploymentRow(submitter, true),
    ]
    await standIn.seed([real, demo, given.approvalRow(real.pk), given.approvalRow(demo.pk)])
    const flows = { real: [real.fields['correlation_id']], demo: [demo.fields['correlation_id']] }
    const own: readonly unknown[] = [...flows.real, ...flows.demo]

    for (const list of ['cab.legacy.pending', 'cab.legacy.approvals'] as const) {
      const listed = async (query: { readonly include_demo?: string }) => {
        const { approvals } = answered(await submitter.call(list, { query }), 200)
        return approvals.map(({ correlation_id }) => correlation_id).filter((id) => own.includes(id))
      }
      expect(await listed({})).toEqual(flows.real)
      expect(await listed({ include_demo: 'false' })).toEqual(flows.real)
      expect(await listed({ include_demo: 'true' })).toEqual(flows.demo)
      expect(new Set(await listed({ include_demo: 'all' }))).toEqual(new Set(own))
    }
  },
)

test(
  'a deployment that waits is listed with its last record as it is stored, under the decision of that record',
  about({ ...inClass, rule: 'answers-tell-what-is-stored', alone: true }),
  async ({ as, given, standIn }) => {
    const submitter = await as('submitter')
    const member = await as('cab_member')
    const deployment = given.waitingDeploymentRow(submitter, false)
    const record = given.approvalRow(deployment.pk, {
      decision: 'CONDITIONAL',
      approver: member.user?.id,
      comments: given.decision().rationale,
      conditions: ['pilot first', { rollback: 'within 1 h' }],
      reviewed_at: wireInstant(Date.parse('2025-02-03T10:30:00Z')),
    })
    await standIn.seed([deployment, record])
    const listed = async (list: 'cab.legacy.pending' | 'cab.legacy.approvals', decision: string) => {
      const { approvals } = answered(await submitter.call(list, { query: { decision } }), 200)
      return approvals.filter(({ correlation_id }) => correlation_id === deployment.fields['correlation_id'])
    }

    const expected = [approvalOf(deployment, record, member.username)]
    expect(await listed('cab.legacy.pending', 'CONDITIONAL')).toEqual(expected)
    expect(await listed('cab.legacy.approvals', 'CONDITIONAL')).toEqual(expected)
    expect(await listed('cab.legacy.pending', 'PENDING')).toEqual([])
    expect(await listed('cab.legacy.approvals', 'PENDING')).toEqual([])
  },
)

/** How the legacy lists show a seeded record. */
function approvalOf({ fields }: SeedRow, record: SeedRow, approver: string | null) {
  return {
    id: record.pk,
    deployment_intent: fields['correlation_id'],
    correlation_id: fields['correlation_id'],
    evidence_pack_correlation_id: fields['evidence_pack_id'],
    decision: record.fields['decision'],
    approver,
    comments: record.fields['comments'],
    conditions: record.fields['conditions'],
    submitted_at: record.fields['submitted_at'],
    reviewed_at: record.fields['reviewed_at'],
    app_name: fields['app_name'],
    version: fields['version'],
    risk_score: fields['risk_score'],
  }
}

/** A whole second as the legacy lists write it. */
function wireInstant(instantMs: number): string {
  return new Date(instantMs).toISOString().replace('.000Z', '+00:00')
}
