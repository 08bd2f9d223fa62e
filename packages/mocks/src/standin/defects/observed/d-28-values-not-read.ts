// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'
import { isRecord } from '../../problems.ts'
import { truthy } from '../../python-text.ts'
import { Refusal } from '../../reply.ts'
import { internalError } from './real-answers.ts'

const whyNoBreaker =
  "Failed to query circuit breaker status: 'CircuitBreaker' object has no attribute 'opened'"

/** evidence_store/models_p5_5.py:282-284: an instant that is text is taken from a date. */
export const resolvedAtAlways500: Defect = {
  id: 'D-28',
  rule: 'answers-keep-the-contract',
  summary: 'An incident cannot be resolved: resolved_at answers 500 and changes nothing.',
  operations: ['evidence.incidents.update'],
  request: (call) => {
    const body = call.body.json()
    const isKnown = call.state.incidents.find(call.param('incident_id')) !== undefined
    if (isKnown && isRecord(body) && truthy(body['resolved_at'])) throw new Refusal(internalError(call))
  },
}

/** trust_maturity_engine.py:83-84, serializers_p5_5.py:83-92, :382-386 */
export const maturityRaises: Defect = {
  id: 'D-28',
  rule: 'answers-keep-the-contract',
  summary: 'A level that has none after it, and a status without an active model, answer 500.',
  operations: ['evidence.maturity.evaluate', 'evidence.maturity.status'],
  reply: (reply, call) =>
    reply.status === 404 || (reply.status === 400 && call.failed.includes('input:current_level'))
      ? internalError(call)
      : reply,
}

/** core/views_health.py:86 */
export const oneBreakerAlways500: Defect = {
  id: 'D-28',
  rule: 'answers-keep-the-contract',
  summary: 'One circuit breaker cannot be read: 500 for every service that there is.',
  operations: ['core.circuitBreakers.get', 'admin.circuitBreakers.get'],
  reply: (reply) => (reply.status === 200 ? { status: 500, body: { error: whyNoBreaker } } : reply),
}
