// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { jsonProblem, nestsTooDeep } from '../../src/standin/front/json-error.ts'

// Each message is what Python 3.11's json.loads raises for the text.
const messages: readonly (readonly [string, string])[] = [
  ['{bad', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['[', 'Expecting value: line 1 column 2 (char 1)'],
  ['[1', "Expecting ',' delimiter: line 1 column 3 (char 2)"],
  ['[1,', 'Expecting value: line 1 column 4 (char 3)'],
  ['[1 2]', "Expecting ',' delimiter: line 1 column 4 (char 3)"],
  ['{"a"', "Expecting ':' delimiter: line 1 column 5 (char 4)"],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{"a":}', 'Expecting value: line 1 column 6 (char 5)'],
  ['{"a":1 "b"}', "Expecting ',' delimiter: line 1 column 8 (char 7)"],
  ['{"a":1,}', 'Expecting property name enclosed in double quotes: line 1 column 8 (char 7)'],
  ['"abc', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['"a\\x"', 'Invalid \\escape: line 1 column 3 (char 2)'],
  ['"\\u12"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
  ['"a\nb"', 'Invalid control character at: line 1 column 3 (char 2)'],
  ['{"a":"b"} x', 'Extra data: line 1 column 11 (char 10)'],
  ['01', 'Extra data: line 1 column 2 (char 1)'],
  ['-', 'Expecting value: line 1 column 1 (char 0)'],
  ['nul', 'Expecting value: line 1 column 1 (char 0)'],
  ['1.', 'Extra data: line 1 column 2 (char 1)'],
  ['{"a":[1,2}', "Expecting ',' delimiter: line 1 column 10 (char 9)"],
  ['\uFEFF{}', 'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)'],
  ['  \n {"a"\n:\n}', 'Expecting value: line 4 column 1 (char 11)'],
  ['"\\', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['{"é":"😀" x', "Expecting ',' delimiter: line 1 column 10 (char 9)"],
  ['[true, null, {}, "\\n\\u00e9", ]', 'Expecting value: line 1 column 30 (char 29)'],
  ['{"a": NaN}', "Out of range float values are not JSON compliant: 'NaN'"],
  ['[-Infinity]', "Out of range float values are not JSON compliant: '-Infinity'"],
]

describe('what Python says of a text that is no JSON', () => {
  test.each(messages)('%j', (text, message) => {
    expect(jsonProblem(text)).toBe(message)
  })

  test('nesting that no reader follows is named as such', () => {
    expect(jsonProblem('['.repeat(100_000))).toBe('maximum recursion depth exceeded')
  })

  test('JSON that the fast reader refused by mistake is not explained away', () => {
    expect(jsonProblem('[1.5e3]')).toBe('The body is not JSON.')
  })
})

describe('depth', () => {
  test('brackets inside of texts are no nesting', () => {
    expect(nestsTooDeep(Buffer.from(`["${'['.repeat(2000)}\\"["]`))).toBe(false)
  })

  test('siblings are no nesting', () => {
    expect(nestsTooDeep(Buffer.from(`[${'[],'.repeat(2000)}1]`))).toBe(false)
  })

  test('901 levels are too deep', () => {
    expect(nestsTooDeep(Buffer.from('['.repeat(901)))).toBe(true)
  })
})
