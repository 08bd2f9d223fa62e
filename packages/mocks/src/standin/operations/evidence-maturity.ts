// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { maturityLevels, riskModelModes, type MaturityLevel } from '@eucora/harness/contract'
import type { Call, HandlersOf } from '../call.ts'
import { analyse, criteriaOf, fourPlaces, progressAdvice, waitAdvice } from '../evidence/trust-maturity.ts'
import { objectBody, Problems } from '../problems.ts'
import { pythonText } from '../python-repr.ts'
import { intOf, truthy } from '../python-text.ts'
import { limitAsked } from '../query-numbers.ts'
import type { RiskModelVersion } from '../store/risk-model-versions.ts'
import type { TrustLevel } from '../store/trust-maturity.ts'
import { isoformat } from '../timestamps.ts'

const weekUs = 7 * 24 * 3600 * 1_000_000
const year1Us = Date.parse('0001-01-01T00:00:00Z') * 1000
const year10000Us = Date.parse('9999-12-31T23:59:59Z') * 1000
const noModel = { error: 'No active risk model version configured' } as const

export const evidenceMaturity = {
  'evidence.maturity.status': (call) => {
    const { riskModelVersions, trustMaturity } = call.state
    const model = riskModelVersions.active
    if (model === undefined) return { status: 404, body: noModel }
    const level = levelOf(model)
    const latest = trustMaturity.evaluations().find(({ currentLevel }) => currentLevel === level)
    return {
      status: 200,
      body: {
        current_level: level,
        risk_model_version: model.version,
        risk_model_mode: model.mode,
        auto_approve_thresholds: model.autoApproveThresholds,
        latest_evaluation:
          latest === undefined
            ? null
            : {
                date: isoformat(latest.evaluatedAtUs),
                status: latest.status,
                incident_rate: latest.incidentRate,
              },
      },
    }
  },

  'evidence.maturity.evaluate': (call) => {
    const body = objectBody(call)
    const model = call.state.riskModelVersions.active
    const sentLevel = body['current_level']
    if (!truthy(sentLevel) && model === undefined) return { status: 400, body: noModel }
    const level = truthy(sentLevel) ? sentLevel : model && levelOf(model)
    const nowUs = call.state.clock.stampUs()
    const problems = new Problems(call)
    const next = nextLevel(call, level)
    problems.check('current_level', next !== undefined, `"${pythonText(level)}" has no level after it.`)
    const weeks = weeksOf(problems, body['evaluation_period_weeks'], nowUs)
    problems.throwIfAny()
    const { current, after } = next ?? fallbackLevels
    return { status: 200, body: evaluate(call, current, after, weeks, nowUs) }
  },

  'evidence.maturity.evaluations': (call) => {
    const problems = new Problems(call)
    const { limit, offset } = limitAsked(call, problems, 20)
    problems.throwIfAny()
    const all = call.state.trustMaturity.evaluations()
    const results = all.slice(offset, offset + limit).map((each) => ({
      id: each.id,
      evaluation_date: isoformat(each.evaluatedAtUs),
      current_level: each.currentLevel,
      next_level: each.nextLevel,
      status: each.status,
      incident_rate: each.incidentRate,
      p1_incidents: each.p1Incidents,
      p2_incidents: each.p2Incidents,
      ready_to_progress: each.status === 'CRITERIA_MET',
    }))
    return { status: 200, body: { count: all.length, limit, offset, results } }
  },
} satisfies HandlersOf<'evidence.maturity'>

/** What is evaluated where the check of the level is left out: a step from the first level that asks nothing. */
const fallbackLevels: { readonly current: MaturityLevel; readonly after: TrustLevel } = {
  current: 'LEVEL_0_BASELINE',
  after: {
    level: 'LEVEL_1_CAUTIOUS',
    weeksRequired: 0,
    maxIncidentRate: 1,
    maxP1Incidents: Number.MAX_SAFE_INTEGER,
    maxP2Incidents: Number.MAX_SAFE_INTEGER,
    riskModelVersion: '',
    autoApproveThresholds: {},
  },
}

/** A model's mode names the level at the same place. */
function levelOf({ mode }: RiskModelVersion): MaturityLevel {
  return maturityLevels[riskModelModes.indexOf(mode)] ?? 'LEVEL_0_BASELINE'
}

function nextLevel(call: Call, level: unknown): typeof fallbackLevels | undefined {
  const at = maturityLevels.findIndex((each) => each === level)
  const current = maturityLevels[at]
  const after = call.state.trustMaturity.level(maturityLevels[at + 1] ?? '')
  return current === undefined || after === undefined ? undefined : { current, after }
}

/** Python's int() of what was sent; the period must lie within the years 1 to 9999. */
function weeksOf(problems: Problems, sent: unknown, nowUs: number): number {
  const weeks = sent === undefined ? 4 : wholeOf(sent)
  const startUs = nowUs - (weeks ?? Number.NaN) * weekUs
  const isFine = startUs >= year1Us && startUs <= year10000Us
  const isNoNumber = typeof sent === 'string' && weeks === undefined
  problems.check('evaluation_period_weeks', !isNoNumber, 'A valid integer is required.', 'text')
  problems.check('evaluation_period_weeks', isFine || isNoNumber, 'Out of range.', 'range')
  return isFine && weeks !== undefined ? weeks : 4
}

function wholeOf(sent: unknown): number | undefined {
  if (typeof sent === 'string') return intOf(sent)
  return typeof sent === 'number' || typeof sent === 'boolean' ? Math.trunc(Number(sent)) : undefined
}

function evaluate(call: Call, current: MaturityLevel, next: TrustLevel, weeks: number, nowUs: number) {
  const startUs = nowUs - weeks * weekUs
  const incidents = call.state.incidents.between(startUs, nowUs)
  const facts = analyse({
    weeks,
    severities: incidents.map(({ severity }) => severity),
    autoApproved: incidents.filter(({ wasAutoApproved }) => wasAutoApproved).length,
  })
  const criteria = criteriaOf(next, facts, weeks)
  const isReady = criteria.every(({ met }) => met)
  call.state.trustMaturity.record({
    id: randomUUID(),
    evaluatedAtUs: nowUs,
    currentLevel: current,
    nextLevel: isReady ? next.level : '',
    status: isReady ? 'CRITERIA_MET' : 'CRITERIA_NOT_MET',
    incidentRate: fourPlaces(facts.incident_rate),
    p1Incidents: facts.p1_incidents,
    p2Incidents: facts.p2_incidents,
  })
  const evaluation = {
    current_level: current,
    evaluation_period: { start: isoformat(startUs), end: isoformat(nowUs), weeks },
    incident_analysis: facts,
    criteria_evaluation: [...criteria],
    blocking_criteria: criteria.filter(({ met }) => !met).map(({ criterion }) => criterion),
  }
  if (!isReady) {
    return {
      ...evaluation,
      ready_to_progress: false,
      next_level: null,
      recommendation: waitAdvice(criteria, facts),
    } as const
  }
  return {
    ...evaluation,
    ready_to_progress: true,
    next_level: next.level,
    recommendation: progressAdvice(next, facts),
    new_risk_model_version: next.riskModelVersion,
    new_thresholds: next.autoApproveThresholds,
  } as const
}
