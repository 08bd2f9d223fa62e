// SPDX-License-Identifier: Apache-2.0
import type { LooseReply } from '../../src/standin/reply.ts'

/** The value at a place inside of an untyped answer; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = new Map(Object.entries(found)).get(String(key))
  }
  return found
}

/** The flow id that a create answered. */
export function idOf(answer: LooseReply): string {
  return String(at(answer.body, 'correlation_id'))
}
