// SPDX-License-Identifier: Apache-2.0
import type { Difference } from './difference.ts'
import type { RecordResult, ReplayResult } from './result.ts'

/** Longer values hide the others; the JSON file has them whole. */
const shownCharacters = 300

/** What people read: each record that differs with its values, and the count in the last line. */
export function reportText({ target, expect, counts, records, again }: ReplayResult): string {
  const blocks = [...records, ...again].filter(({ differences }) => differences.length > 0).map(blockOf)
  const asUser =
    counts.again === 0 ? '' : `, and ${counts.againEqual} of ${counts.again} asked again as a user`
  const total = `${counts.equal} of ${counts.records} records as expected (${expect})${asUser}; ${counts.differences} differences at ${target}`
  return [...blocks, total].join('\n')
}

function blockOf({ name, actor, method, path, defects, differences }: RecordResult): string {
  const shows = defects.length === 0 ? '' : ` [${defects.join(', ')}]`
  return [`${name}${shows}: ${method} ${path} as ${actor}`, ...differences.map(lineOf)].join('\n')
}

function lineOf({ pointer, expected, received }: Difference): string {
  return `    ${pointer}: expected ${shown(expected)}, received ${shown(received)}`
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text
}
