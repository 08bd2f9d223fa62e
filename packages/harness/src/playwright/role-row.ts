// SPDX-License-Identifier: Apache-2.0
import type { TestInfo } from '@playwright/test'
import type { TestResult } from '@playwright/test/reporter'
import { Type, type Static } from '../contract/schema.ts'
import { closed } from '../contract/envelopes.ts'
import { conforms } from '../contract/check.ts'
import { HarnessError } from '../errors.ts'

const attachment = 'role row'

/** One row of the role matrix: what an operation answered to each role, beside what the role table says. */
export const RoleRow = closed({
  operation: Type.String(),
  /** Where it is said who may call it. */
  source: Type.String(),
  cells: Type.Array(
    closed({
      role: Type.String(),
      /** The status due, and the one that came; null for an answer that breaks the contract. */
      due: Type.Integer(),
      got: Type.Union([Type.Integer(), Type.Null()]),
    }),
  ),
})
export type RoleRow = Static<typeof RoleRow>

/** Attaches a row to its scenario; the reporter makes a table of them. */
export function attachRoleRow(testInfo: TestInfo, row: RoleRow): Promise<void> {
  return testInfo.attach(attachment, { body: JSON.stringify(row), contentType: 'application/json' })
}

export function roleRowsOf({ attachments }: TestResult): readonly RoleRow[] {
  return attachments
    .filter(({ name, body }) => name === attachment && body !== undefined)
    .map(({ body }) => {
      const row: unknown = JSON.parse(body?.toString('utf8') ?? 'null')
      if (conforms(RoleRow, row)) return row
      throw new HarnessError(
        'internal',
        `A role row is ${JSON.stringify(row)}`,
        'Attach it with attachRoleRow',
      )
    })
}
