// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { loadConfig } from '../packages/harness/src/config.ts'
import { HarnessError } from '../packages/harness/src/errors.ts'
import { readJsonFile } from '../packages/harness/src/json-file.ts'
import { ScenarioResults } from '../packages/harness/src/playwright/results.ts'
import type { Form } from './form.ts'
import { interleaved, medianPair, type Measured } from './measure.ts'

const scenarios = 172
const list = join(import.meta.dirname, 'scenarios-172.txt')
const empty = join(import.meta.dirname, 'peers', 'empty-suites', 'playwright.config.ts')

/** `npm run scenarios` on the 172 that the requirements count, beside Playwright on as many tests that do nothing. */
export async function benchSuites({ pairs }: Form): Promise<readonly Measured[]> {
  const { reports } = await loadConfig()
  const results = join(reports, 'scenarios', 'results.json')
  const value = async () => {
    const seconds = await secondsOf('npm', [
      'run',
      '--silent',
      'scenarios',
      '--',
      `--test-list=${list}`,
      '--workers=2',
    ])
    allPassed(results)
    return seconds
  }
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const peer = () => secondsOf(process.execPath, [cli, 'test', '--config', empty])
  await value()
  await peer()
  return [
    {
      name: 'suites-172',
      unit: 's',
      judged: 'value at most',
      limit: 8,
      how: `From the start of \`npm run scenarios\` with 2 workers and the scenarios of bench/scenarios-172.txt to its end, start of the stand-in and invariants included; the pair of the median ratio of ${pairs} interleaved pairs, after one run of each that fills the caches; peer: Playwright with 2 workers and 172 tests that do nothing`,
      ...medianPair(await interleaved(pairs, value, peer)),
    },
  ]
}

/** Fewer scenarios, or failing ones, may well take less time. */
function allPassed(file: string): void {
  const { counts } = readJsonFile(file, ScenarioResults)
  if (counts.passed === scenarios) return
  throw new HarnessError(
    'internal',
    `Of the ${scenarios} scenarios of ${list} ${counts.passed} passed`,
    'Run npm run scenarios, and name in the list what was given another title',
  )
}

async function secondsOf(command: string, args: readonly string[]): Promise<number> {
  const startedMs = performance.now()
  const env = { ...process.env, EUCORA_BASE_URL: '' }
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env })
  await once(child, 'exit')
  if (child.exitCode !== 0) {
    throw new HarnessError(
      'internal',
      `${command} ${args.join(' ')} ended with ${child.exitCode}`,
      'Run it by itself',
    )
  }
  return (performance.now() - startedMs) / 1000
}
