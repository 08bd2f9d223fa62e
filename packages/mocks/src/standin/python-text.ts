// SPDX-License-Identifier: Apache-2.0

/** What Python's str.strip() takes away, which is not what String.prototype.trim() does. */
const blanks = new Set(
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
)

/** Python's str.strip(). Linear in the length of the text. */
export function strip(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && blanks.has(text.charAt(start))) start += 1
  while (end > start && blanks.has(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/** Python's len(): code points, where JavaScript counts UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** Python's name for the type of a JSON value. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return { string: 'str', boolean: 'bool', object: 'dict' }[String(typeof value)] ?? typeof value
}

/** Python's truth: empty text, lists and objects are false too. */
export function truthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value)
}

/** Python's int() of a text: digits with single underscores between them, blanks around; undefined where it raises. */
export function intOf(text: string): number | undefined {
  const digits = strip(text)
  return /^[+-]?\d+(_\d+)*$/.test(digits) ? Number(digits.replaceAll('_', '')) : undefined
}

/** Python's float() of a text, `nan` and `inf` included; undefined where it raises. */
export function floatOf(text: string): number | undefined {
  const word = strip(text).toLowerCase()
  if (/^[+-]?nan$/.test(word)) return Number.NaN
  if (/^[+-]?inf(inity)?$/.test(word)) {
    return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  }
  const number = /^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/
  return number.test(word) ? Number(word.replaceAll('_', '')) : undefined
}
