// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJsonFile, writeJsonFile } from '../../src/json-file.ts'
import { ScenarioResults } from '../../src/playwright/results.ts'
import { StrengthMatrix } from '../../src/strength/matrix.ts'
import { KnownKills, knownKillsOf } from '../../src/strength/sample.ts'
import { folderWith } from '../support/folder.ts'
import { runProgram, startProgram } from '../support/program.ts'
import { repository } from '../support/repository.ts'

const program = join(import.meta.dirname, 'project', 'run.ts')
const first = 'deployments/list/the-newest-deployment-is-listed-first'
const nobody = 'deployments/list/a-list-is-looked-at-by-nobody'
const health = 'deployments/list/the-health-of-the-target-is-looked-at'
const signIn = 'deployments/list/a-sign-in-is-looked-at'

const oneShard: ScenarioResults = {
  target: '',
  runId: '',
  startedAt: '',
  durationMs: 1,
  ended: 'passed',
  counts: { passed: 0, failed: 0, knownGap: 0, notSupported: 0, error: 0, notRun: 0 },
  scenarios: [],
  coverage: { operationsByStatus: {}, operationsByRole: {} },
  roleMatrix: [],
  invariants: [],
  errors: [],
  exitCode: 0,
  shard: { current: 1, total: 2, ofScenarios: 1, ofDigest: 'd' },
}

async function strength(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const reports = await folderWith()
  const ended = await runProgram(program, args, { TEST_REPORTS: reports, ...env })
  return { ...ended, file: join(reports, 'strength', 'matrix.json') }
}

