// SPDX-License-Identifier: Apache-2.0
import { deploymentStatuses, rings, type DeploymentStatus, type Ring } from '@eucora/harness/contract'
import { bytes, floats, integers } from './columns.ts'
import { deploymentKinds, KindFilter, kindOf, otherRing, ringIndex } from './deployment-kinds.ts'
import { FixtureFields, type FixtureRow } from './fixture.ts'
import { HashIndex, mix } from './hash-index.ts'
import type { Ids } from './ids.ts'
import { Strings } from './strings.ts'
import { Timeline, type Selection } from './timeline.ts'

/** A deployment intent. Instants are microseconds since the epoch. */
export interface Deployment {
  readonly pk: number
  readonly flowId: string
  readonly appName: string
  readonly version: string
  /** Where a defect does not validate it, whatever was sent. */
  readonly targetRing: Ring
  readonly status: DeploymentStatus
  readonly riskScore: number | null
  readonly requiresCabApproval: boolean
  readonly submitterId: number
  readonly evidencePackId: string
  readonly isDemo: boolean
  readonly createdUs: number
  readonly updatedUs: number
}

export type NewDeployment = Omit<Deployment, 'pk' | 'updatedUs'>

/** Which deployments: by status, by ring, demo rows only or none of them. What is left out does not filter. */
export interface DeploymentFilter {
  readonly status?: string | undefined
  readonly ring?: string | undefined
  readonly isDemo?: boolean | undefined
}

const noScore = 255
/** The kind of rows that were removed, which no filter takes. */
const removedKind = deploymentKinds.length
/** The newest rows stay read, since lists read them again and again: a power of two. */
const keptRows = 1024

/** Deployments in columns: about 60 bytes each, so that millions of them are nothing special. */
export class Deployments {
  readonly #ids: Ids
  readonly #strings: Strings
  readonly #rings = new Strings<Ring>()
  #count = 0
  #lastPk = 0
  readonly #pk = integers()
  readonly #flow = integers()
  readonly #app = integers()
  readonly #version = integers()
  readonly #ring = integers()
  readonly #kind = bytes()
  readonly #score = bytes()
  readonly #needsCab = bytes()
  readonly #submitter = integers()
  readonly #pack = integers()
  readonly #created = floats()
  readonly #updated = floats()
  /** Row + 1 by the number of its flow id. */
  readonly #rowOfFlow = integers()
  readonly #rowOfPk = new HashIndex((row) => hashOfPk(this.#pk.get(row)))
  readonly #timeline = new Timeline(deploymentKinds.length + 1, (row) => this.#created.get(row))
  readonly #kept: (Deployment | undefined)[] = []
  readonly #kindFilter = new KindFilter()

  constructor(ids: Ids, strings: Strings) {
    this.#ids = ids
    this.#strings = strings
  }

  /** Adds a deployment under the next primary key and answers it. */
  insert(deployment: NewDeployment): Deployment {
    return this.#add({ ...deployment, pk: this.#lastPk + 1, updatedUs: deployment.createdUs })
  }

