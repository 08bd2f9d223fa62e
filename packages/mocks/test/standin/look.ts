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

/** The keys of an untyped body, in their order. */
export function keysOf(body: unknown): readonly string[] {
  return typeof body === 'object' && body !== null ? Object.keys(body) : []
}

/** The rows of a list under a key of an untyped body; none where there is no list. */
export function rowsOf(body: unknown, key: string): readonly unknown[] {
  const rows: unknown = at(body, key)
  return Array.isArray(rows) ? rows.map((row: unknown) => row) : []
}