describe('a strength run', { timeout: 120_000 }, () => {
  it('tells which scenario notices a defect of a real stand-in, and exits 3 where one notices none', async () => {
    const { code, stdout, file } = await strength(
      [
        '--sample',
        ...['deployments.list/order-turned', 'deployments.list/wrong-status'].flatMap((id) => [
          '--defect',
          id,
        ]),
        '--defect',
        'deployments.list/wrong-value/deployments.[].version',
        '--defect',
        'cab.approve/wrong-status',
      ],
      { TEST_CHANGES: await folderWith() },
    )

    const matrix = readJsonFile(file, StrengthMatrix)
    expect(code).toBe(3)
    expect(matrix.defects.map(({ id, tried, killedBy }) => [id, tried, killedBy])).toEqual([
      ['deployments.list/wrong-status', 2, [first]],
      ['deployments.list/wrong-value/deployments.[].version', 2, []],
      ['deployments.list/order-turned', 2, [first]],
      ['cab.approve/wrong-status', 0, []],
    ])
    expect(matrix.scenarios).toEqual([
      { id: first, kills: 2 },
      { id: nobody, kills: 0 },
      { id: health, kills: 0 },
      { id: signIn, kills: 0 },
    ])
    expect(stdout).toContain('2 defects killed, 1 survived, 1 of operations that no scenario calls\n')
    expect(stdout).toMatch(
      / {2}survived: deployments\.list\/wrong-value\/\S+version \(.*\): No scenario of this/,
    )
    expect(stdout).toContain('  has a reason to survive, and is killed: deployments.list/order-turned\n')
    expect(stdout).toContain(`  notices no defect: ${health}\n`)
    expect(stdout).not.toContain(`notices no defect: ${first}`)
    expect(stdout).toMatch(
      /What changed since HEAD~1 is unknown \(.+\): no defect is tried for having changed\n/,
    )
    const excused = 'notices no defect, since one of what it is about breaks the set-up'
    expect(stdout).toContain(`  ${excused}: ${signIn}\n`)
  })

  it('exits 1 where a scenario fails without any defect, and tries no defect', async () => {
    const { code, stderr, file } = await strength(['--sample'], { TEST_BROKEN: 'yes' })

    expect([code, existsSync(file)]).toEqual([1, false])
    expect(stderr).toContain('A scenario does not pass without any defect')
  })

  it('refuses to come after suites that were not run', async () => {
    const { code, stderr, file } = await strength(['--sample', '--after-suites'])

    expect([code, existsSync(file)]).toEqual([4, false])
    expect(stderr).toContain('results.json')
  })

  it('refuses to come after one shard of the suites', async () => {
    const reports = await folderWith()
    const results = join(reports, 'scenarios', 'results.json')
    writeJsonFile(results, ScenarioResults, oneShard)
    const { code, stderr } = await runProgram(program, ['--after-suites'], { TEST_REPORTS: reports })

    expect([code, stderr]).toEqual([4, expect.stringContaining('There is only a shard of the suites')])
  })

  it('keeps what it has seen where it is interrupted, and exits as the signal says', async () => {
    const reports = await folderWith()
    const running = startProgram(program, ['--whole'], { TEST_REPORTS: reports })
    await running.until('defects to try')
    running.signalGroup('SIGINT')
    const { code, stdout } = await running.ended

    expect(code).toBe(130)
    const matrix = readJsonFile(join(reports, 'strength', 'matrix.json'), StrengthMatrix)
    expect(matrix.undecided).toBeGreaterThan(0)
    expect(stdout).toContain('Interrupted: ')
  })

  it('exits 4 for an option that it does not know', async () => {
    const { code, stderr } = await strength(['--smaple'])

    expect(code).toBe(4)
    expect(stderr).toContain("Unknown option '--smaple'")
    expect(stderr).toContain('Usage: npm run strength')
  })

  it('refuses a defect that the stand-in does not have', async () => {
    const { code, stderr, file } = await strength(['--defect', 'D-99'])

    expect([code, existsSync(file)]).toEqual([4, false])
    expect(stderr).toContain('There is no defect D-99.')
  })

  it('tries what each scenario noticed the last time on it alone, and says what of that is out of date', async () => {
    const known: KnownKills = {
      alone: { [first]: ['deployments.list/order-turned', 'D-99'] },
      shared: { [nobody]: 'deployments.list/wrong-status', 'deployments/list/gone': 'D-99' },
    }
    const folder = await folderWith({ 'known-kills.json': JSON.stringify(known) })
    const { code, stdout, file } = await strength(['--sample', '--since', 'HEAD~1'], {
      TEST_KNOWN_KILLS: join(folder, 'known-kills.json'),
      TEST_CHANGES: await repository(),
    })

    const { defects } = readJsonFile(file, StrengthMatrix)
    expect(code).toBe(3)
    expect(defects.map(({ id, killedBy }) => [id, killedBy])).toEqual([
      ['deployments.list/wrong-status', [first]],
      ['deployments.list/order-turned', [first]],
    ])
    expect(stdout).toContain('1 defects that one scenario alone notices\n')
    expect(stdout).toContain('1 others, for the scenarios that alone notice none\n')
    expect(stdout).toContain('0 of 0 others of 3 operations that changed\n')
    expect(stdout).toContain('1 defects of the known kills are no more (D-99)')
    expect(stdout).toContain('1 scenarios of the known kills are no more (deployments/list/gone)')
  })

  it('exits 3 where no scenario notices a defect, and no reason is known', async () => {
    const { code, stdout } = await strength([
      '--defect',
      'deployments.list/wrong-value/deployments.[].app_name',
    ])

    expect(stdout).toContain('0 defects killed, 1 survived')
    expect(code).toBe(3)
  })

  it('refuses a revision to compare a sample with that Git does not have, and one without a sample', async () => {
    const unknown = await strength(['--sample', '--since', 'no-such-revision'], {
      TEST_CHANGES: await repository(),
    })
    const alone = await strength(['--since', 'HEAD'])

    expect([unknown.code, unknown.stderr]).toEqual([
      4,
      expect.stringContaining('What changed since no-such-revision is unknown'),
    ])
    expect([alone.code, alone.stderr]).toEqual([4, expect.stringContaining('--since is for --sample')])
  })

  it('writes what each scenario notices after a run on all defects', async () => {
    const knownKills = join(await folderWith(), 'known-kills.json')
    const { file } = await strength([], { TEST_KNOWN_KILLS: knownKills })

    const kills = readJsonFile(knownKills, KnownKills)
    expect(kills).toEqual(knownKillsOf(readJsonFile(file, StrengthMatrix)))
    expect(Object.keys(kills.alone)).toContain(first)
  })
})
