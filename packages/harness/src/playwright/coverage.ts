// SPDX-License-Identifier: Apache-2.0
import type { TestResult } from '@playwright/test/reporter'
import { Type, type Static } from '../contract/schema.ts'
import { closed } from '../contract/envelopes.ts'
import { operationList } from '../contract/index.ts'
import { conforms } from '../contract/check.ts'
import { schemaProblems } from '../contract/validate.ts'
import { HarnessError } from '../errors.ts'
import { callsAttachment } from './evidence.ts'
import type { ScenarioResults } from './results.ts'

/** As `countCalls` gives them; those of shards may be of an operation that this contract does not know. */
const Calls = Type.Array(
  closed({
    operation: Type.String(),
    role: Type.String(),
    status: Type.Integer({ minimum: 0 }),
    count: Type.Integer({ minimum: 1 }),
  }),
)
type Calls = Static<typeof Calls>

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

function callsOf({ attachments }: TestResult): Calls {
  return attachments
    .filter(({ name, body }) => name === callsAttachment && body !== undefined)
    .flatMap(({ body }) => parseCalls(body?.toString('utf8') ?? '[]'))
}

/** Fixtures wrote it, in this run or, where shards are merged, in another one. */
function parseCalls(text: string): Calls {
  const calls: unknown = JSON.parse(text)
  if (conforms(Calls, calls)) return calls
  throw new HarnessError(
    'internal',
    `The calls of a scenario are ${text.slice(0, 200)}: ${schemaProblems(Calls, calls).join('; ')}`,
    'Run the scenarios with the version that merges them',
  )
}
