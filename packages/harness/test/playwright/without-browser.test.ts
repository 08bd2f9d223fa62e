// SPDX-License-Identifier: Apache-2.0
import { test } from '@playwright/test'
import { expect, it } from 'vitest'
import { testWithoutBrowser } from '../../src/playwright/without-browser.ts'

it('this Playwright has a test without a browser, so that no scenario pays for one', () => {
  expect(testWithoutBrowser()).not.toBe(test)
})
