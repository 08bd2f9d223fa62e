// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { annotatedPaths, globToRegExp, hasHeader } from '../spdx.mjs'

const ours = ['SPDX-License-Identifier:', 'Apache-2.0'].join(' ')

test('the header counts in the first lines, and of our licence only', () => {
  expect(hasHeader(`#!/bin/sh\n# ${ours}\n`)).toBe(true)
  expect(hasHeader(`// ${ours}-or-later\n`)).toBe(false)
  expect(hasHeader('// SPDX-License-Identifier: MIT\n')).toBe(false)
  expect(hasHeader(`${'\n'.repeat(9)}// ${ours}\n`)).toBe(false)
  expect(hasHeader('export const x = 1\n')).toBe(false)
})

test('an annotation covers its paths, if it is of our licence', () => {
  const toml = (licence: string) =>
    `version = 1\n\n[[annotations]]\npath = ["**/*.json", "LICENSE"]\nSPDX-License-Identifier = "${licence}"\n`
  expect(annotatedPaths(toml('Apache-2.0'))).toEqual(['**/*.json', 'LICENSE'])
  expect(annotatedPaths(toml('MIT'))).toEqual([])
  expect(() => annotatedPaths('[[annotations]]\npath = "x"\n')).toThrow(/without path or licence/)
})

test.each([
  ['**/*.json', 'a.json', true],
  ['**/*.json', 'a/b/c.json', true],
  ['**/*.json', 'a/b.json5', false],
  ['fixtures/*.csv', 'fixtures/a.csv', true],
  ['fixtures/*.csv', 'fixtures/deep/a.csv', false],
  ['fixtures/**', 'fixtures/deep/a.csv', true],
  ['LICENSE', 'x/LICENSE', false],
])('the glob %s over %s: %s', (pattern, path, covered) => {
  expect(globToRegExp(pattern).test(path)).toBe(covered)
})
