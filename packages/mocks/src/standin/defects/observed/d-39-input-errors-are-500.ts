// SPDX-License-Identifier: Apache-2.0
import { contract, type OperationId } from '@eucora/harness/contract'
import type { Defect, Guard } from '../../defect.ts'
import { internalError } from './real-answers.ts'

const demoCounts: readonly Guard[] = [
  'input:non_field_errors',
  'input:assets',
  'input:applications',
  'input:deployments',
  'input:users',
  'input:events',
  'input:batch_size',
]

/** The checks that the real code does not make, so that it raises later. */
const raising: { readonly [Id in OperationId]?: readonly Guard[] } = {
  'auth.login': ['input:password'],
  'deployments.create': [
    'input:non_field_errors',
    'input:X-Correlation-ID',
    'input:evidence_pack',
    'input:app_name.length',
    'input:version.length',
    'input:target_ring.length',
  ],
  'policy.assess': ['input:non_field_errors', 'input:correlation_id', 'input:evidence_pack.content'],
  'policy.evaluate': ['input:non_field_errors', 'input:risk_score.type'],
  'events.create': [
    'input:non_field_errors',
    'input:correlation_id',
    'input:event_type.required',
    'input:event_type.length',
    'input:event_type.null',
    'input:event_data',
  ],
  'cab.list': ['input:risk_min', 'input:risk_max'],
  'cab.pending': ['input:risk_min', 'input:risk_max'],
  'cab.legacy.approve': ['input:non_field_errors', 'input:comments.null', 'input:conditions.null'],
  'cab.legacy.reject': ['input:non_field_errors', 'input:comments.null'],
  'evidence.upload': [
    'input:app_name.length',
    'input:version.length',
    'input:sbom_data.object',
    'input:vulnerability_scan_results.object',
  ],
  'events.list': ['input:correlation_id'],
  'evidence.incidents.list': ['input:start_date', 'input:end_date'],
  'evidence.incidents.update': [
    'input:non_field_errors',
    'input:root_cause.null',
    'input:resolution_method.null',
    'input:resolution_notes.null',
    'input:was_preventable',
    'input:preventability_notes.null',
    'input:control_improvements.null',
  ],
  'evidence.maturity.evaluate': ['input:non_field_errors', 'input:evaluation_period_weeks.range'],
  'evidence.blastRadius.classify': [
    'input:non_field_errors',
    'input:app_name.text',
    'input:app_category.text',
    'input:target_user_count',
    'input:business_criticality.text',
    'input:cmdb_data.object',
    'input:cmdb_data.service_tier',
    'input:cmdb_data.business_criticality',
    'input:cmdb_data.impact_scope',
  ],
  'evidence.riskModels.activate': ['input:non_field_errors', 'input:cab_approval_notes'],
  'connectors.deploy': ['input:non_field_errors'],
  'ai.ask': ['input:non_field_errors'],
  'ai.providers.configure': [
    'input:non_field_errors',
    'input:api_key.text',
    'input:display_name.text',
    'input:display_name.length',
    'input:model_name.length',
    'input:endpoint_url.text',
    'input:endpoint_url.length',
    'input:is_default',
  ],
  'core.demo.setMode': ['input:non_field_errors', 'input:enabled'],
  'admin.demo.setMode': ['input:non_field_errors', 'input:enabled'],
  'core.demo.seed': demoCounts,
  'admin.demo.seed': demoCounts,
}

export const inputErrorsAre500: Defect = {
  id: 'D-39',
  rule: 'input-is-validated',
  summary: 'Answers bad input that it does not check with 500.',
  operations: Object.values(contract)
    .map(({ id }) => id)
    .filter((id) => id in raising),
  reply: (reply, call) =>
    reply.status === 400 && call.failed.some((guard) => raising[call.id]?.includes(guard) === true)
      ? internalError(call)
      : reply,
}
