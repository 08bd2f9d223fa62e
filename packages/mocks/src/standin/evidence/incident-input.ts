// SPDX-License-Identifier: Apache-2.0
import { blastRadiusClasses, detectionMethods, resolutionMethods, severities } from '@eucora/harness/contract'
import type { Call } from '../call.ts'
import { decimal } from '../decimal.ts'
import { anyText, choice, flag, integer, nullable, optional, text } from '../fields.ts'
import { instant } from '../instants.ts'
import { Problems } from '../problems.ts'
import { read, type Field } from '../serializer.ts'

const mostInteger = 2 ** 31 - 1
const count = optional(integer(-mostInteger - 1, mostInteger), 0)

const reportFields = {
  deployment_intent_id: text({ max: 255 }),
  evidence_package_id: text({ max: 255 }),
  cab_approval_id: nullableText(255),
  severity: choice(severities),
  incident_date: instant,
  detection_method: choice(detectionMethods),
  title: text({ max: 255 }),
  description: text(),
  was_auto_approved: flag,
  risk_score_at_approval: decimal({ digits: 5, places: 2 }),
  risk_model_version: text({ max: 10 }),
  blast_radius_class: text({ max: 50 }),
  affected_user_count: count,
  downtime_minutes: count,
  business_impact_usd: optional(blankAsNull(decimal({ digits: 12, places: 2 })), null),
} as const

/** As the REST framework reads a decimal that may be null. */
function blankAsNull(field: Field<string>): Field<string | null> {
  const parse = (raw: unknown) =>
    typeof raw === 'string' && raw.trim() === '' ? { value: null } : field.parse(raw)
  return nullable<string | null>({ ...field, parse }, null)
}

/** Reads the report of an incident. Throws a Refusal 400 (C). */
export function incidentReport(call: Call) {
  const report = read(call, reportFields, call.body.json())
  const problems = new Problems(call)
  const score = Number(report.risk_score_at_approval)
  const blastRadius = report.blast_radius_class
  const inRange = score >= 0 && score <= 100
  problems.check('risk_score_at_approval', inRange, 'Ensure this value is between 0 and 100.', 'range')
  const blast_radius_class = problems.choice('blast_radius_class', blastRadius, blastRadiusClasses, 'choice')
  problems.throwIfAny()
  return { ...report, blast_radius_class }
}

const anyJson: Field<unknown> = { parse: (raw) => ({ value: raw }) }

/** Undefined: the key was not sent, so the field stays as it is. */
const changeFields = {
  root_cause: change(anyText),
  resolved_at: change(nullable<number | null>(instant, null)),
  resolution_method: change(anyText),
  resolution_notes: change(anyText),
  was_preventable: change(nullable<boolean | null>(flag, null)),
  preventability_notes: change(anyText),
  control_improvements: change(anyJson),
} as const

/** Reads what is to be changed on an incident; a list names nothing. Throws a Refusal 400 (C). */
export function incidentChanges(call: Call) {
  const body = call.body.json()
  const changes = read(call, changeFields, Array.isArray(body) ? {} : body)
  const problems = new Problems(call)
  const method = changes.resolution_method
  const resolution_method =
    method === undefined
      ? undefined
      : problems.choice('resolution_method', method, resolutionMethods, 'choice')
  problems.throwIfAny()
  return { ...changes, resolution_method }
}

function change<T>(field: Field<T>): Field<T | undefined> {
  return optional<T | undefined>(field, undefined)
}

function nullableText(max: number): Field<string | null> {
  return optional(nullable<string | null>(text({ max, allowBlank: true }), null), null)
}
