// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ScenarioResults } from '../../src/playwright/results.ts'
import { ScenarioResults as Schema } from '../../src/playwright/results.ts'
import { schemaProblems } from '../../src/contract/validate.ts'
import { password, startEucora } from '../support/eucora.ts'
import { folderWith } from '../support/folder.ts'
import { startServer } from '../support/http-server.ts'
import { runProgram, startProgram, type Ended } from '../support/program.ts'

const runFile = join(import.meta.dirname, 'project', 'run.ts')

interface Run extends Ended {
  readonly reports: string
  readonly results: ScenarioResults
}

function parseResults(text: string): ScenarioResults
function parseResults(text: string): unknown {
  const results: unknown = JSON.parse(text)
  expect(schemaProblems(Schema, results)).toEqual([])
  return results
}

async function suites(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const reports = await folderWith()
  const ended = await runProgram(runFile, args, { TEST_REPORTS: reports, EUCORA_PASSWORD: password, ...env })
  return {
    ...ended,
    reports,
    results: parseResults(await readFile(join(reports, 'scenarios', 'results.json'), 'utf8')),
  }
}

async function refused(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Run | Ended> {
  const reports = await folderWith()
  const ended = await runProgram(runFile, args, { TEST_REPORTS: reports, EUCORA_PASSWORD: password, ...env })
  expect(existsSync(join(reports, 'scenarios', 'results.json'))).toBe(false)
  return ended
}

describe('a run of suites', () => {
  it('passes with exit code 0, and tells what it covered and what the target lacks', async () => {
    const { code, results, reports } = await suites(['--grep', 'passing|@lacking'], {
      EUCORA_RUN_ID: 'test-run',
    })

    expect(code).toBe(0)
    expect(results.counts).toEqual({
      passed: 3,
      failed: 0,
      knownGap: 0,
      notSupported: 1,
      error: 0,
      notRun: 0,
    })
    expect(results.runId).toBe('test-run')
    const create = results.scenarios.find(({ title }) => title === 'a create is answered')
    expect(create).toMatchObject({
      id: 'deployments/crud/a-create-is-answered',
      suite: 'api',
      app: 'deployments',
      class: 'CRUD',
      rule: 'deployment-is-stored-as-sent',
      status: 'passed',
      messages: [],
    })
    expect(create?.operations).toContain('deployments.create')
    expect(results.scenarios.map(({ suite }) => suite).toSorted()).toEqual([
      'api',
      'api',
      'api',
      'integration',
    ])
    expect(results.coverage.operationsByStatus['deployments.create']).toEqual({ 201: 1 })
    expect(results.coverage.operationsByRole['deployments.list']).toEqual({ anonymous: 1 })
    expect(results.coverage.operationsByRole['cab.approve']).toEqual({})
    const journals = await readdir(join(reports, 'scenarios', 'journal'))
    expect(journals.length).toBeGreaterThan(0)
    expect(await readFile(join(reports, 'scenarios', 'junit.xml'), 'utf8')).toContain('tests="4"')
  })

  it('fails with exit code 1 where an assertion fails, and shows the exchanges, a curl and the rule', async () => {
    const { code, results, stdout, reports } = await suites(['--grep', '@red'])

    expect(code).toBe(1)
    expect(results.counts).toMatchObject({ failed: 2, error: 0 })
    expect(stdout).toContain('failing.spec.ts:9:3')
    expect(stdout).toContain('expect(answer).toHaveStatus(400)')
    expect(stdout).toContain('ring-must-exist: A target ring outside')
    expect(stdout).toContain('curl -i \\\n      -X POST')
    const junit = await readFile(join(reports, 'scenarios', 'junit.xml'), 'utf8')
    expect(stdout + junit + JSON.stringify(results)).not.toContain('hunter2hunter2')
  })

  it('shows calls and expectations as steps where somebody looks at steps, and else only what fails', async () => {
    const only = ['--grep', 'a create is answered']
    const call = /POST \/api\/v1\/deployments\/ as .* › 201 in \d/

    expect((await suites(only, { PLAYWRIGHT_LIST_PRINT_STEPS: '1' })).stdout).toMatch(call)
    expect((await suites(only)).stdout).not.toContain('POST /api/v1/deployments/')
  })

  it('exits 2 where the harness failed, and never says that the backend is wrong', async () => {
    const { code, results, stdout } = await suites(['--grep', '@broken'])

    expect(code).toBe(2)
    expect(stdout).toContain('failing.spec.ts:18:19')
    expect(results.counts).toMatchObject({ passed: 0, failed: 0, error: 4 })
  })

  it('runs what changes everything on a target of others only where its host is named', async () => {
    const careful = await suites(['--grep', '@global'])
    const bold = await suites(['--grep', '@global', '--allow-global', '127.0.0.1'])

    expect([careful.code, careful.results.counts]).toMatchObject([0, { passed: 0, notSupported: 2 }])
    expect([bold.code, bold.results.counts]).toMatchObject([0, { passed: 1, notSupported: 1 }])
  })

  it('exits 2 where a scenario steers a stand-in that it shares', async () => {
    const { code, results } = await suites(['--grep', '@steering'])

    expect(code).toBe(2)
    expect(results.scenarios.flatMap(({ messages }) => messages).join()).toContain('Declare it `alone: true`')
  })

  it('exits 4 where no scenario matches', async () => {
    expect((await suites(['--grep', 'no such scenario'])).code).toBe(4)
  })

  it('exits 4 for an argument that Playwright does not know', async () => {
    expect(await refused({}, ['--no-such-flag'])).toMatchObject({ code: 4 })
  })

  it('lists scenarios at their place in the source, without a target', async () => {
    const { code, stdout } = await refused({ FAKE: 'crash' }, ['--list'])

    expect(code).toBe(0)
    expect(stdout).toContain('passing.spec.ts:6:1 › a create is answered')
  })
})

describe('a target that is none', () => {
  it('that is down exits 5', async () => {
    const server = await startServer(() => undefined)
    await server[Symbol.asyncDispose]()
    const { code, stderr } = await refused({ EUCORA_BASE_URL: server.url })
    expect([code, stderr]).toEqual([5, expect.stringContaining('is not to be reached')])
  })

  it('that is not EUCORA exits 5', async () => {
    const server = await startServer((_, response) => response.end('hello'))
    const { code, stderr } = await refused({ EUCORA_BASE_URL: server.url })
    expect([code, stderr]).toEqual([5, expect.stringContaining('not as EUCORA does')])
    await server[Symbol.asyncDispose]()
  })

  it('that refuses the credentials exits 5', async () => {
    const server = await startEucora()
    const { code, stderr } = await refused({ EUCORA_BASE_URL: server.url, EUCORA_PASSWORD: 'wrong' })
    expect([code, stderr]).toEqual([5, expect.stringContaining('refuses to sign in')])
    await server[Symbol.asyncDispose]()
  })

  it('whose URL is none exits 4', async () => {
    const { code, stderr } = await refused({ EUCORA_BASE_URL: 'nonsense' })
    expect([code, stderr]).toEqual([4, expect.stringContaining('The target "nonsense" is no http')])
  })

  it('whose port is in use exits 4', async () => {
    const { code, stderr } = await refused({ FAKE: 'port in use' })
    expect([code, stderr]).toEqual([4, expect.stringContaining('Port 4600 for standin is in use')])
  })
})

describe('an interrupted run', () => {
  it('keeps its results, ends its target and exits as the signal says', async () => {
    const reports = await folderWith()
    const program = startProgram(
      runFile,
      ['--grep', 'waits for ever|a create is answered', '--workers', '1'],
      {
        TEST_REPORTS: reports,
        EUCORA_PASSWORD: password,
      },
    )
    const url = /Scenarios against (\S+);/.exec(await program.until('✓'))?.[1] ?? ''
    program.signal('SIGTERM')

    expect((await program.ended).code).toBe(143)
    const results = parseResults(await readFile(join(reports, 'scenarios', 'results.json'), 'utf8'))
    expect(results.ended).toBe('interrupted')
    await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed')
  })
})
