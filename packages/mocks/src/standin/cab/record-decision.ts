// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import type { Call } from '../call.ts'
import type { CabRequest } from '../store/cab-requests.ts'
import type { Verdict } from './decision.ts'

interface Decided {
  readonly verdict: Verdict
  readonly rationale: string
  readonly conditions: Readonly<Record<string, unknown>>
}

/** Keeps what the caller decided on a request, and answers the request as it is then. */
export function recordDecision(call: Call, request: CabRequest, decided: Decided): CabRequest {
  const { cabRequests, clock } = call.state
  const decidedUs = clock.stampUs()
  cabRequests.addDecision({
    id: randomUUID(),
    requestId: request.id,
    code: request.code,
    decision: decided.verdict,
    rationale: decided.rationale,
    decidedBy: call.caller.id,
    decidedUs,
    conditions: decided.conditions,
  })
  return cabRequests.update(request, {
    status: decided.verdict,
    approvedBy: call.caller.id,
    decision: decided.verdict,
    rationale: decided.rationale,
    conditions: decided.conditions,
    approvedUs: decidedUs,
  })
}

/** `CAB-` or `EXC-` and 12 upper-case hex digits. */
export function newCode(prefix: 'CAB' | 'EXC'): string {
  return `${prefix}-${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`
}
