// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { Type, type Static } from 'typebox'
import { readJsonFile } from '../json-file.ts'

const TrialProject = Type.Object({
  defect: Type.String(),
  url: Type.String(),
  titles: Type.Array(Type.String()),
})

/** Defects, the stand-in that has each, and the titles of the scenarios to run against it. */
export const TrialProjects = Type.Array(TrialProject)
export type TrialProjects = Static<typeof TrialProjects>

/** Names the file that carries the trials from the strength run into Playwright's configuration. */
export const trialsVariable = 'EUCORA_STRENGTH_TRIALS'

/** The option of the scenarios' fixtures that a trial sets. */
interface TrialOptions {
  readonly targetUrl: string
  readonly trial: boolean
}

/** Playwright's configuration for a strength run: one project a defect, each against a stand-in of its own. */
export function defineTrials({ testDir }: { readonly testDir: string }) {
  const trials = readJsonFile(process.env[trialsVariable] ?? '', TrialProjects)
  return defineConfig<TrialOptions>({
    testDir,
    testMatch: '**/*.spec.ts',
    fullyParallel: true,
    preserveOutput: 'never',
    workers: 2,
    retries: 0,
    reporter: [[besideThis('trial-reporter'), { outputFile: `${process.env[trialsVariable] ?? ''}.kills` }]],
    projects: trials.map(({ defect, url, titles }) => ({
      name: defect,
      grep: titles.map((title) => new RegExp(` ${escaped(title)} @`)),
      use: { targetUrl: url, trial: true },
    })),
  })
}

/** Its sources are TypeScript, its packed form is JavaScript. */
function besideThis(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return fileURLToPath(new URL(`./${name}.${extension}`, import.meta.url))
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
