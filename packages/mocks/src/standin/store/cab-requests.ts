// SPDX-License-Identifier: Apache-2.0
import {
  cabDecisions,
  cabRequestStatuses,
  type CabDecision,
  type CabRequestStatus,
} from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'
import { TimedRows } from './timed-rows.ts'
import { uuidFrom } from '../uuid.ts'

/** A CAB request. Instants are microseconds since the epoch. */
export interface CabRequest {
  readonly id: string
  /** `CAB-` and 12 hex digits. */
  readonly code: string
  /** The deployment as its evidence package names it. */
  readonly deploymentIntentId: string
  readonly evidencePackageId: string
  /** Text with two decimals. */
  readonly riskScore: string
  readonly status: CabRequestStatus
  readonly submittedBy: number
  readonly submittedUs: number
  readonly approvedBy: number | null
  readonly decision: CabDecision | null
  readonly rationale: string
  readonly conditions: Readonly<Record<string, unknown>>
  readonly approvedUs: number | null
  readonly notes: string
}

/** What was decided on a request. Nothing changes or removes one. */
export interface CabRequestDecision {
  readonly id: string
  readonly requestId: string
  readonly code: string
  readonly decision: CabDecision
  readonly rationale: string
  /** Null: the system. */
  readonly decidedBy: number | null
  readonly decidedUs: number
  readonly conditions: Readonly<Record<string, unknown>>
}

export class CabRequests {
  readonly #rows = new TimedRows<CabRequest>()
  readonly #decisions = new Map<string, CabRequestDecision[]>()
  readonly #byPackage = new Map<string, string[]>()
  readonly #byIntent = new Map<string, string[]>()

  add(request: CabRequest): CabRequest {
    this.#rows.add(request, request.submittedUs)
    push(this.#byPackage, keyOf(request.evidencePackageId), request.id)
    push(this.#byIntent, keyOf(request.deploymentIntentId), request.id)
    return request
  }

  byId(id: string): CabRequest | undefined {
    return this.#rows.get(id)
  }

  ofPackage(evidencePackageId: string): readonly CabRequest[] {
    return this.#rowsOf(this.#byPackage.get(keyOf(evidencePackageId)))
  }

  /** The requests of a deployment, whichever of its two names their packages use. */
  ofDeployment({ pk, flowId }: { readonly pk: number; readonly flowId: string }): readonly CabRequest[] {
    return [String(pk), flowId].flatMap((name) => this.#rowsOf(this.#byIntent.get(name)))
  }

  newestFirst(): readonly CabRequest[] {
    return this.#rows.newestFirst()
  }

  /** Changes a request and answers it as it is now. */
  update(request: CabRequest, changes: Partial<CabRequest>): CabRequest {
    return this.#rows.replace({ ...request, ...changes })
  }

  addDecision(decision: CabRequestDecision): void {
    this.#decisions.set(decision.requestId, [...this.decisionsOn(decision.requestId), decision])
  }

  /** Oldest first. */
  decisionsOn(requestId: string): readonly CabRequestDecision[] {
    return this.#decisions.get(requestId) ?? []
  }

  #rowsOf(ids: readonly string[] = []): readonly CabRequest[] {
    return ids.flatMap((id) => this.#rows.get(id) ?? [])
  }

  /** Adds a row of `cab_workflow.cabapprovalrequest`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.add({
      id: fields.key,
      code: fields.text('correlation_id'),
      deploymentIntentId: fields.text('deployment_intent_id'),
      evidencePackageId: fields.text('evidence_package_id'),
      riskScore: fields.decimal('risk_score'),
      status: fields.oneOf('status', cabRequestStatuses),
      submittedBy: fields.integer('submitted_by'),
      submittedUs: fields.instantUs('submitted_at'),
      approvedBy: fields.integerOrNull('approved_by'),
      decision:
        fields.textOrNull('approval_decision') === null
          ? null
          : fields.oneOf('approval_decision', cabDecisions),
      rationale: fields.text('approval_rationale', ''),
      conditions: fields.object('approval_conditions'),
      approvedUs: fields.instantUsOrNull('approved_at'),
      notes: fields.text('notes', ''),
    })
  }

  /** Adds a row of `cab_workflow.cabapprovaldecision`. */
  loadDecision(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.addDecision({
      id: fields.key,
      requestId: fields.text('cab_request_id'),
      code: fields.text('correlation_id'),
      decision: fields.oneOf('decision', cabDecisions),
      rationale: fields.text('rationale'),
      decidedBy: fields.integer('decided_by'),
      decidedUs: fields.instantUs('decided_at'),
      conditions: fields.object('conditions'),
    })
  }
}

/** One UUID may be written in several ways. */
function keyOf(name: string): string {
  return uuidFrom(name) ?? name
}

function push(index: Map<string, string[]>, key: string, id: string): void {
  const known = index.get(key)
  if (known === undefined) index.set(key, [id])
  else known.push(id)
}
