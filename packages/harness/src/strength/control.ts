// SPDX-License-Identifier: Apache-2.0
import { Type, type Static, type TSchema } from '../contract/schema.ts'
import { controlCall, hasControl } from '../control-call.ts'
import type { SeedRow } from '../seed/row.ts'

const KnownDefect = Type.Object({
  id: Type.String(),
  rule: Type.String(),
  summary: Type.String(),
  operations: Type.Array(Type.String()),
})
export type KnownDefect = Static<typeof KnownDefect>

const Defects = Type.Object({ defects: Type.Array(KnownDefect) })
const Instance = Type.Object({ id: Type.Integer(), url: Type.String() })
export type Instance = Static<typeof Instance>

const Stopped = Type.Object({ stopped: Type.Integer() })
const State = Type.Object({ nowMs: Type.Number() })
const Reconciled = Type.Object({
  connector_type: Type.String(),
  correlation_id: Type.String(),
  status: Type.String(),
})
export type Reconciled = Static<typeof Reconciled>

const Reconciliation = Type.Object({ publications: Type.Array(Reconciled) })

/** The control API of a stand-in, over the wire: which defects it knows, further stand-ins, its clock and rows. */
export class StandInControl {
  readonly #url: string

  /** Takes the stand-in's URL; it must have been started with its control API on. */
  constructor(standInUrl: string) {
    this.#url = standInUrl
  }

  /** Whether a stand-in with its control API is there: any other backend answers 404. */
  isThere(): Promise<boolean> {
    return hasControl(this.#url)
  }

  async defects(): Promise<readonly KnownDefect[]> {
    return (await this.#ask('GET', '/defects', Defects)).defects
  }

  /** Starts a stand-in seeded as the first one was, with these defects; undefined for those of the first one. */
  start(defects: readonly string[] | undefined): Promise<Instance> {
    return this.#ask('POST', '/instances', Instance, { defects })
  }

  async stop(id: number): Promise<void> {
    await this.#ask('DELETE', `/instances/${id}`, Stopped)
  }

  /** Moves the stand-in's clock forward, in milliseconds. Sessions last 24 h. */
  async advance(byMs: number): Promise<void> {
    await this.#ask('POST', '/clock', State, { advanceMs: byMs })
  }

  /** Adds rows to what is stored, all of them or none. */
  async seed(rows: readonly SeedRow[]): Promise<void> {
    await this.#ask('POST', '/seed', State, rows)
  }

  /** Reads back on their planes what was published of one flow; a drift that is news becomes an event. */
  async reconcile(flowId: string): Promise<readonly Reconciled[]> {
    return (await this.#ask('POST', '/reconcile', Reconciliation, { correlation_id: flowId })).publications
  }

  #ask<S extends TSchema>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    schema: S,
    sent?: object,
  ): Promise<Static<S>> {
    return controlCall(this.#url, { method, path, schema, sent, next: 'Start the stand-in with --control' })
  }
}
