// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { mayBeShared, splitAllowGlobal } from '../../src/playwright/allow-global.ts'

it.each([
  ['a.test,127.0.0.1', true],
  ['a.test', false],
  ['', false],
])('with the allowed hosts "%s" 127.0.0.1 takes global scenarios: %s', (hosts, isAllowed) => {
  expect(mayBeShared('http://127.0.0.1:8000', { EUCORA_ALLOW_GLOBAL: hosts })).toBe(isAllowed)
})

it('--allow-global is for the harness, everything else for Playwright', () => {
  const args = ['--grep', 'x', '--allow-global', 'a.test', '--allow-global', 'b.test', 'some.spec.ts']
  expect(splitAllowGlobal(args)).toEqual({
    args: ['--grep', 'x', 'some.spec.ts'],
    env: { EUCORA_ALLOW_GLOBAL: 'a.test,b.test' },
  })
  expect(splitAllowGlobal(['--list'])).toEqual({ args: ['--list'], env: {} })
})
