// SPDX-License-Identifier: Apache-2.0
// `npm test`: every check and test of the project, one after the other, and a table of what came out.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { run, stoppedBy } from './child.mjs'
import { EXIT, worstExitCode } from './exit-codes.mjs'
import { failedScenarios, failedUnitTests, listOfFailures } from './failures.mjs'
import { missingK6Message } from './k6.mjs'
import { ROOT } from './paths.mjs'
import { FORMAT, LINT, PROGRAM, checkTypes, runProgram, runTool, withPassword } from './programs.mjs'
import { say, seconds } from './say.mjs'
import { closingLine, countsOfScenarios, countsOfUnitTests, table } from './tally.mjs'

const COVERAGE = join(ROOT, 'reports', 'test-coverage')
const RAW_COVERAGE = join(COVERAGE, 'raw')
const UNIT_RESULTS = join(ROOT, 'reports', 'unit', 'results.json')
const UNIT = ['vitest', 'run', '--reporter=default', '--reporter=json']
const HOSTILE_RESULTS = join(ROOT, 'reports', 'unit', 'hostile.json')
const SCENARIO_RESULTS = join(ROOT, 'reports', 'scenarios', 'results.json')

/**
 * @typedef {import('./tally.mjs').Counts} Counts
 * @typedef {import('./failures.mjs').Failure} Failure
 * @typedef {object} Results
 * @property {string} file
 * @property {(results: unknown, code: number) => Counts} counts
 * @property {(results: unknown) => Failure[]} failures
 * @typedef {object} Step
 * @property {string} name
 * @property {string} takes about how long
 * @property {() => Promise<number>} run gives the exit code
 * @property {string | null} [notRun] why it cannot run here
 * @property {Results} [results] a step without them counts as one check
 * @property {boolean} [judges] its exit codes are those of the table; else any failure is the project's own
 */

/**
 * @param {import('./tools.mjs').Tools} tools
 * @param {string[]} args
 */
export async function check(tools, args) {
  if (args.length > 0) {
    say(
      `npm test takes no arguments, and was given: ${args.join(' ')}. Use npm run unit or npm run scenarios.`,
    )
    return EXIT.usage
  }
  // What an earlier run left must not be counted as this one's.
  await rm(COVERAGE, { recursive: true, force: true })
  await rm(UNIT_RESULTS, { force: true })
  await rm(HOSTILE_RESULTS, { force: true })
  await rm(SCENARIO_RESULTS, { force: true })
  await mkdir(RAW_COVERAGE, { recursive: true })

  /** @type {import('./tally.mjs').Row[]} */
  const rows = []
  /** @type {string[]} */
  const failures = []
  for (const step of steps({ ...tools, env: ownEnvironment(tools.env) })) {
    if (stoppedBy() !== null) break
    const { row, failed } = await carryOut(step)
    rows.push(row)
    if (failed.length > 0) failures.push(listOfFailures(step.name, failed))
  }
  say(`\n${[table(rows), ...failures].join('\n\n')}\n`)
  process.stdout.write(`${closingLine(rows)}\n`)
  return worstExitCode(rows.map((row) => row.code))
}

/**
 * This judges the project itself, so always against the stand-in.
 * @param {NodeJS.ProcessEnv} env
 */
function ownEnvironment(env) {
  const own = { ...env }
  if (own.EUCORA_BASE_URL) {
    say(
      'npm test judges this project on its own stand-in: EUCORA_BASE_URL is not used. npm run scenarios uses it.',
    )
    delete own.EUCORA_BASE_URL
  }
  return withPassword(own)
}

/**
 * @param {Step} step
 * @returns {Promise<{ row: import('./tally.mjs').Row, failed: Failure[] }>}
 */
async function carryOut(step) {
  if (step.notRun) {
    say(`\n== ${step.name}: not run\n${step.notRun}`)
    const counts = { passed: 0, failed: 0, skipped: 1 }
    return { row: { name: step.name, code: EXIT.usage, took: '', counts }, failed: [] }
  }
  say(`\n== ${step.name} (about ${step.takes})`)
  const started = performance.now()
  const code = await step.run()
  const results = step.results ? await readJson(step.results.file) : null
  const counts = step.results?.counts(results, code) ?? {
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    skipped: 0,
  }
  return {
    row: {
      name: step.name,
      code: code === 0 || step.judges ? code : EXIT.harnessFailed,
      took: seconds(started),
      counts,
    },
    failed: step.results?.failures(results) ?? [],
  }
}

/** @param {import('./tools.mjs').Tools} tools @returns {Step[]} */
function steps(tools) {
  /** @param {string} script */
  const script = (script) => run(tools.node, [join(ROOT, 'scripts', script)], { env: tools.env })
  // Node itself notes what each program ran; Playwright must then leave the sources as they are.
  const watched = { NODE_V8_COVERAGE: RAW_COVERAGE, PW_DISABLE_TS_ESM: '1' }
  const notRun = tools.missingK6 === null ? null : missingK6Message(tools.missingK6)

  /** @type {Step[]} */
  const all = [
    { name: 'types', takes: '5 s', run: () => checkTypes(tools) },
    { name: 'lint', takes: '20 s', run: () => runTool(tools, LINT) },
    { name: 'format', takes: '10 s', run: () => runTool(tools, [...FORMAT, '--check']) },
    { name: 'licence headers', takes: '1 s', run: () => script('spdx.mjs') },
    { name: 'secret scan', takes: '10 s', run: () => script('secrets.mjs') },
    {
      name: 'unit tests',
      takes: '5 min',
      run: () => runTool(tools, [...UNIT, `--outputFile.json=${UNIT_RESULTS}`], watched),
      results: { file: UNIT_RESULTS, counts: countsOfUnitTests, failures: failedUnitTests },
    },
    {
      name: 'hostile targets',
      takes: '2 min',
      notRun,
      run: () =>
        runTool(tools, [
          ...UNIT,
          '--config',
          'vitest.hostile.config.ts',
          `--outputFile.json=${HOSTILE_RESULTS}`,
        ]),
      results: { file: HOSTILE_RESULTS, counts: countsOfUnitTests, failures: failedUnitTests },
    },
    {
      name: 'suites',
      takes: '1 min',
      judges: true,
      run: () => runProgram(tools, PROGRAM.suites, [], watched),
      results: { file: SCENARIO_RESULTS, counts: countsOfScenarios, failures: failedScenarios },
    },
    {
      name: 'rules page',
      takes: '10 s',
      judges: true,
      run: () => runProgram(tools, PROGRAM.rules, ['--check'], watched),
    },
    {
      name: 'short load',
      takes: '40 s',
      judges: true,
      notRun,
      run: () => runProgram(tools, PROGRAM.harness, ['load', 'deployments', '--short'], watched),
    },
  ]
  if (existsSync(join(ROOT, PROGRAM.strength))) {
    all.push({
      name: 'strength sample',
      takes: '1 min',
      judges: true,
      // The suites have just been run clean.
      run: () => runProgram(tools, PROGRAM.strength, ['--sample', '--after-suites']),
    })
  }
  all.push({ name: 'packed packages', takes: '1 min', run: () => script('check-packed.mjs') })
  all.push({
    name: 'coverage gate',
    takes: '10 s',
    judges: true,
    run: () => runProgram(tools, PROGRAM.harness, ['gate']),
  })
  return all
}

/** @param {string} path @returns {Promise<unknown>} */
async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}
