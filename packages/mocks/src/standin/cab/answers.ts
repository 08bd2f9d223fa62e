// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody, CabDecision, CabRequestStatus } from '@eucora/harness/contract'
import type { State } from '../state.ts'
import type { CabRequest, CabRequestDecision } from '../store/cab-requests.ts'
import { isoformatZ } from '../timestamps.ts'
import { gateOf, type Gate } from './gates.ts'

type RequestRow = AnswerBody<'cab.list', 200>['results'][number]
type RequestDetail = Omit<AnswerBody<'cab.get', 200>, 'decision'>
type UserBasic = RequestDetail['submitted_by']

const statusDisplays: Readonly<Record<CabRequestStatus, string>> = {
  submitted: 'Pending Review',
  auto_approved: 'Auto-Approved',
  under_review: 'Under CAB Review',
  approved: 'Approved',
  rejected: 'Rejected',
  conditional: 'Conditionally Approved',
  exception_required: 'Exception Required',
}

const decisionDisplays: Readonly<Record<CabDecision, string>> = {
  approved: 'Approved',
  rejected: 'Rejected',
  conditional: 'Conditionally Approved',
}

const tiers: Readonly<Record<Gate, RequestDetail['risk_tier']>> = {
  auto_approved: { tier: 'LOW', description: 'Auto-Approved', requires_cab: false },
  manual_review: { tier: 'MEDIUM', description: 'Manual CAB Review', requires_cab: true },
  exception_required: { tier: 'HIGH', description: 'Exception Required', requires_exception: true },
}

export function requestRow(state: State, request: CabRequest): RequestRow {
  return {
    id: request.id,
    correlation_id: request.code,
    deployment_intent_id: request.deploymentIntentId,
    risk_score: request.riskScore,
    status: request.status,
    status_display: statusDisplays[request.status],
    submitted_by_username: userBasic(state, request.submittedBy).username,
    submitted_at: isoformatZ(request.submittedUs),
    approved_by_username: userOrNull(state, request.approvedBy)?.username ?? null,
    approval_decision: request.decision,
    approved_at: instantOrNull(request.approvedUs),
  }
}

export function requestDetail(state: State, request: CabRequest): RequestDetail {
  return {
    id: request.id,
    correlation_id: request.code,
    deployment_intent_id: request.deploymentIntentId,
    evidence_package_id: request.evidencePackageId,
    risk_score: request.riskScore,
    risk_tier: tiers[gateOf(request.riskScore)],
    status: request.status,
    status_display: statusDisplays[request.status],
    submitted_by: userBasic(state, request.submittedBy),
    submitted_at: isoformatZ(request.submittedUs),
    approved_by: userOrNull(state, request.approvedBy),
    approval_decision: request.decision,
    approval_rationale: request.rationale,
    approval_conditions: request.conditions,
    approved_at: instantOrNull(request.approvedUs),
    notes: request.notes,
  }
}

export function decisionAnswer(
  state: State,
  decision: CabRequestDecision,
): NonNullable<AnswerBody<'cab.get', 200>['decision']> {
  return {
    id: decision.id,
    cab_request_id: decision.requestId,
    correlation_id: decision.code,
    decision: decision.decision,
    decision_display: decisionDisplays[decision.decision],
    rationale: decision.rationale,
    decided_by_username: userOrNull(state, decision.decidedBy)?.username ?? 'system',
    decided_at: isoformatZ(decision.decidedUs),
    conditions: decision.conditions,
  }
}

export function userBasic(state: State, id: number): UserBasic {
  const user = state.users.byId(id) ?? state.users.nobody
  return {
    id,
    username: user.username,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
  }
}

export function userOrNull(state: State, id: number | null): UserBasic | null {
  return id === null ? null : userBasic(state, id)
}

export function instantOrNull(instantUs: number | null): string | null {
  return instantUs === null ? null : isoformatZ(instantUs)
}
