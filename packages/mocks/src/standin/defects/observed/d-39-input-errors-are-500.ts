// SPDX-License-Identifier: Apache-2.0
import { contract, type OperationId } from '@eucora/harness/contract'
import type { Defect, Guard } from '../../defect.ts'
import { internalError } from './real-answers.ts'

/** The checks that the real code does not make, so that it raises later. */
const raising: { readonly [Id in OperationId]?: readonly Guard[] } = {
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
