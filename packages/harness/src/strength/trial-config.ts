// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { trialsVariable } from '../playwright/trials.ts'

/**
 * Playwright's configuration for a strength run: the same suites, each scenario on the defects of its operations. The
 * folder has a `strength.trials.ts`, which calls `declareTrials`.
 */
export function defineTrials({ testDir }: { readonly testDir: string }) {
  const trials = process.env[trialsVariable] ?? ''
  const outputFile = `${trials}.outcomes`
  return defineConfig({
    testDir,
    testMatch: 'strength.trials.ts',
    fullyParallel: true,
    // Beside the outcomes, and gone with them: Playwright leaves a file there in any case.
    outputDir: `${trials}.artifacts`,
    preserveOutput: 'never',
    workers: 2,
    retries: 0,
    reporter: [['line'], [besideThis('trial-reporter'), { outputFile }]],
  })
}

/** Its sources are TypeScript, its packed form is JavaScript. */
function besideThis(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return fileURLToPath(new URL(`./${name}.${extension}`, import.meta.url))
}
