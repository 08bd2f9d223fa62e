// SPDX-License-Identifier: Apache-2.0
import type { Actor, InputOf } from '@eucora/harness'
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { coreMounts } from '../../../src/mounts.ts'
import { withdrawnModel } from '../../../src/withdrawn-model.ts'

type Query = InputOf<'core.deployments.list'>['query']

for (const mount of coreMounts) {
  const listed = async (by: Actor, query: Query = {}) =>
    answered(await by.call(`${mount}.deployments.list`, { query }), 200)

  test(
    `${mount}: a deployment is decided by its score, stored as sent, and reads the same each time`,
    about({ app: 'platform', class: 'CRUD', rule: 'deployment-is-stored-as-sent' }),
    async ({ as, given }) => {
      const submitter = await as('submitter')
      const pack = await given.evidencePack(submitter)
      const body = given.highRisk({ evidence_pack_id: pack.correlation_id })
      const created = answered(await submitter.call(`${mount}.deployments.create`, { body }), 201)
      const params = { correlation_id: created.correlation_id }
      const record = answered(await submitter.call('deployments.get', { params }), 200)
      const read = async () => answered(await submitter.call(`${mount}.deployments.get`, { params }), 200)

      expect(created).toEqual({
        correlation_id: record.correlation_id,
        status: 'AWAITING_CAB',
        risk_score: 95,
        requires_cab_approval: true,
      })
      const shown = {
        id: created.correlation_id,
        app_name: body.app_name,
        version: body.version,
        target_ring: body.target_ring,
        status: 'AWAITING_CAB',
        risk_score: 95,
        requires_cab_approval: true,
        submitter: submitter.username,
        evidence_pack_id: body.evidence_pack_id,
        created_at: record.created_at,
      }
      const { updated_at, ...first } = await read()
      expect(first).toEqual(shown)
      expect(await read()).toEqual({ ...shown, updated_at })
      const now = answered(await submitter.call('health.api.metrics', {}), 200).timestamp
      expect(Date.parse(updated_at)).toBeGreaterThanOrEqual(Date.parse(record.created_at))
      expect(Date.parse(updated_at)).toBeLessThanOrEqual(Date.parse(now))
    },
  )

  test(
    `${mount}: nothing is created while no risk model is active`,
    about({ app: 'platform', class: 'EdgeCases', rule: 'nothing-is-scored-without-a-model', alone: true }),
    async ({ as, given, standIn }) => {
      const submitter = await as('submitter')
      const { total } = await listed(submitter)
      await standIn.seed([withdrawnModel])

      const refused = await submitter.call(`${mount}.deployments.create`, { body: given.lowRisk() })

      expect(refused).toBeRefused(404)
      expect((await listed(submitter)).total).toBe(total)
    },
  )

  test(
    `${mount}: a row of the list shows the record, the newest first, and a status shows its own and no others`,
    about({ app: 'platform', class: 'List', rule: 'list-filters-by-status', alone: true }),
    async ({ as, given }) => {
      const submitter = await as('submitter')
      const approved = await given.deployment(submitter)
      const waiting = await given.deployment(submitter, given.highRisk())
      const params = { correlation_id: waiting.correlation_id }
      const record = answered(await submitter.call(`${mount}.deployments.get`, { params }), 200)

      const { deployments } = await listed(submitter)
      const ofStatus = await listed(submitter, { status: 'AWAITING_CAB', page_size: 100 })

      const { evidence_pack_id: _pack, updated_at: _updated, ...row } = record
      expect(deployments[0]).toEqual(row)
      expect(deployments[1]?.id).toBe(approved.correlation_id)
      expect(ofStatus.deployments[0]?.id).toBe(waiting.correlation_id)
      expect(new Set(ofStatus.deployments.map(({ status }) => status))).toEqual(new Set(['AWAITING_CAB']))
    },
  )

  test(
    `${mount}: the list is paged, 50 a page and at most 100, and its pages are the whole`,
    about({ app: 'platform', class: 'List', rule: 'lists-keep-their-cap', alone: true }),
    async ({ as }) => {
      const user = await as('user')
      const { total } = await listed(user, { page_size: 0 })
      const first = await listed(user)
      const second = await listed(user, { page: 2 })
      const most = await listed(user, { page_size: 200 })

      // Nobody else creates deployments here: 520 are seeded.
      expect(total).toBe(520)
      expect([first.deployments.length, first.page, first.page_size]).toEqual([50, 1, 50])
      expect([second.deployments.length, second.page, second.page_size]).toEqual([50, 2, 50])
      expect([most.deployments.length, most.page, most.page_size]).toEqual([100, 1, 100])
      expect(most.deployments).toEqual([...first.deployments, ...second.deployments])
      const instants = most.deployments.map(({ created_at }) => Date.parse(created_at))
      expect(instants).toEqual(instants.toSorted((a, b) => b - a))
    },
  )

  test(
    `${mount}: demo deployments are left out unless they are asked for`,
    about({ app: 'platform', class: 'List', rule: 'lists-filter-as-asked', alone: true }),
    async ({ as }) => {
      const user = await as('user')
      const total = async (include_demo?: string) =>
        (await listed(user, include_demo === undefined ? {} : { include_demo })).total

      expect(await total()).toBe(520)
      expect(await total('false')).toBe(520)
      expect(await total('true')).toBe(12)
      expect(await total('all')).toBe(532)
    },
  )
}
