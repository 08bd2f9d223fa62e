// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test'
import { shardFile, shardIn, shardsFolder } from './shard.ts'

export interface SuitesOptions {
  /** Folder of the `*.spec.ts` files. */
  readonly testDir: string
  /** Folder of the scenarios' reports. */
  readonly reports: string
}

const mostWorkers = 4

/** Playwright's configuration for suites on this harness: what it is given wins over nothing that verdicts rest on. */
export function defineSuites({ testDir, reports }: SuitesOptions, more: PlaywrightTestConfig = {}) {
  return defineConfig({
    // Playwright takes half the cores, for the sake of browsers; nobody opens one here. More than four would wait for the target.
    workers: Math.min(mostWorkers, availableParallelism()),
    ...more,
    testDir,
    // Playwright's default also takes Vitest's files.
    testMatch: '**/*.spec.ts',
    outputDir: join(reports, 'artifacts'),
    fullyParallel: true,
    forbidOnly: process.env['CI'] !== undefined,
    // A scenario that passes at the second try has shown a defect at the first.
    retries: 0,
    globalSetup: besideThis('global-setup'),
    reporter: [
      ['list'],
      ['junit', { outputFile: join(reports, 'junit.xml') }],
      [besideThis('reporter'), { outputFile: join(reports, 'results.json') }],
      ...blobOf(reports),
    ],
  })
}

/** What Playwright merges of a shard; Playwright's own name for it does not tell of how many it is one. */
function blobOf(reports: string): ['blob', { outputFile: string }][] {
  const place = process.argv.includes('--list') ? undefined : shardIn(process.argv)
  return place === undefined ? [] : [['blob', { outputFile: shardFile(shardsFolder(reports), place, 'zip') }]]
}

/** Its sources are TypeScript, its packed form is JavaScript. */
function besideThis(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return fileURLToPath(new URL(`./${name}.${extension}`, import.meta.url))
}
