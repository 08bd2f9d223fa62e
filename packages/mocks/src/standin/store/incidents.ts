// SPDX-License-Identifier: Apache-2.0
import {
  blastRadiusClasses,
  detectionMethods,
  resolutionMethods,
  severities,
  type BlastRadiusClass,
  type DetectionMethod,
  type ResolutionMethod,
  type Severity,
} from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'

/** An incident as it is stored; instants in microseconds since the epoch, decimals as text with two places. */
export interface Incident {
  readonly id: string
  readonly deploymentIntentId: string
  readonly evidencePackageId: string
  readonly cabApprovalId: string | null
  readonly severity: Severity
  readonly incidentAtUs: number
  readonly detectionMethod: DetectionMethod
  readonly title: string
  readonly description: string
  readonly rootCause: string
  readonly wasAutoApproved: boolean
  readonly riskScoreAtApproval: string
  readonly riskModelVersion: string
  readonly blastRadiusClass: BlastRadiusClass
  readonly affectedUserCount: number
  readonly downtimeMinutes: number
  readonly businessImpactUsd: string | null
  readonly resolvedAtUs: number | null
  readonly resolutionMethod: ResolutionMethod
  readonly resolutionNotes: string
  readonly timeToResolutionMinutes: number | null
  readonly wasPreventable: boolean | null
  readonly preventabilityNotes: string
  readonly controlImprovements: unknown
  readonly createdAtUs: number
  readonly createdBy: string
  readonly updatedAtUs: number
}

export class Incidents {
  readonly #byId = new Map<string, Incident>()

  /** Adds an incident, or puts its changed form in its place. */
  save(incident: Incident): void {
    this.#byId.set(incident.id, incident)
  }

  find(id: string): Incident | undefined {
    return this.#byId.get(id)
  }

  /** Newest incident first; of one instant, the one reported last first. */
  newestFirst(): readonly Incident[] {
    return [...this.#byId.values()].reverse().toSorted((a, b) => b.incidentAtUs - a.incidentAtUs)
  }

  /** From `startUs` on, before `endUs`. */
  between(startUs: number, endUs: number): readonly Incident[] {
    return [...this.#byId.values()].filter(({ incidentAtUs: at }) => at >= startUs && at < endUs)
  }

  /** Loads an `evidence_store.deploymentincident`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.save({
      id: String(row.pk),
      deploymentIntentId: fields.text('deployment_intent_id'),
      evidencePackageId: fields.text('evidence_package_id'),
      cabApprovalId: fields.textOrNull('cab_approval_id'),
      severity: fields.oneOf('severity', severities),
      incidentAtUs: fields.instantUs('incident_date'),
      detectionMethod: fields.oneOf('detection_method', detectionMethods),
      title: fields.text('title'),
      description: fields.text('description'),
      rootCause: fields.text('root_cause', ''),
      wasAutoApproved: fields.flag('was_auto_approved'),
      riskScoreAtApproval: fields.number('risk_score_at_approval').toFixed(2),
      riskModelVersion: fields.text('risk_model_version'),
      blastRadiusClass: fields.oneOf('blast_radius_class', blastRadiusClasses),
      affectedUserCount: fields.integer('affected_user_count', 0),
      downtimeMinutes: fields.integer('downtime_minutes', 0),
      businessImpactUsd: fields.numberOrNull('business_impact_usd')?.toFixed(2) ?? null,
      resolvedAtUs: fields.instantUsOrNull('resolved_at'),
      resolutionMethod: fields.oneOf('resolution_method', resolutionMethods),
      resolutionNotes: fields.text('resolution_notes', ''),
      timeToResolutionMinutes: fields.integerOrNull('time_to_resolution_minutes'),
      wasPreventable: fields.flagOrNull('was_preventable'),
      preventabilityNotes: fields.text('preventability_notes', ''),
      controlImprovements: fields.json('control_improvements') ?? {},
      createdAtUs: fields.instantUs('created_at'),
      createdBy: fields.text('created_by', 'system'),
      updatedAtUs: fields.instantUs('updated_at'),
    })
  }
}
