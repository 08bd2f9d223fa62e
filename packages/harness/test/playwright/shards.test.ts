// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readJsonFile } from '../../src/json-file.ts'
import { ScenarioResults } from '../../src/playwright/results.ts'
import { password } from '../support/eucora.ts'
import { folderWith } from '../support/folder.ts'
import { runProgram, type Ended } from '../support/program.ts'

const runFile = join(import.meta.dirname, 'project', 'run.ts')
/** Seven scenarios; the one that fails is in the second of three shards. */
const chosen = ['--grep', 'a global scenario|a soft assertion|passing|@row']

function suites(reports: string, args: readonly string[]): Promise<Ended> {
  return runProgram(runFile, args, { TEST_REPORTS: reports, EUCORA_PASSWORD: password })
}

const resultsFile = (reports: string) => join(reports, 'scenarios', 'results.json')
const resultsIn = (reports: string) => readJsonFile(resultsFile(reports), ScenarioResults)
const shardsIn = (reports: string) => join(reports, 'scenarios', 'shards')

/** What does not depend on when and where it ran. */
function outcome({ counts, coverage, roleMatrix, scenarios, invariants, ended, exitCode }: ScenarioResults) {
  const told = scenarios
    .map(({ durationMs: _took, messages, ...rest }) => ({ ...rest, told: messages.length }))
    .toSorted((one, other) => one.id.localeCompare(other.id))
  const judged = invariants.map(({ name, verdict }) => `${verdict} ${name}`)
  return { counts, coverage, roleMatrix, scenarios: told, invariants: judged, ended, exitCode }
}

describe('three shards', { timeout: 120_000 }, () => {
  let all = ''
  const codes: (number | null)[] = []
  const folders: string[] = []

  /** Each has a reports folder of its own, as on a machine of its own; what they leave is gathered in one. */
  beforeAll(async () => {
    all = await mkdtemp(join(tmpdir(), 'harness shards '))
    const places = [1, 2, 3].map((current) => ({ current, reports: join(all, `machine ${current}`) }))
    const run = ({ current, reports }: (typeof places)[number]) =>
      suites(reports, [...chosen, `--shard=${current}/3`])
    codes.push(...(await Promise.all(places.map(run))).map(({ code }) => code))
    folders.push(...places.map(({ reports }) => reports))
    for (const reports of folders) await cp(shardsIn(reports), join(all, 'gathered'), { recursive: true })
  }, 120_000)
  afterAll(() => rm(all, { recursive: true, force: true }))

  it('exit each as its own scenarios say, and tell that they are parts', () => {
    expect(codes).toEqual([0, 1, 0])
    const shards = folders.map((reports) => resultsIn(reports).shard)
    expect(shards.map((shard) => [shard?.current, shard?.total, shard?.ofScenarios])).toEqual([
      [1, 3, 7],
      [2, 3, 7],
      [3, 3, 7],
    ])
    expect(new Set(shards.map((shard) => shard?.ofDigest)).size).toBe(1)
  })

  it('are merged into the results of the whole run', async () => {
    const [whole, merged] = [await folderWith(), await folderWith()]
    const unsharded = await suites(whole, chosen)
    const { code } = await suites(merged, ['--merge-shards', join(all, 'gathered')])

    expect([unsharded.code, code]).toEqual([1, 1])
    const results = resultsIn(merged)
    expect(outcome(results)).toEqual(outcome(resultsIn(whole)))
    expect(results.counts).toMatchObject({ passed: 4, failed: 1, notSupported: 2 })
    expect(results.roleMatrix).toHaveLength(1)
    expect(results.shards?.map(({ current, exitCode }) => [current, exitCode])).toEqual([
      [1, 0],
      [2, 1],
      [3, 0],
    ])
    expect(results.target).toBe(folders.map((reports) => resultsIn(reports).target).join(', '))
    const written = await readdir(join(merged, 'scenarios'))
    expect(written).toContain('junit.xml')
  })

  it('of which one has not ended are no whole run: 5, and no results', async () => {
    const [reports, gathered] = [await folderWith(), await folderWith()]
    await cp(join(all, 'gathered'), gathered, { recursive: true })
    await rm(join(gathered, '2-of-3.json'))
    await writeFile(resultsFile(await withScenarios(reports)), 'of an earlier run')
    const { code, stderr } = await suites(reports, ['--merge-shards', gathered])

    expect([code, stderr]).toEqual([5, expect.stringContaining('missing or have not ended: 2.')])
    expect(existsSync(resultsFile(reports))).toBe(false)
  })

  it('of which one cannot be unpacked are no whole run: 2, and no results', async () => {
    const [reports, gathered] = [await folderWith(), await folderWith()]
    await cp(join(all, 'gathered'), gathered, { recursive: true })
    await writeFile(join(gathered, '3-of-3.zip'), 'torn')
    const { code, stderr } = await suites(reports, ['--merge-shards', gathered])

    expect([code, stderr]).toEqual([2, expect.stringContaining("Playwright's merge-reports ended with 1")])
    expect(existsSync(resultsFile(reports))).toBe(false)
  })
})

/** Makes the folder that a run of suites would make. */
async function withScenarios(reports: string): Promise<string> {
  await cp(await folderWith({ note: '' }), join(reports, 'scenarios'), { recursive: true })
  return reports
}

describe('a run of suites', { timeout: 60_000 }, () => {
  it('whose shard has no scenario left is none that found nothing', async () => {
    const reports = await folderWith()
    expect((await suites(reports, ['--grep', 'a create is answered', '--shard=2/2'])).code).toBe(0)
    expect(resultsIn(reports)).toMatchObject({ scenarios: [], shard: { ofScenarios: 1 } })
  })

  it('refuses a reporter that would take the place of ours: 4', async () => {
    const { code, stderr } = await suites(await folderWith(), ['--reporter=dot'])
    expect([code, stderr]).toEqual([4, expect.stringContaining('Use --add-reporter')])
  })

  it('writes its results beside a reporter that is added', async () => {
    const reports = await folderWith()
    const args = ['--grep', 'a create is answered', '--add-reporter=json']
    const { code, stdout } = await suites(reports, args)
    expect([code, stdout]).toEqual([0, expect.stringContaining('"suites"')])
    expect(resultsIn(reports).counts.passed).toBe(1)
  })

  it('merges one folder at a time: 4', async () => {
    const { code, stderr } = await suites(await folderWith(), ['--merge-shards', 'one', 'another'])
    expect([code, stderr]).toEqual([4, expect.stringContaining('Name one folder or none')])
  })
})
