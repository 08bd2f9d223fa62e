// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody } from '@eucora/harness/contract'
import type { Incident } from '../store/incidents.ts'
import { isoformatZ } from '../timestamps.ts'

/** An incident as the API shows it. */
export function incidentAnswer(incident: Incident): AnswerBody<'evidence.incidents.get', 200> {
  return {
    id: incident.id,
    is_resolved: incident.resolvedAtUs !== null,
    was_high_severity: incident.severity === 'P1' || incident.severity === 'P2',
    deployment_intent_id: incident.deploymentIntentId,
    evidence_package_id: incident.evidencePackageId,
    cab_approval_id: incident.cabApprovalId,
    severity: incident.severity,
    incident_date: isoformatZ(incident.incidentAtUs),
    detection_method: incident.detectionMethod,
    title: incident.title,
    description: incident.description,
    root_cause: incident.rootCause,
    was_auto_approved: incident.wasAutoApproved,
    risk_score_at_approval: incident.riskScoreAtApproval,
    risk_model_version: incident.riskModelVersion,
    blast_radius_class: incident.blastRadiusClass,
    affected_user_count: incident.affectedUserCount,
    downtime_minutes: incident.downtimeMinutes,
    business_impact_usd: incident.businessImpactUsd,
    resolved_at: incident.resolvedAtUs === null ? null : isoformatZ(incident.resolvedAtUs),
    resolution_method: incident.resolutionMethod,
    resolution_notes: incident.resolutionNotes,
    time_to_resolution_minutes: incident.timeToResolutionMinutes,
    was_preventable: incident.wasPreventable,
    preventability_notes: incident.preventabilityNotes,
    control_improvements: incident.controlImprovements,
    created_at: isoformatZ(incident.createdAtUs),
    created_by: incident.createdBy,
    updated_at: isoformatZ(incident.updatedAtUs),
  }
}
