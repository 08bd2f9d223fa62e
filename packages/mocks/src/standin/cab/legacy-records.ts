// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody, LegacyDecision } from '@eucora/harness/contract'
import type { Call } from '../call.ts'
import { demoFilter } from '../demo-filter.ts'
import type { State } from '../state.ts'
import type { Deployment } from '../store/deployments.ts'
import type { LegacyApproval } from '../store/legacy-approvals.ts'
import { isoformat } from '../timestamps.ts'

type ApprovalAnswer = AnswerBody<'cab.legacy.pending', 200>['approvals'][number]

/** Deployments that wait for the CAB, newest first. */
export function waitingDeployments(call: Call, limit: number): readonly Deployment[] {
  return call.state.deployments
    .newest({ status: 'AWAITING_CAB', isDemo: demoFilter(call) }, limit)
    .filter(({ requiresCabApproval }) => requiresCabApproval)
}

/** The record that a deployment which waits stands with: its last one, or one that is read off it and not stored. */
export function standingRecord({ legacyApprovals }: State, deployment: Deployment): LegacyApproval {
  return (
    legacyApprovals.of(deployment.pk).at(-1) ?? legacyApprovals.waiting(deployment.pk, deployment.createdUs)
  )
}

/**
 * The newest records, newest first: those stored, and those of deployments that wait. With a decision, those of it that
 * stand: a record that waited no longer does once another one followed it.
 */
export function newestRecords(call: Call, limit: number, decision?: string): readonly LegacyApproval[] {
  const { state, rules } = call
  const stored = storedRecords(call, limit, decision)
  if (!rules.readsWriteNothing || (decision !== undefined && decision !== 'PENDING')) return stored
  const waiting = waitingDeployments(call, limit)
    .filter(({ pk }) => state.legacyApprovals.of(pk).length === 0)
    .map((deployment) => standingRecord(state, deployment))
  return [...stored, ...waiting].toSorted(newestFirst).slice(0, limit)
}

export function approvalAnswer(state: State, record: LegacyApproval, deployment: Deployment): ApprovalAnswer {
  return {
    id: record.id,
    deployment_intent: deployment.flowId,
    correlation_id: deployment.flowId,
    evidence_pack_correlation_id: deployment.evidencePackId,
    decision: record.decision,
    approver: record.approverId === null ? null : (state.users.byId(record.approverId)?.username ?? null),
    comments: record.comments,
    conditions: [...record.conditions],
    submitted_at: isoformat(record.submittedUs),
    reviewed_at: record.reviewedUs === null ? null : isoformat(record.reviewedUs),
    app_name: deployment.appName,
    version: deployment.version,
    risk_score: deployment.riskScore ?? 0,
  }
}

/** What the caller decided, with what is said about it. */
export interface LegacyVerdict {
  readonly decision: Exclude<LegacyDecision, 'PENDING'>
  readonly comments: string
  /** Undefined leaves those of an overwritten record as they are. */
  readonly conditions: readonly unknown[] | undefined
}

/** About what the real backend takes to store a record, in microseconds. */
const storingUs = 1000

/** Keeps a decision beside what waited for it; where a defect loses history, in its place (D-15). */
export function recordVerdict(call: Call, deployment: Deployment, verdict: LegacyVerdict): void {
  const { legacyApprovals, clock } = call.state
  const before = standingRecord(call.state, deployment)
  const reviewedUs = clock.stampUs()
  // Where a wait is stored by who looks (D-21), one that nobody looked at is stored after its decision was made out.
  const isUnseen = !call.rules.readsWriteNothing && legacyApprovals.of(deployment.pk).length === 0
  const decided: LegacyApproval = {
    ...before,
    decision: verdict.decision,
    comments: verdict.comments,
    conditions: verdict.conditions ?? (call.rules.keepsApprovalHistory ? [] : before.conditions),
    approverId: call.caller.id,
    submittedUs: isUnseen ? reviewedUs + storingUs : before.submittedUs,
    reviewedUs,
  }
  if (!call.rules.keepsApprovalHistory) {
    legacyApprovals.overwrite(decided)
    return
  }
  const waited = deployment.status === 'AWAITING_CAB' && legacyApprovals.of(deployment.pk).length === 0
  if (waited) legacyApprovals.append(before)
  legacyApprovals.append({ ...decided, id: legacyApprovals.nextId() })
}

/** Stores a record for every deployment that waits without one (D-21). */
export function storeWaiting(call: Call): void {
  const { legacyApprovals, clock } = call.state
  for (const { pk } of waitingDeployments(call, Number.POSITIVE_INFINITY)) {
    if (legacyApprovals.of(pk).length === 0)
      legacyApprovals.append(legacyApprovals.waiting(pk, clock.stampUs()))
  }
}

function storedRecords(call: Call, limit: number, decision: string | undefined): readonly LegacyApproval[] {
  const { deployments, legacyApprovals } = call.state
  const isDemo = demoFilter(call)
  const found: LegacyApproval[] = []
  for (const record of legacyApprovals.newestFirst()) {
    if (found.length >= limit) break
    if (isDemo !== undefined && deployments.byPk(record.deploymentPk)?.isDemo !== isDemo) continue
    const stands = legacyApprovals.of(record.deploymentPk).at(-1)?.id === record.id
    if (decision === undefined || (stands && record.decision === decision)) found.push(record)
  }
  return found
}

function newestFirst(a: LegacyApproval, b: LegacyApproval): number {
  return b.submittedUs - a.submittedUs || b.id - a.id
}
