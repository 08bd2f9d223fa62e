// SPDX-License-Identifier: Apache-2.0
import { legacyDecisions, type LegacyDecision } from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'

/** One record of a deployment's approval. Instants are microseconds since the epoch. */
export interface LegacyApproval {
  readonly id: number
  readonly deploymentPk: number
  readonly decision: LegacyDecision
  readonly approverId: number | null
  readonly comments: string
  readonly conditions: readonly unknown[]
  readonly submittedUs: number
  readonly reviewedUs: number | null
}

/** Approval records, several a deployment: what waited, then what was decided. */
export class LegacyApprovals {
  #lastId = 0
  readonly #byDeployment = new Map<number, LegacyApproval[]>()
  /** Oldest submission first, then by id. */
  readonly #ordered: LegacyApproval[] = []
  /** Ids of records that are only read off a deployment that waits: a read gives an id, and stores no record. */
  readonly #waitingIds = new Map<number, number>()

  /** A deployment's records, oldest first. */
  of(deploymentPk: number): readonly LegacyApproval[] {
    return this.#byDeployment.get(deploymentPk) ?? []
  }

  *newestFirst(): Generator<LegacyApproval> {
    for (let at = this.#ordered.length - 1; at >= 0; at -= 1) yield* this.#ordered.slice(at, at + 1)
  }

  /** The record of a deployment that waits, stored or not: it reads the same each time. */
  waiting(deploymentPk: number, submittedUs: number): LegacyApproval {
    const stored = this.of(deploymentPk).find(({ decision }) => decision === 'PENDING')
    if (stored !== undefined) return stored
    const id = this.#waitingIds.get(deploymentPk) ?? this.nextId()
    this.#waitingIds.set(deploymentPk, id)
    return {
      id,
      deploymentPk,
      decision: 'PENDING',
      approverId: null,
      comments: '',
      conditions: [],
      submittedUs,
      reviewedUs: null,
    }
  }

  nextId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  append(approval: LegacyApproval): LegacyApproval {
    this.#lastId = Math.max(this.#lastId, approval.id)
    this.#byDeployment.set(approval.deploymentPk, [...this.of(approval.deploymentPk), approval])
    let at = this.#ordered.length
    while (at > 0 && isAfter(this.#ordered[at - 1], approval)) at -= 1
    this.#ordered.splice(at, 0, approval)
    return approval
  }

  /** Puts a record in the place of the one with its id, whose history is lost (D-15). */
  overwrite(approval: LegacyApproval): LegacyApproval {
    const sameId = ({ id }: LegacyApproval) => id === approval.id
    const at = this.#ordered.findIndex(sameId)
    if (at === -1) return this.append(approval)
    this.#ordered[at] = approval
    this.#byDeployment.set(
      approval.deploymentPk,
      this.of(approval.deploymentPk).map((each) => (sameId(each) ? approval : each)),
    )
    return approval
  }

  /** Removes the records of deployments that are removed, and answers how many there were. */
  removeOf(deploymentPks: readonly number[]): number {
    const removed = deploymentPks.flatMap((pk) => this.of(pk))
    for (const pk of deploymentPks) this.#byDeployment.delete(pk)
    for (const each of removed) this.#ordered.splice(this.#ordered.indexOf(each), 1)
    return removed.length
  }

  /** Adds a row of `cab_workflow.cabapproval`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.append({
      id: fields.pk,
      deploymentPk: fields.integer('deployment_intent'),
      decision: fields.oneOf('decision', legacyDecisions),
      approverId: fields.integerOrNull('approver'),
      comments: fields.text('comments', ''),
      conditions: fields.list('conditions'),
      submittedUs: fields.instantUs('submitted_at'),
      reviewedUs: fields.instantUsOrNull('reviewed_at'),
    })
  }
}

function isAfter(before: LegacyApproval | undefined, { submittedUs, id }: LegacyApproval): boolean {
  if (before === undefined) return false
  return before.submittedUs > submittedUs || (before.submittedUs === submittedUs && before.id > id)
}
