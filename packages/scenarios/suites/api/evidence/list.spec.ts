// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '@eucora/harness'
import { packRow } from '../../../src/demo-rows.ts'
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { sha256 } from '../../../src/given/evidence.ts'

const inClass = { app: 'evidence', class: 'List' } as const

type PageQuery = { readonly page?: string; readonly page_size?: string; readonly include_demo?: string }

async function page(reader: Actor, query: PageQuery) {
  return answered(await reader.call('evidence.list', { query }), 200)
}

test(
  'the list of packs has each of them once, and shows what the pack itself shows',
  about({ ...inClass, rule: 'packs-are-listed-in-pages' }),
  async ({ as, given }) => {
    const reader = await as('user')
    const packs = [
      await given.evidencePack(reader),
      await given.evidencePack(reader, given.upload({ rollback_plan: '' })),
    ]
    const { total } = await page(reader, { page_size: '0' })
    const rows: Awaited<ReturnType<typeof page>>['evidence_packages'] = []
    for (let number = 1; number <= Math.ceil(total / 100); number += 1) {
      const { evidence_packages } = await page(reader, { page: String(number), page_size: '100' })
      rows.push(...evidence_packages)
    }

    const listedAs = ({ correlation_id }: { readonly correlation_id: string }) =>
      rows.filter(({ id }) => id === correlation_id)
    const [complete, incomplete] = packs.map((pack) => listedAs(pack))
    expect([complete, incomplete]).toEqual(
      packs.map(({ sent, correlation_id, artifact_hash, is_validated }) => [
        {
          id: correlation_id,
          app_name: sent.app_name,
          version: sent.version,
          artifact_hash,
          is_validated,
          created_at: listedAs({ correlation_id })[0]?.created_at,
        },
      ]),
    )
    expect([complete?.[0]?.is_validated, incomplete?.[0]?.is_validated]).toEqual([true, false])
    const [first, second] = [complete, incomplete].map((own) => Date.parse(own?.[0]?.created_at ?? ''))
    expect(second).toBeGreaterThan(first ?? Number.NaN)
  },
)

test(
  'demo packs are left out unless they are asked for, and the total is of what is asked for',
  about({ ...inClass, rule: 'packs-are-listed-in-pages', alone: true }),
  async ({ as, faker, runId, standIn }) => {
    const reader = await as('user')
    const packAt = (created_at: string) => ({
      id: faker.string.uuid(),
      app_name: `demo-pack-${runId}`,
      version: '0.1',
      created_at,
    })
    const [own, demo] = [packAt('2025-07-01T08:00:00Z'), packAt('2025-07-02T09:30:00Z')]
    const artifact_hash = sha256(new Uint8Array())
    await standIn.seed([
      packRow(9_100_001, own, artifact_hash, false),
      packRow(9_100_002, demo, artifact_hash, true),
    ])
    const listed = async (include_demo?: string) => {
      const asked = include_demo === undefined ? {} : { include_demo }
      const first = await page(reader, { ...asked, page_size: '100' })
      const second = await page(reader, { ...asked, page: '2', page_size: '100' })
      const rows = [...first.evidence_packages, ...second.evidence_packages]
      expect([first.total, second.total]).toEqual([rows.length, rows.length])
      return rows.filter(({ app_name }) => app_name === own.app_name).toSorted(byInstant)
    }
    const row = (pack: typeof own, created_at: string) => ({
      ...pack,
      artifact_hash,
      is_validated: false,
      created_at,
    })
    const ownRow = row(own, '2025-07-01T08:00:00+00:00')
    const demoRow = row(demo, '2025-07-02T09:30:00+00:00')

    expect(await listed()).toEqual([ownRow])
    expect(await listed('false')).toEqual([ownRow])
    expect(await listed('true')).toEqual([demoRow])
    expect(await listed('all')).toEqual([ownRow, demoRow])
  },
)

function byInstant(a: { readonly created_at: string }, b: { readonly created_at: string }): number {
  return Date.parse(a.created_at) - Date.parse(b.created_at)
}

test(
  'pages of packs hold 50, or as many as asked for, and never more than 100',
  about({ ...inClass, rule: 'lists-keep-their-cap' }),
  async ({ as }) => {
    const reader = await as('user')
    const sizeOf = async (query: { readonly page?: string; readonly page_size?: string }) => {
      const { evidence_packages, page_size } = await page(reader, query)
      return [evidence_packages.length, page_size]
    }

    expect(await sizeOf({})).toEqual([50, 50])
    expect(await sizeOf({ page_size: '101' })).toEqual([100, 100])
    expect(await sizeOf({ page_size: '0' })).toEqual([0, 0])
    const [first, second] = [
      await page(reader, { page_size: '3' }),
      await page(reader, { page: '2', page_size: '3' }),
    ]
    expect([first.page, second.page]).toEqual([1, 2])
    const ids = [...first.evidence_packages, ...second.evidence_packages].map(({ id }) => id)
    expect(new Set(ids).size).toBe(6)
    const both = await page(reader, { page_size: '6' })
    expect(both.evidence_packages.map(({ id }) => id)).toEqual(ids)
  },
)

