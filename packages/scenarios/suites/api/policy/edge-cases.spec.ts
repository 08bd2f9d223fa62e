// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { withdrawnModel } from '../../../src/withdrawn-model.ts'

const inClass = { app: 'policy', class: 'EdgeCases' } as const

const dayMs = 24 * 60 * 60 * 1000

test(
  'nothing is scored without evidence: no pack, an empty one and null are refused alike',
  about({ ...inClass, rule: 'scoring-needs-evidence' }),
  async ({ as }) => {
    const user = await as('user')

    for (const body of [{}, { evidence_pack: {} }, { evidence_pack: null }, { evidence_pack: [] }]) {
      const refused = answered(await user.send('policy.assess', { body }), 400)
      expect(refused).toEqual({ error: 'Evidence pack required' })
    }
  },
)

test(
  'evidence that the scorer cannot read is refused by name',
  about({ ...inClass, rule: 'unreadable-evidence-is-refused' }),
  async ({ as }) => {
    const user = await as('user')
    const unreadable: readonly unknown[] = [
      'a text',
      ['a list'],
      { target_ring: 7 },
      { target_ring: null },
      { vulnerability_scan_results: 'none' },
      { vulnerability_scan_results: { critical: 'two' } },
      { compliance_tags: 7 },
    ]

    for (const evidence_pack of unreadable) {
      expect(await user.send('policy.assess', { body: { evidence_pack } })).toNameField('evidence_pack')
    }
  },
)

test(
  'a correlation id that is no UUID is refused by name, and one that is is taken',
  about({ ...inClass, rule: 'correlation-ids-are-uuids' }),
  async ({ as, faker }) => {
    const user = await as('user')
    const evidence_pack = { requires_admin: true }

    const refused = await user.send('policy.assess', { body: { evidence_pack, correlation_id: 'flow 7' } })
    const taken = await user.call('policy.assess', {
      body: { evidence_pack, correlation_id: faker.string.uuid() },
    })

    expect(refused).toNameField('correlation_id')
    expect(answered(taken, 200).risk_score).toBe(47)
  },
)

test(
  'a judgement needs a score: none is refused, and what is no number is refused by name',
  about({ ...inClass, rule: 'judgement-needs-a-score' }),
  async ({ as }) => {
    const user = await as('user')

    for (const body of [{}, { risk_score: null }]) {
      const refused = answered(await user.send('policy.evaluate', { body }), 400)
      expect(refused).toEqual({ error: 'risk_score is required' })
    }
    for (const risk_score of ['50', '', [50], { score: 50 }]) {
      expect(await user.send('policy.evaluate', { body: { risk_score } })).toNameField('risk_score')
    }
  },
)

test(
  'evidence is read as it is written: any case of a ring, a text of tags, no scan as no finding',
  about({ ...inClass, rule: 'evidence-is-read-leniently' }),
  async ({ as }) => {
    const user = await as('user')
    const factor = async (name: string, evidence_pack: Readonly<Record<string, unknown>>) =>
      answered(await user.call('policy.assess', { body: { evidence_pack } }), 200).factor_scores[name]

    expect(await factor('Blast Radius', { target_ring: 'gLoBaL' })).toBe(1)
    expect(await factor('Blast Radius', { target_ring: 'ring-4-global' })).toBe(0.5)
    expect(await factor('Blast Radius', { requires_admin: true })).toBe(0)
    expect(await factor('Compliance Impact', { compliance_tags: 'PCI and pci-dss' })).toBe(0.7)
    expect(await factor('Vulnerability Severity', { requires_admin: true })).toBe(0)
    expect(await factor('Vulnerability Severity', { vulnerability_scan_results: { low: 9 } })).toBe(0)
  },
)

test(
  'events that a caller posts about an application do not move its score',
  about({ ...inClass, rule: 'posted-events-move-no-risk' }),
  async ({ as, given }) => {
    const user = await as('user')
    const { app_name } = given.lowRisk()
    const scored = async () =>
      answered(await user.call('policy.assess', { body: { evidence_pack: { app_name } } }), 200)
    const before = await scored()

    for (const event_type of ['DEPLOYMENT_CREATED', 'DEPLOYMENT_COMPLETED'] as const) {
      await given.event(user, { event_type, event_data: { app_name } })
    }

    expect(await scored()).toEqual(before)
  },
)

test(
  'without a risk model in force nothing is scored, judged or created, and none is shown',
  about({ ...inClass, rule: 'nothing-is-scored-without-a-model', alone: true }),
  async ({ as, given, standIn }) => {
    const staff = await as('staff')
    await standIn.seed([withdrawnModel])
    const none = { error: 'No active risk model found' }
    const body = given.lowRisk()

    const answers = [
      await staff.call('policy.assess', { body: { evidence_pack: { requires_admin: true } } }),
      await staff.call('policy.evaluate', { body: { risk_score: 1 } }),
      await staff.call('policy.risk-model', {}),
      await staff.call('deployments.create', { body }),
    ]

    expect(answers.map((answer) => [answer.status, answer.body])).toEqual(answers.map(() => [404, none]))
    const { applications } = answered(
      await staff.call('deployments.applications', { query: { app_name: body.app_name } }),
      200,
    )
    expect(applications).toEqual([])
  },
)

test(
  'a create makes the next one less unusual for 30 days and no longer',
  about({ ...inClass, rule: 'history-is-forgotten', alone: true }),
  async ({ as, given, standIn }) => {
    const { sent } = await given.deployment(await as('submitter'))
    const frequency = async () => {
      // Sessions last a day.
      const user = await as('user')
      const body = { evidence_pack: { app_name: sent.app_name } }
      return answered(await user.call('policy.assess', { body }), 200).factor_scores['Deployment Frequency']
    }

    await standIn.advance(29 * dayMs)
    expect(await frequency()).toBe(0.7)
    await standIn.advance(dayMs)
    expect(await frequency()).toBe(1)
  },
)
