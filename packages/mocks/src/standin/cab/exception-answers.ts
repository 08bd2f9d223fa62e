// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody, CabExceptionStatus } from '@eucora/harness/contract'
import type { State } from '../state.ts'
import { isActive, isExpired, type CabException } from '../store/cab-exceptions.ts'
import { isoformatZ } from '../timestamps.ts'
import { instantOrNull, userBasic, userOrNull } from './answers.ts'

type ExceptionRow = AnswerBody<'cab.exceptions.pending', 200>['results'][number]
type ExceptionDetail = AnswerBody<'cab.exceptions.get', 200>

const displays: Readonly<Record<CabExceptionStatus, string>> = {
  pending: 'Pending Security Review',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
}

export function exceptionRow(state: State, exception: CabException): ExceptionRow {
  return {
    id: exception.id,
    correlation_id: exception.code,
    deployment_intent_id: exception.deploymentIntentId,
    reason: exception.reason,
    status: exception.status,
    status_display: displays[exception.status],
    requested_by_username: userBasic(state, exception.requestedBy).username,
    requested_at: isoformatZ(exception.requestedUs),
    approved_by_username: userOrNull(state, exception.approvedBy)?.username ?? null,
    approved_at: instantOrNull(exception.approvedUs),
    expires_at: isoformatZ(exception.expiresUs),
    ...activity(state, exception),
  }
}

export function exceptionDetail(state: State, exception: CabException): ExceptionDetail {
  return {
    id: exception.id,
    correlation_id: exception.code,
    deployment_intent_id: exception.deploymentIntentId,
    reason: exception.reason,
    risk_justification: exception.riskJustification,
    compensating_controls: [...exception.compensatingControls],
    requested_by: userBasic(state, exception.requestedBy),
    requested_at: isoformatZ(exception.requestedUs),
    approval_decision: exception.decision,
    approved_by: userOrNull(state, exception.approvedBy),
    approval_rationale: exception.rationale,
    approved_at: instantOrNull(exception.approvedUs),
    expires_at: isoformatZ(exception.expiresUs),
    status: exception.status,
    status_display: displays[exception.status],
    ...activity(state, exception),
  }
}

function activity(state: State, exception: CabException) {
  const nowUs = state.clock.nowMs() * 1000
  return { is_active: isActive(exception, nowUs), is_expired: isExpired(exception, nowUs) }
}
