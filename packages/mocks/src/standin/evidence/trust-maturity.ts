// SPDX-License-Identifier: Apache-2.0
import { pythonText } from '../python-repr.ts'
import type { TrustLevel } from '../store/trust-maturity.ts'

/** What an evaluation looks at: incidents of its period, and how many deployments it assumes. */
export interface PeriodFacts {
  readonly weeks: number
  readonly severities: readonly string[]
  /** How many of the incidents came from deployments that were approved without the CAB. */
  readonly autoApproved: number
}

export interface IncidentAnalysis {
  readonly total_deployments: number
  readonly total_incidents: number
  readonly incident_rate: number
  readonly incident_rate_percentage: number
  readonly p1_incidents: number
  readonly p2_incidents: number
  readonly p3_incidents: number
  readonly p4_incidents: number
  readonly auto_approved_incidents: number
  readonly cab_reviewed_incidents: number
  readonly high_severity_incidents: number
}

export interface Criterion {
  readonly criterion: string
  readonly required: number | string
  readonly actual: number | string
  readonly met: boolean
}

const assumedPerWeek = 100

const levelNames: Readonly<Record<string, string>> = {
  LEVEL_0_BASELINE: 'Level 0: Baseline (100% CAB Review)',
  LEVEL_1_CAUTIOUS: 'Level 1: Cautious (Limited Auto-Approve)',
  LEVEL_2_MODERATE: 'Level 2: Moderate (Balanced)',
  LEVEL_3_MATURE: 'Level 3: Mature (Evidence-Based)',
  LEVEL_4_OPTIMIZED: 'Level 4: Optimized (Maximum Automation)',
}

/** Counts a period's incidents. Deployments are assumed, 100 a week, as EUCORA does (trust_maturity_engine.py:190-202). */
export function analyse({ weeks, severities, autoApproved }: PeriodFacts): IncidentAnalysis {
  const deployments = weeks * assumedPerWeek
  const incidents = severities.length
  const of = (severity: string) => severities.filter((each) => each === severity).length
  return {
    total_deployments: deployments,
    total_incidents: incidents,
    incident_rate: deployments > 0 ? incidents / deployments : 0,
    incident_rate_percentage: deployments > 0 ? (incidents * 100) / deployments : 0,
    p1_incidents: of('P1'),
    p2_incidents: of('P2'),
    p3_incidents: of('P3'),
    p4_incidents: of('P4'),
    auto_approved_incidents: autoApproved,
    cab_reviewed_incidents: incidents - autoApproved,
    high_severity_incidents: of('P1') + of('P2'),
  }
}

/** What the next level asks, and whether the period meets it; a limit that is just reached is met. */
export function criteriaOf(next: TrustLevel, facts: IncidentAnalysis, weeks: number): readonly Criterion[] {
  return [
    {
      criterion: 'Minimum weeks at current level',
      required: next.weeksRequired,
      actual: weeks,
      met: weeks >= next.weeksRequired,
    },
    {
      criterion: 'Maximum incident rate',
      required: `${twoPlaces(next.maxIncidentRate * 100)}%`,
      actual: `${twoPlaces(facts.incident_rate_percentage)}%`,
      met: facts.incident_rate <= next.maxIncidentRate,
    },
    atMost('Maximum P1 incidents', next.maxP1Incidents, facts.p1_incidents),
    atMost('Maximum P2 incidents', next.maxP2Incidents, facts.p2_incidents),
  ]
}

/** The advice where every criterion is met. */
export function progressAdvice(next: TrustLevel, facts: IncidentAnalysis): string {
  return [
    `✅ READY TO PROGRESS to ${levelNames[next.level] ?? next.level}`,
    '',
    'All criteria met:',
    `- Incident rate: ${twoPlaces(facts.incident_rate_percentage)}%`,
    `- P1 incidents: ${facts.p1_incidents}`,
    `- P2 incidents: ${facts.p2_incidents}`,
    `- Total deployments: ${facts.total_deployments}`,
    '',
    'Recommended Action:',
    '1. Submit progression to CAB for approval',
    `2. Activate Risk Model v${next.riskModelVersion}`,
    `3. New auto-approve thresholds: ${pythonText(next.autoApproveThresholds)}`,
    `4. Continue monitoring for ${next.weeksRequired} weeks before next evaluation`,
  ].join('\n')
}

/** The advice where a criterion is not met. */
export function waitAdvice(criteria: readonly Criterion[], facts: IncidentAnalysis): string {
  const blocking = criteria.filter(({ met }) => !met)
  const lines = [
    '❌ NOT READY TO PROGRESS',
    '',
    'Blocking criteria:',
    ...blocking.map((each) => `- ${each.criterion}: Required ${each.required}, Actual ${each.actual}`),
    '',
    'Recommended Actions:',
  ]
  if (facts.p1_incidents > 0) {
    lines.push('- Conduct P1 incident root cause analysis')
    lines.push('- Implement preventative controls based on findings')
  }
  if (facts.incident_rate_percentage > 1) {
    lines.push('- Review deployment quality gates')
    lines.push('- Improve pre-deployment testing')
    lines.push('- Enhance risk factor scoring')
  }
  if (facts.auto_approved_incidents > 0) {
    lines.push(`- ${facts.auto_approved_incidents} incidents from auto-approved deployments`)
    lines.push('- Consider tightening auto-approve thresholds')
  }
  return [...lines, '- Continue current maturity level until criteria met', ''].join('\n')
}

/** Half to even where the third place is exactly 5, as Python formats; toFixed would round it up. */
export function twoPlaces(value: number): string {
  const isTie = Number.isInteger(value * 8) && !Number.isInteger(value * 4)
  if (!isTie) return value.toFixed(2)
  const below = Math.floor(value * 100)
  return ((below % 2 === 0 ? below : below + 1) / 100).toFixed(2)
}

/** Four places as the column keeps them, half to even. */
export function fourPlaces(rate: number): number {
  const scaled = Math.floor(rate * 10_000)
  const rest = rate * 10_000 - scaled
  const up = rest > 0.5 || (rest === 0.5 && scaled % 2 === 1)
  return (up ? scaled + 1 : scaled) / 10_000
}

function atMost(criterion: string, required: number, actual: number): Criterion {
  return { criterion, required, actual, met: actual <= required }
}
