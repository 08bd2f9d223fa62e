// SPDX-License-Identifier: Apache-2.0
import { contract, type OperationId } from '@eucora/harness/contract'
import type { Defect, Guard } from '../../defect.ts'

/** What the real code raises for want of a check, and answers as it is (ai_agents/views.py: `str(e)`). */
const leaking: { readonly [Id in OperationId]?: Readonly<Partial<Record<Guard, string>>> } = {
  'ai.ask': { 'input:message.text': "'int' object is not subscriptable" },
  'ai.conversations.get': { 'input:conversation_id': "['“abc” is not a valid UUID.']" },
  'ai.tasks.create': {
    'input:non_field_errors': "'list' object has no attribute 'get'",
    'input:conversation_id.uuid': "['“abc” is not a valid UUID.']",
    'input:title.length': 'value too long for type character varying(256)\n',
    'input:agent_type.length': 'value too long for type character varying(32)\n',
    'input:task_type.length': 'value too long for type character varying(64)\n',
    'input:input_data': 'null value in column "input_data" violates not-null constraint',
    'input:output_data': 'null value in column "output_data" violates not-null constraint',
  },
  'ai.tasks.requestRevision': { 'input:feedback.text': "'int' object has no attribute 'strip'" },
}

export const aiErrorsLeak: Defect = {
  id: 'D-43',
  rule: 'errors-tell-nothing-inside',
  summary:
    'The AI operations answer bad input that they do not check with 500 and the text of the exception.',
  operations: Object.values(contract)
    .map(({ id }) => id)
    .filter((id) => id in leaking),
  reply: (reply, call) => {
    const texts = leaking[call.id] ?? {}
    const error = call.failed.map((guard) => texts[guard]).find((text) => text !== undefined)
    return reply.status !== 400 || error === undefined
      ? reply
      : { status: 500, body: { error: error.replace('abc', Object.values(call.params)[0] ?? 'abc') } }
  },
}