test(
  'incidents are filtered by severity, class, approval and date, the newest incident first',
  about({ ...inClass, rule: 'lists-filter-as-asked' }),
  async ({ as, given, faker }) => {
    const reporter = await as('submitter')
    const instant = faker.date.between({ from: '1980-01-01', to: '2010-01-01' }).getTime()
    const at = (hours: number) => new Date(instant + hours * 3_600_000).toISOString()
    const oldest = await given.incident(reporter, { incident_date: at(0), severity: 'P1' })
    const newest = await given.incident(reporter, {
      incident_date: at(2),
      blast_radius_class: 'PRODUCTIVITY_TOOLS',
    })
    const reported = await given.incident(reporter, {
      incident_date: at(1),
      was_auto_approved: true,
      cab_approval_id: 'CAB-0123456789AB',
      business_impact_usd: '1500.00',
    })
    const resolution = {
      params: { incident_id: reported.id },
      body: { resolved_at: at(3), was_preventable: true },
    }
    const middle = answered(await reporter.call('evidence.incidents.update', resolution), 200)
    expect(middle).toMatchObject({
      cab_approval_id: 'CAB-0123456789AB',
      business_impact_usd: '1500.00',
      was_preventable: true,
      time_to_resolution_minutes: 120,
    })
    const own = [oldest.id, middle.id, newest.id]
    const listed = async (query: Parameters<typeof reporter.call<'evidence.incidents.list'>>[1]['query']) => {
      const window = { start_date: at(-1), end_date: at(3), ...query }
      const answer = answered(await reporter.call('evidence.incidents.list', { query: window }), 200)
      return { ...answer, ids: answer.results.map(({ id }) => id).filter((id) => own.includes(id)) }
    }

    const all = await listed({})
    expect(all.ids).toEqual([newest.id, middle.id, oldest.id])
    expect(all.results.find(({ id }) => id === middle.id)).toEqual(middle)
    expect([all.count, all.limit, all.offset]).toEqual([all.results.length, 50, 0])
    expect((await listed({ severity: 'p1' })).ids).toEqual([oldest.id])
    expect((await listed({ blast_radius: 'PRODUCTIVITY_TOOLS' })).ids).toEqual([newest.id])
    expect((await listed({ was_auto_approved: 'true' })).ids).toEqual([middle.id])
    expect((await listed({ was_auto_approved: 'false' })).ids).toEqual([newest.id, oldest.id])
    expect((await listed({ start_date: at(1) })).ids).toEqual([newest.id, middle.id])
    expect((await listed({ end_date: at(1) })).ids).toEqual([middle.id, oldest.id])
    const second = await listed({ limit: 1, offset: 1 })
    expect([second.count, second.limit, second.offset]).toEqual([all.count, 1, 1])
    expect(second.results).toEqual(all.results.slice(1, 2))
  },
)

test(
  'each class of blast radius is listed with what it demands',
  about({ ...inClass, rule: 'lists-are-whole' }),
  async ({ as }) => {
    const reader = await as('user')

    const { count, results } = answered(await reader.call('evidence.blastRadius.classes', {}), 200)

    const demands = results.map((each) => [
      each.name,
      [each.cab_quorum_required, each.auto_approve_allowed, each.user_impact_max, each.business_criticality],
    ])
    expect([count, results.length]).toEqual([4, 4])
    expect(Object.fromEntries(demands)).toEqual({
      CRITICAL_INFRASTRUCTURE: [3, false, 999_999, 'HIGH'],
      BUSINESS_CRITICAL: [2, true, 50_000, 'HIGH'],
      PRODUCTIVITY_TOOLS: [1, true, 10_000, 'MEDIUM'],
      NON_CRITICAL: [1, true, 1000, 'LOW'],
    })
  },
)

const dayMs = 24 * 60 * 60 * 1000

