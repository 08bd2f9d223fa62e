// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it } from 'vitest'
import { decideSteps, stepsAreShown, stepsEnv } from '../../src/playwright/steps.ts'

const hidden = stepsEnv([], {})

function shownIn(env: NodeJS.ProcessEnv, use: { readonly trace?: unknown } = {}): boolean {
  decideSteps(use, env)
  return stepsAreShown()
}

afterEach(() => decideSteps({}, {}))

describe('steps', () => {
  it('are hidden where a run only lists its scenarios as they end', () => {
    expect(shownIn(hidden)).toBe(false)
    expect(shownIn(stepsEnv(['suites/api', '--grep', 'debugging', '--workers=1'], {}))).toBe(false)
  })

  it.each([['--ui'], ['--ui-port=0'], ['--debug'], ['--trace=on'], ['--add-reporter=html'], ['--shard=1/2']])(
    'are shown with %s',
    (arg) => {
      expect(shownIn(stepsEnv(['suites/api', arg], {}))).toBe(true)
    },
  )

  it.each([['PWDEBUG'], ['PLAYWRIGHT_LIST_PRINT_STEPS']])('are shown where %s is set', (name) => {
    expect(shownIn(stepsEnv([], { [name]: '1' }))).toBe(true)
  })

  it('are shown where Playwright is started directly', () => {
    expect(shownIn({})).toBe(true)
  })

  it('are shown where the configuration keeps a trace', () => {
    expect(shownIn(hidden, { trace: 'retain-on-failure' })).toBe(true)
    expect(shownIn(hidden, { trace: 'off' })).toBe(false)
  })
})
