// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { ROOT } from './paths.mjs'

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome']
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/**
 * A browser that Playwright can drive, or what to do about it. The API suites need none.
 * On Linux a package of the workspace carries one; Playwright's own download is the last resort.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ found: string } | { missing: string }}
 */
export function findBrowser(env) {
  const packaged = join(ROOT, 'packages', 'scenarios', 'node_modules', '@sparticuz', 'chromium')
  if (process.platform === 'linux' && existsSync(packaged)) return { found: '@sparticuz/chromium' }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const path = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC].find(
    existsSync,
  )
  if (path !== undefined) return { found: path }
  return {
    missing: 'Install Chrome or Chromium, or run `npx playwright install chromium` in packages/scenarios.',
  }
}