test(
  'the next level is reached by a period without grave incidents; evaluations are listed newest first',
  about({ ...inClass, rule: 'maturity-follows-the-incidents', alone: true }),
  async ({ as, given }) => {
    const reviewer = await as('staff')
    const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString()
    const evaluate = async (body: { evaluation_period_weeks?: number }) =>
      answered(await reviewer.call('evidence.maturity.evaluate', { body }), 200)
    await given.incident(reviewer, { severity: 'P1', incident_date: daysAgo(30) })
    await given.incident(reviewer, { severity: 'P2', incident_date: daysAgo(31) })
    await given.incident(reviewer, { severity: 'P3', incident_date: daysAgo(1), was_auto_approved: true })

    const ready = await evaluate({})
    const longer = await evaluate({ evaluation_period_weeks: 5 })

    expect(ready).toMatchObject({
      ready_to_progress: true,
      current_level: 'LEVEL_0_BASELINE',
      next_level: 'LEVEL_1_CAUTIOUS',
      new_risk_model_version: '1.2',
      blocking_criteria: [],
      evaluation_period: { weeks: 4 },
      incident_analysis: {
        total_deployments: 400,
        total_incidents: 1,
        incident_rate: 0.0025,
        p1_incidents: 0,
        p3_incidents: 1,
        auto_approved_incidents: 1,
        cab_reviewed_incidents: 0,
        high_severity_incidents: 0,
      },
    })
    expect(longer).toMatchObject({
      ready_to_progress: false,
      next_level: null,
      blocking_criteria: ['Maximum P1 incidents'],
      evaluation_period: { weeks: 5 },
      incident_analysis: {
        total_deployments: 500,
        total_incidents: 3,
        p1_incidents: 1,
        p2_incidents: 1,
        cab_reviewed_incidents: 2,
      },
    })
    expect(longer.criteria_evaluation).toContainEqual({
      criterion: 'Maximum P1 incidents',
      required: 0,
      actual: 1,
      met: false,
    })
    const evaluations = answered(await reviewer.call('evidence.maturity.evaluations', {}), 200)
    expect([evaluations.count, evaluations.limit, evaluations.offset]).toEqual([2, 20, 0])
    expect(evaluations.results).toMatchObject([
      {
        current_level: 'LEVEL_0_BASELINE',
        status: 'CRITERIA_NOT_MET',
        next_level: '',
        p1_incidents: 1,
        p2_incidents: 1,
        incident_rate: 0.006,
        ready_to_progress: false,
      },
      {
        current_level: 'LEVEL_0_BASELINE',
        status: 'CRITERIA_MET',
        next_level: 'LEVEL_1_CAUTIOUS',
        p1_incidents: 0,
        p2_incidents: 0,
        incident_rate: 0.0025,
        ready_to_progress: true,
      },
    ])
    const query = { limit: 1, offset: 1 }
    const second = answered(await reviewer.call('evidence.maturity.evaluations', { query }), 200)
    expect(second.results).toEqual(evaluations.results.slice(1))
    const { latest_evaluation } = answered(await reviewer.call('evidence.maturity.status', {}), 200)
    expect(latest_evaluation).toEqual({
      date: evaluations.results[0]?.evaluation_date,
      status: 'CRITERIA_NOT_MET',
      incident_rate: 0.006,
    })
  },
)

test(
  'an evaluation of an earlier time is listed as it was recorded, and is the latest of its level',
  about({ ...inClass, rule: 'maturity-follows-the-incidents', alone: true }),
  async ({ as, faker, standIn }) => {
    const reviewer = await as('staff')
    const id = faker.string.uuid()
    await standIn.seed([
      {
        model: 'evidence_store.trustmaturityprogress',
        pk: id,
        fields: {
          evaluation_date: '2025-08-01T08:00:00Z',
          current_level: 'LEVEL_0_BASELINE',
          next_level: '',
          status: 'CRITERIA_NOT_MET',
          incident_rate: 0.03,
          p1_incidents: 2,
          p2_incidents: 3,
        },
      },
    ])
    const evaluation_date = '2025-08-01T08:00:00+00:00'

    const listed = answered(await reviewer.call('evidence.maturity.evaluations', {}), 200)
    expect(listed).toEqual({
      count: 1,
      limit: 20,
      offset: 0,
      results: [
        {
          id,
          evaluation_date,
          current_level: 'LEVEL_0_BASELINE',
          next_level: '',
          status: 'CRITERIA_NOT_MET',
          incident_rate: 0.03,
          p1_incidents: 2,
          p2_incidents: 3,
          ready_to_progress: false,
        },
      ],
    })
    const { latest_evaluation } = answered(await reviewer.call('evidence.maturity.status', {}), 200)
    expect(latest_evaluation).toEqual({
      date: evaluation_date,
      status: 'CRITERIA_NOT_MET',
      incident_rate: 0.03,
    })
  },
)
