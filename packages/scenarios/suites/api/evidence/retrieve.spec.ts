// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'

const inClass = { app: 'evidence', class: 'Retrieve' } as const

test(
  'a pack or an incident that does not exist is told as such',
  about({ ...inClass, rule: 'unknown-is-told' }),
  async ({ as, faker }) => {
    const reader = await as('user')
    const params = { incident_id: faker.string.uuid() }
    const noIncident = 'No DeploymentIncident matches the given query.'

    const pack = await reader.call('evidence.get', { params: { correlation_id: faker.string.uuid() } })
    expect(answered(pack, 404)).toEqual({ error: 'Evidence pack not found' })
    const read = answered(await reader.call('evidence.incidents.get', { params }), 404)
    const update = { params, body: { root_cause: 'none' } }
    const updated = answered(await reader.call('evidence.incidents.update', update), 404)
    expect([read.error, updated.error]).toEqual([noIncident, noIncident])
  },
)

test(
  'incidents and packs read the same later as at first, to whoever reads them',
  about({ ...inClass, rule: 'records-do-not-change-by-themselves' }),
  async ({ as, given }) => {
    const [one, other] = [await as('user'), await as('staff')]
    const pack = await given.evidencePack(one)
    const reported = await given.incident(one, {
      incident_date: '2025-03-04T05:00:00Z',
      cab_approval_id: 'CAB-0123456789AB',
      business_impact_usd: '1500.00',
    })
    const resolution = { resolved_at: '2025-03-04T07:00:00Z', was_preventable: false }
    const resolved = await one.call('evidence.incidents.update', {
      params: { incident_id: reported.id },
      body: resolution,
    })
    const incident = answered(resolved, 200)
    const readBy = async (reader: typeof one) => ({
      pack: answered(
        await reader.call('evidence.get', { params: { correlation_id: pack.correlation_id } }),
        200,
      ),
      incident: answered(
        await reader.call('evidence.incidents.get', { params: { incident_id: incident.id } }),
        200,
      ),
    })

    const first = await readBy(one)
    await given.evidencePack(other)
    await given.incident(other)

    expect(first.pack.correlation_id).toBe(pack.correlation_id)
    expect(first.incident).toEqual({
      ...reported,
      ...resolution,
      is_resolved: true,
      time_to_resolution_minutes: 120,
      updated_at: incident.updated_at,
    })
    expect(incident).toEqual(first.incident)
    expect([await readBy(other), await readBy(one)]).toEqual([first, first])
  },
)

test(
  'the level in force is that of the active risk model, which is the one that the list names',
  about({ ...inClass, rule: 'level-follows-the-active-model' }),
  async ({ as }) => {
    const reader = await as('user')

    const active = answered(await reader.call('evidence.riskModels.active', {}), 200)
    const models = answered(await reader.call('evidence.riskModels.list', {}), 200)
    const status = answered(await reader.call('evidence.maturity.status', {}), 200)

    expect(models.results.filter(({ is_active }) => is_active)).toEqual([active])
    expect(models.active_version).toBe(active.version)
    expect(models.count).toBe(models.results.length)
    expect([active.version, active.mode]).toEqual(['1.1', 'GREENFIELD_CONSERVATIVE'])
    expect(status).toMatchObject({
      current_level: 'LEVEL_0_BASELINE',
      risk_model_version: active.version,
      risk_model_mode: active.mode,
      auto_approve_thresholds: active.auto_approve_thresholds,
    })
  },
)

test(
  'where no risk model is active, that is told instead of a level or a model',
  about({ ...inClass, rule: 'unknown-is-told', alone: true }),
  async ({ as, given, standIn }) => {
    const reader = await as('user')
    const { version } = answered(await reader.call('evidence.riskModels.active', {}), 200)
    await standIn.seed([given.riskModelVersion(version, 'system_migration')])
    const none = { error: 'No active risk model version configured' }

    expect(answered(await reader.call('evidence.riskModels.active', {}), 404)).toEqual(none)
    expect(answered(await reader.call('evidence.maturity.status', {}), 404)).toEqual(none)
    const models = answered(await reader.call('evidence.riskModels.list', {}), 200)
    expect([models.active_version, models.results.map(({ is_active }) => is_active)]).toEqual([null, [false]])
  },
)
