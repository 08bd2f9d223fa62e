// SPDX-License-Identifier: Apache-2.0
import { maturityLevels, type MaturityLevel } from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'

/** What it takes to reach a level, and what holds there. */
export interface TrustLevel {
  readonly level: MaturityLevel
  readonly weeksRequired: number
  /** 0.02 is 2 %. */
  readonly maxIncidentRate: number
  readonly maxP1Incidents: number
  readonly maxP2Incidents: number
  readonly riskModelVersion: string
  readonly autoApproveThresholds: Readonly<Record<string, number>>
}

const statuses = ['EVALUATING', 'CRITERIA_MET', 'CRITERIA_NOT_MET', 'PROGRESSED', 'REGRESSED'] as const

export interface Evaluation {
  readonly id: string
  readonly evaluatedAtUs: number
  readonly currentLevel: MaturityLevel
  readonly nextLevel: MaturityLevel | ''
  readonly status: (typeof statuses)[number]
  /** Four decimals. */
  readonly incidentRate: number
  readonly p1Incidents: number
  readonly p2Incidents: number
}

/** The trust levels, and the evaluations that were recorded. */
export class TrustMaturity {
  readonly #levels = new Map<string, TrustLevel>()
  readonly #evaluations: Evaluation[] = []

  level(name: string): TrustLevel | undefined {
    return this.#levels.get(name)
  }

  record(evaluation: Evaluation): void {
    this.#evaluations.push(evaluation)
  }

  /** Newest first; of one instant, the one recorded last first. */
  evaluations(): readonly Evaluation[] {
    return this.#evaluations.toReversed().toSorted((a, b) => b.evaluatedAtUs - a.evaluatedAtUs)
  }

  /** Loads an `evidence_store.trustmaturitylevel`. */
  loadLevel(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    const level = fields.oneOf('level', maturityLevels)
    this.#levels.set(level, {
      level,
      weeksRequired: fields.integer('weeks_required'),
      maxIncidentRate: fields.number('max_incident_rate'),
      maxP1Incidents: fields.integer('max_p1_incidents'),
      maxP2Incidents: fields.integer('max_p2_incidents'),
      riskModelVersion: fields.text('risk_model_version'),
      autoApproveThresholds: fields.numbers('auto_approve_thresholds'),
    })
  }

  /** Loads an `evidence_store.trustmaturityprogress`. */
  loadEvaluation(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.record({
      id: String(row.pk),
      evaluatedAtUs: fields.instantUs('evaluation_date'),
      currentLevel: fields.oneOf('current_level', maturityLevels),
      nextLevel: fields.oneOf('next_level', ['', ...maturityLevels]),
      status: fields.oneOf('status', statuses),
      incidentRate: fields.number('incident_rate'),
      p1Incidents: fields.integer('p1_incidents', 0),
      p2Incidents: fields.integer('p2_incidents', 0),
    })
  }
}
