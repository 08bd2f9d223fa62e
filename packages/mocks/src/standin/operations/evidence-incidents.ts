// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import type { Call, HandlersOf } from '../call.ts'
import { wanted } from '../demo-filter.ts'
import { incidentAnswer } from '../evidence/incident-answer.ts'
import { incidentChanges, incidentReport } from '../evidence/incident-input.ts'
import { readInstantUs } from '../instants.ts'
import { Problems } from '../problems.ts'
import { limitAsked } from '../query-numbers.ts'
import type { Incident } from '../store/incidents.ts'

const minuteUs = 60_000_000

export const evidenceIncidents = {
  'evidence.incidents.create': (call) => {
    const report = incidentReport(call)
    const nowUs = call.state.clock.stampUs()
    const incident: Incident = {
      id: randomUUID(),
      deploymentIntentId: report.deployment_intent_id,
      evidencePackageId: report.evidence_package_id,
      cabApprovalId: report.cab_approval_id,
      severity: report.severity,
      incidentAtUs: report.incident_date,
      detectionMethod: report.detection_method,
      title: report.title,
      description: report.description,
      rootCause: '',
      wasAutoApproved: report.was_auto_approved,
      riskScoreAtApproval: report.risk_score_at_approval,
      riskModelVersion: report.risk_model_version,
      blastRadiusClass: report.blast_radius_class,
      affectedUserCount: report.affected_user_count,
      downtimeMinutes: report.downtime_minutes,
      businessImpactUsd: report.business_impact_usd,
      resolvedAtUs: null,
      resolutionMethod: '',
      resolutionNotes: '',
      timeToResolutionMinutes: null,
      wasPreventable: null,
      preventabilityNotes: '',
      controlImprovements: {},
      createdAtUs: nowUs,
      createdBy: call.caller.username,
      updatedAtUs: nowUs,
    }
    call.state.incidents.save(incident)
    return { status: 201, body: incidentAnswer(incident) }
  },

  'evidence.incidents.list': (call) => {
    const problems = new Problems(call)
    const { limit, offset } = limitAsked(call, problems, 50)
    const startUs = dateFilter(call, problems, 'start_date')
    const endUs = dateFilter(call, problems, 'end_date')
    problems.throwIfAny()
    const severity = wanted(call, 'severity')?.toUpperCase()
    const blastRadius = wanted(call, 'blast_radius')?.toUpperCase()
    const autoApproved = call.filter('was_auto_approved')
    const found = call.state.incidents
      .newestFirst()
      .filter((each) => severity === undefined || each.severity === severity)
      .filter((each) => blastRadius === undefined || each.blastRadiusClass === blastRadius)
      .filter(
        (each) =>
          autoApproved === undefined || each.wasAutoApproved === (autoApproved.toLowerCase() === 'true'),
      )
      .filter((each) => startUs === undefined || each.incidentAtUs >= startUs)
      .filter((each) => endUs === undefined || each.incidentAtUs <= endUs)
    const page = found.slice(offset, offset + limit)
    return {
      status: 200,
      body: { count: found.length, limit, offset, results: page.map(incidentAnswer) },
    }
  },

  'evidence.incidents.get': (call) => {
    const incident = named(call)
    return incident === undefined ? unknown(call) : { status: 200, body: incidentAnswer(incident) }
  },

  'evidence.incidents.update': (call) => {
    const incident = named(call)
    if (incident === undefined) return unknown(call)
    const changes = incidentChanges(call)
    const resolvedAtUs = changes.resolved_at === undefined ? incident.resolvedAtUs : changes.resolved_at
    const changed: Incident = {
      ...incident,
      rootCause: changes.root_cause ?? incident.rootCause,
      resolvedAtUs,
      resolutionMethod: changes.resolution_method ?? incident.resolutionMethod,
      resolutionNotes: changes.resolution_notes ?? incident.resolutionNotes,
      timeToResolutionMinutes: minutesToResolution(incident, resolvedAtUs),
      wasPreventable:
        changes.was_preventable === undefined ? incident.wasPreventable : changes.was_preventable,
      preventabilityNotes: changes.preventability_notes ?? incident.preventabilityNotes,
      controlImprovements: changes.control_improvements ?? incident.controlImprovements,
      updatedAtUs: call.state.clock.stampUs(),
    }
    call.state.incidents.save(changed)
    return { status: 200, body: incidentAnswer(changed) }
  },
} satisfies HandlersOf<'evidence.incidents'>

function named(call: Call): Incident | undefined {
  return call.state.incidents.find(call.param('incident_id'))
}

function unknown({ requestId }: Call) {
  const error = 'No DeploymentIncident matches the given query.'
  return { status: 404, body: { error, correlation_id: requestId } } as const
}

/** Counted once: a time that is known and not zero stays (models_p5_5.py:280-285). */
function minutesToResolution(incident: Incident, resolvedAtUs: number | null): number | null {
  const known = incident.timeToResolutionMinutes
  if (resolvedAtUs === null || (known !== null && known !== 0)) return known
  return Math.trunc((resolvedAtUs - incident.incidentAtUs) / minuteUs)
}

/** A filter's instant; where its check is left out, a date that is none does not filter. */
function dateFilter(call: Call, problems: Problems, name: string): number | undefined {
  const sent = wanted(call, name)
  const value = sent === undefined ? undefined : readInstantUs(sent)
  problems.check(name, sent === undefined || value !== undefined, 'Enter a valid date or date and time.')
  return value
}
