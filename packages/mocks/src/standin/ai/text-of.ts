// SPDX-License-Identifier: Apache-2.0
import type { Problems } from '../problems.ts'
import { pythonText } from '../python-repr.ts'
import { lengthOf } from '../python-text.ts'

/** A text of a body that a view with hand-written checks reads; where the check is left out, anything as text. */
export function textOf(
  problems: Problems,
  body: Readonly<Record<string, unknown>>,
  field: string,
  max: number,
  fallback: string,
): string {
  const value = body[field] === undefined ? fallback : body[field]
  problems.check(field, typeof value === 'string', 'Not a valid string.', 'text')
  const text = pythonText(value)
  const tooLong = `Ensure this field has no more than ${max} characters.`
  problems.check(field, lengthOf(text) <= max, tooLong, 'length')
  problems.check(field, !text.includes('\0'), 'Null characters are not allowed.', 'null')
  return text
}
