// SPDX-License-Identifier: Apache-2.0
import { eventTypes, type EventType } from '@eucora/harness/contract'
import { bytes, floats, integers } from './columns.ts'
import { EventData } from './event-data.ts'
import { eventKinds, otherType, typeIndex } from './event-kinds.ts'
import { FixtureFields, type FixtureRow } from './fixture.ts'
import { History } from './history.ts'
import type { Ids } from './ids.ts'
import { Strings } from './strings.ts'
import { Timeline, type Selection } from './timeline.ts'

/** An event. The instant is microseconds since the epoch. */
export interface StoredEvent {
  readonly id: number
  readonly correlationId: string
  /** Where a defect does not validate it, whatever was posted. */
  readonly type: EventType
  readonly data: unknown
  readonly actor: string
  readonly createdUs: number
}

/** What a workflow appends. */
export interface WorkflowEvent {
  readonly correlationId: string
  readonly type: EventType
  readonly data: Readonly<Record<string, unknown>>
  readonly actor: string
  readonly isDemo: boolean
}

/** What a caller posts; it moves no risk factor (D-12). */
export interface PostedEvent extends Omit<WorkflowEvent, 'data'> {
  readonly data: unknown
}

/** Which events. What is left out does not filter. */
export interface EventFilter {
  readonly correlationId?: string | undefined
  readonly type?: string | undefined
  readonly isDemo?: boolean | undefined
}

/** How often an application was created, completed or failed; `posted` is what callers merely said. */
export type Outcome = 'DEPLOYMENT_CREATED' | 'DEPLOYMENT_COMPLETED' | 'DEPLOYMENT_FAILED'
export type Origin = 'workflow' | 'posted'

interface Row {
  readonly id: number
  readonly correlationId: string
  readonly type: EventType
  readonly address: number
  readonly actor: string
  readonly isDemo: boolean
  readonly createdUs: number
}

