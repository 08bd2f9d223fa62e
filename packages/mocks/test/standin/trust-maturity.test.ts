// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  analyse,
  criteriaOf,
  fourPlaces,
  progressAdvice,
  twoPlaces,
  waitAdvice,
} from '../../src/standin/evidence/trust-maturity.ts'
import type { State } from '../../src/standin/state.ts'
import { ask } from './cab-helper.ts'
import { startState } from './start-helper.ts'

const level1 = {
  level: 'LEVEL_1_CAUTIOUS',
  weeksRequired: 4,
  maxIncidentRate: 0.02,
  maxP1Incidents: 0,
  maxP2Incidents: 4,
  riskModelVersion: '1.2',
  autoApproveThresholds: { NON_CRITICAL: 30 },
} as const

function evaluate(state: State, body: unknown = {}) {
  return ask(state, 'evidence.maturity.evaluate', { body })
}

async function report(state: State, severity: string, daysAgo: number, autoApproved = false) {
  const at = new Date(state.clock.nowMs() - daysAgo * 86_400_000).toISOString()
  const body = {
    deployment_intent_id: 'd',
    evidence_package_id: 'e',
    severity,
    incident_date: at,
    detection_method: 'USER_REPORT',
    title: 't',
    description: 'd',
    was_auto_approved: autoApproved,
    risk_score_at_approval: 40,
    risk_model_version: '1.1',
    blast_radius_class: 'NON_CRITICAL',
  }
  await ask(state, 'evidence.incidents.create', { body })
}

