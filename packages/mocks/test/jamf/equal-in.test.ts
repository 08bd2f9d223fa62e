// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { equalIn } from '../../src/jamf/rsql.ts'

test.each([
  ['fileName=="a b.pkg"', 'a b.pkg'],
  ["fileName=='a, (b).pkg'", 'a, (b).pkg'],
  [String.raw`fileName=="a\"b"`, 'a"b'],
  ['id==1;fileName==a.pkg', 'a.pkg'],
  ['fileName==a.pkg and id==1', 'a.pkg'],
])('%s is about one file name', (filter, wanted) => {
  expect(equalIn(filter, 'fileName')).toBe(wanted)
})

test.each([
  '',
  'packageName==fileName',
  'fileName!=a.pkg',
  'fileName=="a*"',
  'fileName==a.pkg,id==1',
  'fileName==a.pkg or id==1',
  'fileName=in=(a.pkg)',
  '(fileName==a.pkg)',
  'fileName==',
])('%s is not about one file name', (filter) => {
  expect(equalIn(filter, 'fileName')).toBeUndefined()
})