/** Events, append-only: there is nothing here that changes or removes one. */
export class Events {
  readonly #ids: Ids
  readonly #strings: Strings
  readonly #types = new Strings<EventType>()
  readonly #stampUs: () => number
  readonly #data: EventData
  #count = 0
  #lastId = 0
  readonly #id = integers()
  readonly #flow = integers()
  readonly #type = integers()
  readonly #actor = integers()
  readonly #demo = bytes()
  readonly #address = integers()
  readonly #created = floats()
  /** Row + 1 of the flow's newest event, by the number of the flow id; then from each row to the next older one. */
  readonly #newestOfFlow = integers()
  readonly #olderOfFlow = integers()
  readonly #timeline = new Timeline(eventKinds.length, (row) => this.#created.get(row))
  readonly #history: Readonly<Record<Origin, Readonly<Record<Outcome, History>>>> = {
    workflow: histories(),
    posted: histories(),
  }

  /** `stampUs` gives each event its instant. */
  constructor(ids: Ids, strings: Strings, stampUs: () => number) {
    this.#ids = ids
    this.#strings = strings
    this.#stampUs = stampUs
    this.#data = new EventData(ids, strings)
  }

  get count(): number {
    return this.#count
  }

  /** Appends what a workflow did. */
  append(event: WorkflowEvent): StoredEvent {
    const address = this.#data.addFromWorkflow(event.data)
    return this.#add({ ...event, address, id: this.#lastId + 1, createdUs: this.#stampUs() }, event.data)
  }

  /** Appends what a caller said. */
  post(event: PostedEvent): StoredEvent {
    const address = this.#data.addFreeForm(event.data)
    const row = { ...event, address, id: this.#lastId + 1, createdUs: this.#stampUs() }
    return this.#add(row, event.data, 'posted')
  }

  /** Adds a row of `event_store.deploymentevent`, which counts as a workflow's. Throws an Error for what does not fit. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    if (this.byId(fields.pk) !== undefined) {
      throw new Error(`${row.model} ${row.pk}: there is an event with this id, and events do not change.`)
    }
    const data = fields.json('event_data') ?? {}
    this.#add(
      {
        id: fields.pk,
        correlationId: fields.text('correlation_id'),
        type: fields.oneOf('event_type', eventTypes),
        address: this.#data.addFreeForm(data),
        actor: fields.text('actor'),
        isDemo: fields.flag('is_demo'),
        createdUs: fields.instantUs('created_at'),
      },
      data,
    )
  }

  byId(id: number): StoredEvent | undefined {
    // Ids rise with the rows, save where a seed was loaded out of order.
    for (let row = Math.min(id, this.#count) - 1; row >= 0; row -= 1) {
      if (this.#id.get(row) === id) return this.#at(row)
    }
    return undefined
  }

  /** The newest events of a filter, newest first; `limit` may be Infinity. */
  newest(filter: EventFilter, limit: number): StoredEvent[] {
    const rows =
      filter.correlationId === undefined
        ? this.#timeline.newest(this.#select(filter), limit)
        : this.#ofFlow(filter.correlationId, filter, limit)
    return rows.map((row) => this.#at(row))
  }

  /** How many events a filter has. */
  total({ correlationId, ...filter }: EventFilter): number {
    return correlationId === undefined
      ? this.#timeline.total(this.#select(filter))
      : this.#ofFlow(correlationId, filter, Number.POSITIVE_INFINITY).length
  }

  /** How often something happened to an application since an instant, by its `event_data.app_name`. */
  since(origin: Origin, outcome: Outcome, appName: string, instantUs: number): number {
    const app = this.#strings.find(appName)
    return app === undefined ? 0 : this.#history[origin][outcome].since(app, instantUs)
  }

  #add(event: Row, data: unknown, origin: Origin = 'workflow'): StoredEvent {
    const row = this.#count++
    this.#lastId = Math.max(this.#lastId, event.id)
    this.#id.set(row, event.id)
    this.#type.set(row, this.#types.numberOf(event.type))
    this.#actor.set(row, this.#strings.numberOf(event.actor))
    this.#demo.set(row, event.isDemo ? 1 : 0)
    this.#address.set(row, event.address)
    this.#created.set(row, event.createdUs)
    this.#link(row, this.#ids.numberOf(event.correlationId))
    this.#timeline.add(row, typeIndex(event.type) * 2 + (event.isDemo ? 1 : 0))
    const app = appOf(data)
    if (isOutcome(event.type) && app !== undefined) {
      this.#history[origin][event.type].add(this.#strings.numberOf(app), event.createdUs)
    }
    return { ...event, data }
  }

  /** Puts a row into its flow, before the rows that are older. */
  #link(row: number, flow: number): void {
    const created = this.#created.get(row)
    this.#flow.set(row, flow)
    let newer = -1
    let next = this.#newestOfFlow.get(flow) - 1
    while (next !== -1 && this.#created.get(next) > created) {
      newer = next
      next = this.#olderOfFlow.get(next) - 1
    }
    this.#olderOfFlow.set(row, next + 1)
    if (newer === -1) this.#newestOfFlow.set(flow, row + 1)
    else this.#olderOfFlow.set(newer, row + 1)
  }

  #ofFlow(correlationId: string, { type, isDemo }: EventFilter, limit: number): number[] {
    const flow = this.#ids.find(correlationId)
    const wanted = type === undefined ? undefined : (this.#types.find(type) ?? -1)
    const found: number[] = []
    let row = flow === -1 ? -1 : this.#newestOfFlow.get(flow) - 1
    for (; row !== -1 && found.length < limit; row = this.#olderOfFlow.get(row) - 1) {
      if (wanted !== undefined && this.#type.get(row) !== wanted) continue
      if (isDemo !== undefined && (this.#demo.get(row) === 1) !== isDemo) continue
      found.push(row)
    }
    return found
  }

  #select({ type, isDemo }: EventFilter): Selection {
    const typeAt = type === undefined ? undefined : typeIndex(type)
    const taken = eventKinds.filter(
      (kind) =>
        (typeAt === undefined || kind.typeAt === typeAt) && (isDemo === undefined || kind.isDemo === isDemo),
    )
    const number = type !== undefined && typeAt === otherType ? this.#types.find(type) : undefined
    const accepts = typeAt === otherType ? (row: number) => this.#type.get(row) === number : undefined
    return { kinds: taken.map(({ kind }) => kind), accepts }
  }

  #at(row: number): StoredEvent {
    return {
      id: this.#id.get(row),
      correlationId: this.#ids.text(this.#flow.get(row)),
      type: this.#types.text(this.#type.get(row)),
      data: this.#data.read(this.#address.get(row)),
      actor: this.#strings.text(this.#actor.get(row)),
      createdUs: this.#created.get(row),
    }
  }
}

function histories(): Readonly<Record<Outcome, History>> {
  return {
    DEPLOYMENT_CREATED: new History(),
    DEPLOYMENT_COMPLETED: new History(),
    DEPLOYMENT_FAILED: new History(),
  }
}

function isOutcome(type: string): type is Outcome {
  return type === 'DEPLOYMENT_CREATED' || type === 'DEPLOYMENT_COMPLETED' || type === 'DEPLOYMENT_FAILED'
}

function appOf(data: unknown): string | undefined {
  const app: unknown =
    typeof data === 'object' && data !== null && 'app_name' in data ? data.app_name : undefined
  return typeof app === 'string' ? app : undefined
}
