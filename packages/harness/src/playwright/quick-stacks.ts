// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module'
import { dirname, sep } from 'node:path'

/**
 * Leaves Playwright's and Node's own frames out of stacks before they are mapped to their sources. Playwright takes a
 * stack for each step and each of its some fifty fixtures, maps all of it, and then drops those frames itself: that
 * took a quarter of a suite's time.
 */
export function quickenStacks(): void {
  const mapped = Error.prepareStackTrace?.bind(Error)
  if (mapped === undefined) return
  const own = ownFolders()
  Error.prepareStackTrace = (error, frames): unknown =>
    mapped(
      error,
      frames.filter((frame) => {
        const file = frame.getFileName()
        return file === null || !(file.startsWith('node:') || own.some((folder) => file.startsWith(folder)))
      }),
    )
}

function ownFolders(): readonly string[] {
  const require = createRequire(createRequire(import.meta.url).resolve('@playwright/test/package.json'))
  const playwright = require.resolve('playwright/package.json')
  const core = createRequire(playwright).resolve('playwright-core/package.json')
  return [playwright, core].map((file) => `${dirname(file)}${sep}`)
}
