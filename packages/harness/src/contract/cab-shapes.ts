// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, DecimalText, TimestampZ, Uuid } from './envelopes.ts'

/** cab_workflow/models.py:73-81. `under_review` and `conditional` are never set by the code. */
export const cabRequestStatuses = [
  'submitted',
  'auto_approved',
  'under_review',
  'approved',
  'rejected',
  'conditional',
  'exception_required',
] as const
export type CabRequestStatus = (typeof cabRequestStatuses)[number]

/** cab_workflow/models.py:158-163 */
export const cabExceptionStatuses = ['pending', 'approved', 'rejected', 'expired'] as const
export type CabExceptionStatus = (typeof cabExceptionStatuses)[number]

export const cabDecisions = ['approved', 'rejected', 'conditional'] as const
export type CabDecision = (typeof cabDecisions)[number]

/** cab_workflow/models.py:21-25 */
export const legacyDecisions = ['PENDING', 'APPROVED', 'REJECTED', 'CONDITIONAL'] as const
export type LegacyDecision = (typeof legacyDecisions)[number]

export const UserBasic = closed({
  id: Type.Integer(),
  username: Type.String(),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
})

export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

/** The body of an approval or rejection. */
export const Rationale = Type.String({ minLength: 1, maxLength: 2000 })

const RiskTier = Type.Union([
  closed({
    tier: Type.Literal('LOW'),
    description: Type.Literal('Auto-Approved'),
    requires_cab: Type.Literal(false),
  }),
  closed({
    tier: Type.Literal('MEDIUM'),
    description: Type.Literal('Manual CAB Review'),
    requires_cab: Type.Literal(true),
  }),
  closed({
    tier: Type.Literal('HIGH'),
    description: Type.Literal('Exception Required'),
    requires_exception: Type.Literal(true),
  }),
])

const CabCode = Type.String({ pattern: '^CAB-[0-9A-F]{12}$' })
const RequestStatus = Type.Enum(cabRequestStatuses)
const ApprovalDecision = nullable(Type.Enum(cabDecisions))

export const requestRow = {
  id: Uuid,
  correlation_id: CabCode,
  deployment_intent_id: Type.String(),
  risk_score: DecimalText,
  status: RequestStatus,
  status_display: Type.String(),
  submitted_by_username: Type.String(),
  submitted_at: TimestampZ,
  approved_by_username: nullable(Type.String()),
  approval_decision: ApprovalDecision,
  approved_at: nullable(TimestampZ),
}

export const requestDetail = {
  id: Uuid,
  correlation_id: CabCode,
  deployment_intent_id: Type.String(),
  evidence_package_id: Type.String(),
  risk_score: DecimalText,
  risk_tier: RiskTier,
  status: RequestStatus,
  status_display: Type.String(),
  submitted_by: UserBasic,
  submitted_at: TimestampZ,
  approved_by: nullable(UserBasic),
  approval_decision: ApprovalDecision,
  approval_rationale: Type.String(),
  approval_conditions: Type.Record(Type.String(), Type.Unknown()),
  approved_at: nullable(TimestampZ),
  notes: Type.String(),
}

export const Decision = closed({
  id: Uuid,
  cab_request_id: Uuid,
  correlation_id: CabCode,
  decision: Type.Enum(cabDecisions),
  decision_display: Type.String(),
  rationale: Type.String(),
  decided_by_username: Type.String(),
  decided_at: TimestampZ,
  conditions: Type.Record(Type.String(), Type.Unknown()),
})