  /**
   * Puts in a row of `deployment_intents.deploymentintent`; one of the same keys and instant is replaced. Throws an
   * Error where a field does not fit or its keys belong to different deployments.
   */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    const riskScore = fields.integerOrNull('risk_score')
    if (riskScore !== null && (riskScore < 0 || riskScore > 100)) {
      throw new Error(`${row.model} ${row.pk}: risk_score is ${riskScore}; give 0 to 100 or null.`)
    }
    this.#put({
      pk: fields.pk,
      flowId: fields.text('correlation_id'),
      appName: fields.text('app_name'),
      version: fields.text('version'),
      targetRing: fields.oneOf('target_ring', rings),
      status: fields.oneOf('status', deploymentStatuses),
      riskScore,
      requiresCabApproval: fields.flag('requires_cab_approval'),
      submitterId: fields.integer('submitter'),
      evidencePackId: fields.text('evidence_pack_id'),
      isDemo: fields.flag('is_demo'),
      createdUs: fields.instantUs('created_at'),
      updatedUs: fields.instantUs('updated_at'),
    })
  }

  byPk(pk: number): Deployment | undefined {
    const row = this.#rowWithPk(pk)
    return row === -1 ? undefined : this.#at(row)
  }

  byFlowId(flowId: string): Deployment | undefined {
    const id = this.#ids.find(flowId)
    const row = id === -1 ? 0 : this.#rowOfFlow.get(id)
    return row === 0 ? undefined : this.#at(row - 1)
  }

  /** Moves a deployment to a status. Throws a RangeError for a primary key that no deployment has. */
  setStatus(pk: number, status: DeploymentStatus, nowUs: number): void {
    const row = this.#rowWithPk(pk)
    if (row === -1) throw new RangeError(`No deployment has the primary key ${pk}.`)
    const before = this.#at(row)
    const kind = kindOf({ ...before, status })
    this.#kind.set(row, kind)
    this.#updated.set(row, nowUs)
    this.#timeline.change(row, kind)
    this.#kept[row % keptRows] = undefined
  }

  /** Removes the demo rows and answers their primary keys. */
  removeDemo(): readonly number[] {
    const rows = this.#timeline.newest(this.#select({ isDemo: true }), Number.POSITIVE_INFINITY)
    return rows.map((row) => {
      const pk = this.#pk.get(row)
      this.#timeline.change(row, removedKind)
      this.#rowOfFlow.set(this.#flow.get(row), 0)
      this.#pk.set(row, 0)
      this.#kept[row % keptRows] = undefined
      return pk
    })
  }

  /** The newest deployments of a filter, newest first; `limit` may be Infinity. */
  newest(filter: DeploymentFilter, limit: number, offset = 0): Deployment[] {
    const rows = this.#timeline.newest(this.#select(filter), limit, offset)
    const found: Deployment[] = []
    // More than can be kept would only drive out what short lists need.
    for (const row of rows) found.push(rows.length > keptRows ? this.#materialise(row) : this.#at(row))
    return found
  }

  /** One page, newest first; pages count from 1. */
  page(filter: DeploymentFilter, page: number, size: number): Deployment[] {
    return this.newest(filter, size, (page - 1) * size)
  }

  /** How many deployments a filter has. */
  total(filter: DeploymentFilter): number {
    return this.#timeline.total(this.#select(filter))
  }

  #put(deployment: Deployment): void {
    const before = this.byPk(deployment.pk)
    const namesake = this.byFlowId(deployment.flowId)
    if (before === undefined && namesake === undefined) {
      this.#add(deployment)
      return
    }
    if (before === undefined || before !== namesake || before.createdUs !== deployment.createdUs) {
      const keys = `pk ${deployment.pk}, correlation_id ${deployment.flowId}`
      throw new Error(`The deployment with ${keys} meets another one; give it keys of its own.`)
    }
    const row = this.#rowWithPk(deployment.pk)
    this.#write(row, deployment)
    this.#timeline.change(row, kindOf(deployment))
  }

  #add(deployment: Deployment): Deployment {
    const row = this.#count++
    const flow = this.#ids.numberOf(deployment.flowId)
    this.#lastPk = Math.max(this.#lastPk, deployment.pk)
    this.#pk.set(row, deployment.pk)
    this.#flow.set(row, flow)
    this.#created.set(row, deployment.createdUs)
    this.#rowOfFlow.set(flow, row + 1)
    this.#rowOfPk.add(hashOfPk(deployment.pk), row)
    this.#write(row, deployment)
    this.#timeline.add(row, kindOf(deployment))
    return deployment
  }

  #write(row: number, deployment: Deployment): void {
    this.#app.set(row, this.#strings.numberOf(deployment.appName))
    this.#version.set(row, this.#strings.numberOf(deployment.version))
    this.#ring.set(row, this.#rings.numberOf(deployment.targetRing))
    this.#kind.set(row, kindOf(deployment))
    this.#score.set(row, deployment.riskScore ?? noScore)
    this.#needsCab.set(row, deployment.requiresCabApproval ? 1 : 0)
    this.#submitter.set(row, deployment.submitterId)
    this.#pack.set(row, this.#ids.numberOf(deployment.evidencePackId))
    this.#updated.set(row, deployment.updatedUs)
    this.#kept[row % keptRows] = deployment
  }

  /** Primary keys count from 1; removed rows keep 0. */
  #rowWithPk(pk: number): number {
    return pk === 0 ? -1 : this.#rowOfPk.find(hashOfPk(pk), (row) => this.#pk.get(row) === pk)
  }

  #at(row: number): Deployment {
    const kept = this.#kept[row % keptRows]
    if (kept?.pk === this.#pk.get(row)) return kept
    const deployment = this.#materialise(row)
    this.#kept[row % keptRows] = deployment
    return deployment
  }

  #materialise(row: number): Deployment {
    const kind = deploymentKinds[this.#kind.get(row)]
    const score = this.#score.get(row)
    return {
      pk: this.#pk.get(row),
      flowId: this.#ids.text(this.#flow.get(row)),
      appName: this.#strings.text(this.#app.get(row)),
      version: this.#strings.text(this.#version.get(row)),
      targetRing: this.#rings.text(this.#ring.get(row)),
      status: kind?.status ?? 'PENDING',
      riskScore: score === noScore ? null : score,
      requiresCabApproval: this.#needsCab.get(row) === 1,
      submitterId: this.#submitter.get(row),
      evidencePackId: this.#ids.text(this.#pack.get(row)),
      isDemo: kind?.isDemo ?? false,
      createdUs: this.#created.get(row),
      updatedUs: this.#updated.get(row),
    }
  }

  #select({ status, ring, isDemo }: DeploymentFilter): Selection {
    const ringAt = ring === undefined ? undefined : ringIndex(ring)
    const number = ring !== undefined && ringAt === otherRing ? this.#rings.find(ring) : undefined
    const accepts = ringAt === otherRing ? (row: number) => this.#ring.get(row) === number : undefined
    return { kinds: this.#kindFilter.kinds(status, ringAt, isDemo), accepts }
  }
}

function hashOfPk(pk: number): number {
  return mix(pk, 0, 0, 0)
}
