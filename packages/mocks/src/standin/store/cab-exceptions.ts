// SPDX-License-Identifier: Apache-2.0
import { cabExceptionStatuses, type CabExceptionStatus } from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'
import { TimedRows } from './timed-rows.ts'

/** An exception to the CAB's gates. Instants are microseconds since the epoch. */
export interface CabException {
  readonly id: string
  /** `EXC-` and 12 hex digits. */
  readonly code: string
  /** The deployment by integer key as text or by flow id; any other text is taken too and names none. */
  readonly deploymentIntentId: string
  readonly reason: string
  readonly riskJustification: string
  readonly compensatingControls: readonly string[]
  readonly requestedBy: number
  readonly requestedUs: number
  readonly expiresUs: number
  readonly status: CabExceptionStatus
  readonly decision: 'approved' | 'rejected' | null
  readonly approvedBy: number | null
  readonly rationale: string
  readonly approvedUs: number | null
}

export class CabExceptions {
  readonly #rows = new TimedRows<CabException>()

  add(exception: CabException): CabException {
    this.#rows.add(exception, exception.requestedUs)
    return exception
  }

  byId(id: string): CabException | undefined {
    return this.#rows.get(id)
  }

  newestFirst(): readonly CabException[] {
    return this.#rows.newestFirst()
  }

  /** Changes an exception and answers it as it is now. */
  update(exception: CabException, changes: Partial<CabException>): CabException {
    return this.#rows.replace({ ...exception, ...changes })
  }

  /** Adds a row of `cab_workflow.cabexception`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.add({
      id: fields.key,
      code: fields.text('correlation_id'),
      deploymentIntentId: fields.text('deployment_intent_id'),
      reason: fields.text('reason'),
      riskJustification: fields.text('risk_justification'),
      compensatingControls: fields.texts('compensating_controls'),
      requestedBy: fields.integer('requested_by'),
      requestedUs: fields.instantUs('requested_at'),
      expiresUs: fields.instantUs('expires_at'),
      status: fields.oneOf('status', cabExceptionStatuses),
      decision:
        fields.textOrNull('approval_decision') === null
          ? null
          : fields.oneOf('approval_decision', ['approved', 'rejected']),
      approvedBy: fields.integerOrNull('approved_by'),
      rationale: fields.text('approval_rationale', ''),
      approvedUs: fields.instantUsOrNull('approved_at'),
    })
  }
}

/** Whether its time is over. */
export function isExpired(exception: CabException, nowUs: number): boolean {
  return exception.expiresUs <= nowUs
}

/** Whether it is approved and its time is not over. */
export function isActive(exception: CabException, nowUs: number): boolean {
  return exception.status === 'approved' && !isExpired(exception, nowUs)
}
