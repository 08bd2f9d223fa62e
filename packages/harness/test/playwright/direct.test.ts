// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { readJsonFile } from '../../src/json-file.ts'
import { ScenarioResults } from '../../src/playwright/results.ts'
import { password } from '../support/eucora.ts'
import { folderWith } from '../support/folder.ts'
import { runProgram } from '../support/program.ts'

const playwright = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
)
const config = join(import.meta.dirname, 'project', 'playwright.config.ts')

it('Playwright started directly opens the default target by itself', { timeout: 60_000 }, async () => {
  const reports = await folderWith()
  const journal = join(reports, 'scenarios', 'journal', 'of-an-earlier-run.jsonl')
  await mkdir(dirname(journal), { recursive: true })
  await writeFile(journal, '')

  const args = ['test', '--config', config, '--grep', 'a create is answered']
  const { code, stdout } = await runProgram(playwright, args, {
    TEST_REPORTS: reports,
    EUCORA_PASSWORD: password,
  })

  expect([code, stdout]).toEqual([0, expect.stringContaining('1 passed')])
  const { target, counts } = readJsonFile(join(reports, 'scenarios', 'results.json'), ScenarioResults)
  expect(target).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(counts.passed).toBe(1)
  expect(existsSync(journal)).toBe(false)
})