describe('evaluating a trust level', () => {
  test('a period meets the next level exactly where every limit is kept', () => {
    const severity = fc.constantFrom('P1', 'P2', 'P3', 'P4')
    fc.assert(
      fc.property(
        fc.array(severity, { maxLength: 30 }),
        fc.integer({ min: -2, max: 12 }),
        (severities, weeks) => {
          const facts = analyse({ weeks, severities, autoApproved: 0 })
          const p1 = severities.filter((each) => each === 'P1').length
          const p2 = severities.filter((each) => each === 'P2').length
          const rate = weeks > 0 ? severities.length / (weeks * 100) : 0
          expect(criteriaOf(level1, facts, weeks).map(({ met }) => met)).toEqual([
            weeks >= 4,
            rate <= 0.02,
            p1 === 0,
            p2 <= 4,
          ])
          expect(facts).toMatchObject({
            total_deployments: weeks * 100,
            total_incidents: severities.length,
            incident_rate: rate,
            high_severity_incidents: p1 + p2,
            cab_reviewed_incidents: severities.length,
          })
        },
      ),
    )
  })

  test('writes rates as Python does, half to even', () => {
    expect([0.125, 0.375, 0.25, 2, 1 / 3, 0.005].map(twoPlaces)).toEqual([
      '0.12',
      '0.38',
      '0.25',
      '2.00',
      '0.33',
      '0.01',
    ])
    expect([0.0025, 1 / 3, 2 / 3, 0.00005, 0].map(fourPlaces)).toEqual([0.0025, 0.3333, 0.6667, 0, 0])
  })

  test('advises to wait with what stands in the way', () => {
    const severities = ['P1', ...Array<string>(19).fill('P2')]
    const facts = analyse({ weeks: 4, severities, autoApproved: 2 })
    expect(waitAdvice(criteriaOf(level1, facts, 4), facts).split('\n')).toEqual([
      '❌ NOT READY TO PROGRESS',
      '',
      'Blocking criteria:',
      '- Maximum incident rate: Required 2.00%, Actual 5.00%',
      '- Maximum P1 incidents: Required 0, Actual 1',
      '- Maximum P2 incidents: Required 4, Actual 19',
      '',
      'Recommended Actions:',
      '- Conduct P1 incident root cause analysis',
      '- Implement preventative controls based on findings',
      '- Review deployment quality gates',
      '- Improve pre-deployment testing',
      '- Enhance risk factor scoring',
      '- 2 incidents from auto-approved deployments',
      '- Consider tightening auto-approve thresholds',
      '- Continue current maturity level until criteria met',
      '',
    ])
    const calm = analyse({ weeks: 2, severities: [], autoApproved: 0 })
    expect(waitAdvice(criteriaOf(level1, calm, 2), calm)).toContain('Required 4, Actual 2')
    expect(progressAdvice(level1, calm)).toContain("auto-approve thresholds: {'NON_CRITICAL': 30}")
  })

  test('counts the incidents of its weeks only, and records what it found', async () => {
    const state = startState()
    await report(state, 'P2', 27, true)
    await report(state, 'P1', 29)
    const { status, body } = await evaluate(state)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ready_to_progress: true,
      current_level: 'LEVEL_0_BASELINE',
      next_level: 'LEVEL_1_CAUTIOUS',
      new_risk_model_version: '1.2',
      blocking_criteria: [],
    })
    expect(body['incident_analysis']).toMatchObject({
      total_incidents: 1,
      p2_incidents: 1,
      auto_approved_incidents: 1,
    })
    const longer = await evaluate(state, { evaluation_period_weeks: '5' })
    expect(longer.body).toMatchObject({
      ready_to_progress: false,
      next_level: null,
      blocking_criteria: ['Maximum P1 incidents'],
    })
    expect(longer.body).not.toHaveProperty('new_thresholds')
    const list = await ask(state, 'evidence.maturity.evaluations')
    expect(list.body).toMatchObject({
      count: 2,
      limit: 20,
      offset: 0,
      results: [
        { next_level: '', status: 'CRITERIA_NOT_MET', incident_rate: 0.004, ready_to_progress: false },
        { next_level: 'LEVEL_1_CAUTIOUS', status: 'CRITERIA_MET', incident_rate: 0.0025 },
      ],
    })
    const second = await ask(state, 'evidence.maturity.evaluations', { query: { limit: '1', offset: '1' } })
    expect(second.body).toMatchObject({ count: 2, results: [{ status: 'CRITERIA_MET' }] })
    const { body: current } = await ask(state, 'evidence.maturity.status')
    expect(current).toMatchObject({
      current_level: 'LEVEL_0_BASELINE',
      risk_model_mode: 'GREENFIELD_CONSERVATIVE',
      latest_evaluation: { status: 'CRITERIA_NOT_MET' },
    })
  })

  test('takes the level that is sent, and weeks as Python reads them', async () => {
    const state = startState()
    const { body } = await evaluate(state, { current_level: 'LEVEL_3_MATURE', evaluation_period_weeks: true })
    expect(body).toMatchObject({
      current_level: 'LEVEL_3_MATURE',
      evaluation_period: { weeks: 1 },
      blocking_criteria: ['Minimum weeks at current level'],
    })
    const none = await evaluate(state, { evaluation_period_weeks: 0 })
    expect(none.body['incident_analysis']).toMatchObject({ total_deployments: 0, incident_rate: 0 })
    const ancient = await evaluate(state, { evaluation_period_weeks: 100_000 })
    expect(ancient.body['evaluation_period']).toMatchObject({ weeks: 100_000 })
  })

  test.each([
    [{ current_level: 'LEVEL_4_OPTIMIZED' }, 'current_level'],
    [{ current_level: 'LEVEL_9' }, 'current_level'],
    [{ current_level: 7 }, 'current_level'],
    [{ evaluation_period_weeks: 'abc' }, 'evaluation_period_weeks'],
    [{ evaluation_period_weeks: null }, 'evaluation_period_weeks'],
    [{ evaluation_period_weeks: [] }, 'evaluation_period_weeks'],
    [{ evaluation_period_weeks: 10_000_000 }, 'evaluation_period_weeks'],
    [[], 'non_field_errors'],
  ])('refuses %j, names %s and records nothing', async (sent, field) => {
    const state = startState()
    const answer = await evaluate(state, sent)
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, [field]])
    expect(state.trustMaturity.evaluations()).toEqual([])
  })

  test('without an active risk model there is no status, and a level must be sent', async () => {
    const state = startState()
    state.riskModelVersions.deactivateAll()
    const error = 'No active risk model version configured'
    expect(await ask(state, 'evidence.maturity.status')).toEqual({ status: 404, body: { error } })
    expect(await evaluate(state)).toEqual({ status: 400, body: { error } })
    expect((await evaluate(state, { current_level: 'LEVEL_1_CAUTIOUS' })).status).toBe(200)
  })

  test('refuses a bad limit', async () => {
    const answer = await ask(startState(), 'evidence.maturity.evaluations', { query: { limit: '-1' } })
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, ['limit']])
  })

  test('a level whose check is left out is evaluated as the first one', async () => {
    const off = [{ operation: 'evidence.maturity.evaluate', guard: 'input:current_level' }] as const
    const defects = [{ id: 'x', rule: 'input-is-validated' as const, summary: 'x', operations: [], off }]
    const body = { current_level: 'LEVEL_9' }
    const answer = await ask(startState(), 'evidence.maturity.evaluate', { body, defects })
    expect([answer.status, answer.body['current_level']]).toEqual([200, 'LEVEL_0_BASELINE'])
  })
})
