// SPDX-License-Identifier: Apache-2.0

/** Exit codes of this program: done, and called wrongly or badly configured. The harness has the others. */
export const exitCodes = { done: 0, failed: 2, usage: 4 } as const

/** A wrong call or configuration; the message says what, the value, and what to do next. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
