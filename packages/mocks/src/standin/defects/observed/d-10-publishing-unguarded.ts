// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'
import { isRecord } from '../../problems.ts'

/** connectors/views.py:222-257 */
export const publishingUnguarded: Defect = {
  id: 'D-10',
  rule: 'publishing-needs-approval',
  summary:
    'Anyone signed in publishes anything, any number of times; nothing is appended, and a failure is 500.',
  operations: ['connectors.deploy'],
  off: (
    [
      'role',
      'duties',
      'state',
      'idempotency',
      'input:deployment_intent_id.known',
      'input:deployment_intent_id.text',
      'input:artifact_path.text',
      'input:target_ring.text',
      'input:target_ring.approved',
      'input:app_name.text',
      'input:app_name.approved',
      'input:version.text',
      'input:version.approved',
    ] as const
  ).map((guard) => ({ operation: 'connectors.deploy', guard })),
  rules: { publishingMovesDeployment: false },
  events: () => [],
  reply: (reply) =>
    reply.status === 503 ? { ...reply, status: 500, body: withoutErrorClass(reply.body) } : reply,
}

function withoutErrorClass(body: unknown): unknown {
  if (!isRecord(body) || !isRecord(body['details'])) return body
  const { error_class: _, ...details } = body['details']
  return { ...body, details }
}
