// SPDX-License-Identifier: Apache-2.0
import type { TestResult } from '@playwright/test/reporter'
import { operationList } from '../contract/index.ts'
import { callsAttachment, type CallCount } from './evidence.ts'
import type { ScenarioResults } from './results.ts'

type Table = Record<string, Record<string, number>>

/** Counts which operations answered with which status and were called in which role. */
export class CallCoverage {
  readonly #byStatus: Table = emptyTable()
  readonly #byRole: Table = emptyTable()

  /** Takes over the calls that a scenario attached and gives the operations among them. */
  add(result: TestResult): readonly string[] {
    const calls = callsOf(result)
    for (const { operation, role, status, count } of calls) {
      increase(this.#byStatus, operation, String(status), count)
      increase(this.#byRole, operation, role, count)
    }
    return [...new Set(calls.map(({ operation }) => operation))].toSorted()
  }

  tables(): ScenarioResults['coverage'] {
    return { operationsByStatus: this.#byStatus, operationsByRole: this.#byRole }
  }
}

function emptyTable(): Table {
  return Object.fromEntries(operationList.map(({ id }) => [id, {}]))
}

function increase(table: Table, operation: string, column: string, by: number): void {
  const row = (table[operation] ??= {})
  row[column] = (row[column] ?? 0) + by
}

function callsOf({ attachments }: TestResult): readonly CallCount[] {
  return attachments
    .filter(({ name, body }) => name === callsAttachment && body !== undefined)
    .flatMap(({ body }) => parseCalls(body?.toString('utf8') ?? '[]'))
}

/** Our own fixtures wrote it, in this run. */
function parseCalls(text: string): CallCount[]
function parseCalls(text: string): unknown {
  const calls: unknown = JSON.parse(text)
  return calls
}
