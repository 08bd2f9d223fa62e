// SPDX-License-Identifier: Apache-2.0
import * as playwright from '@playwright/test'
import type { PlaywrightTestArgs, TestType } from '@playwright/test'

/** Playwright's test with its steps, traces and `request`, without pages and browsers. */
type TestWithoutBrowser = TestType<Pick<PlaywrightTestArgs, 'request'>, object>

/**
 * What scenarios extend. Playwright's own `test` sets up some fifty fixtures for each scenario, for a browser that
 * nobody opens here. The one that it extends itself has none of them; it is exported, though in no document. A
 * Playwright that lacks it has the other one, which only takes longer.
 */
export function testWithoutBrowser(): TestWithoutBrowser {
  const exported: Readonly<Record<string, unknown>> = playwright
  const found = exported['_utilityTest']
  return canBeExtended(found) ? found : playwright.test
}

function canBeExtended(value: unknown): value is TestWithoutBrowser {
  return typeof value === 'function' && 'extend' in value
}
