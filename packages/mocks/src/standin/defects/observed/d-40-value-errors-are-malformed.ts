// SPDX-License-Identifier: Apache-2.0
import { contract, type OperationId } from '@eucora/harness/contract'
import type { Defect, Guard } from '../../defect.ts'
import { malformed } from './real-answers.ts'

/** The checks in whose place the real code raises a ValueError (config/exception_handler.py:55-66). */
const raising: { readonly [Id in OperationId]?: readonly Guard[] } = {
  'auth.login': ['input:email', 'input:username'],
  'deployments.create': ['input:app_name.null', 'input:version.null', 'input:target_ring.null'],
  'evidence.list': ['input:page', 'input:page_size'],
  'evidence.upload': ['input:app_name.null', 'input:version.null', 'input:rollback_plan.null'],
  'core.deployments.list': ['input:page', 'input:page_size'],
  'admin.deployments.list': ['input:page', 'input:page_size'],
  'evidence.incidents.list': ['input:limit', 'input:offset'],
  'evidence.maturity.evaluations': ['input:limit', 'input:offset'],
  'evidence.maturity.evaluate': ['input:evaluation_period_weeks.text'],
  'assets.list': ['input:page', 'input:page_size'],
  'ai.providers.configure': [
    'input:max_tokens',
    'input:temperature',
    'input:provider_type.null',
    'input:model_name.null',
    'input:display_name.null',
  ],
}

export const valueErrorsAreMalformed: Defect = {
  id: 'D-40',
  rule: 'input-is-validated',
  summary: 'Answers a number or a text that it cannot read with "Malformed JSON in request body".',
  operations: Object.values(contract)
    .map(({ id }) => id)
    .filter((id) => id in raising),
  reply: (reply, call) =>
    reply.status === 400 && call.failed.some((guard) => raising[call.id]?.includes(guard) === true)
      ? malformed(call)
      : reply,
}
