// SPDX-License-Identifier: Apache-2.0
import { existsSync, rmSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { loadConfig, type ResolvedConfig } from '../config.ts'
import { HarnessError, messageOf } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { readJsonFile } from '../json-file.ts'
import type { SuiteTarget } from '../suite-target.ts'
import { splitAllowGlobal } from './allow-global.ts'
import { claim } from './claim.ts'
import { runCli, type CliEnd, type CliOptions } from './cli.ts'
import { gatherBlobs, mergedVariable, shardsIn } from './merge.ts'
import { ScenarioResults } from './results.ts'
import { beginShard, shardIn, shardsFolder } from './shard.ts'
import { stepsEnv } from './steps.ts'

export interface SuitesRun {
  /** Path of playwright.config.ts. */
  readonly config: string
  /** What Playwright is told, such as `--grep` or a path; and for the harness `--allow-global HOST`, `--merge-shards [FOLDER]`. */
  readonly args: readonly string[]
}

/** With these Playwright runs no scenario, so that no target is needed. */
const withoutTarget: ReadonlySet<string> = new Set(['--list', '--help', '-h', '--version'])

/** Opens the target, runs Playwright against it and answers the exit code; whatever happens, the target ends. */
export async function runSuites({ config, args }: SuitesRun): Promise<number> {
  try {
    const harness = await loadConfig(dirname(config))
    const reports = join(harness.reports, 'scenarios')
    const resultsFile = join(reports, 'results.json')
    const claimed = claim(reports)
    try {
      // Results of an earlier run must not stand for this one.
      rmSync(resultsFile, { force: true })
      if (args[0] === '--merge-shards') return await merge(config, args.slice(1), resultsFile)
      if (args.some((arg) => withoutTarget.has(arg))) return await playwright(config, args, {}, resultsFile)
      refuseReporters(args)
      const shard = shardIn(args)
      if (shard !== undefined) beginShard(reports, shard)
      return await againstTarget(openTarget(harness), config, args, resultsFile)
    } finally {
      claimed[Symbol.dispose]()
    }
  } catch (error) {
    if (error instanceof HarnessError) {
      process.stderr.write(`${error.message}\n`)
      return error.exitCode
    }
    process.stderr.write(
      `The suites could not be run, for a reason unknown to the harness: ${messageOf(error)}\n`,
    )
    return exitCodes.harnessFailed
  }
}

/** Playwright takes it instead of the configured ones, and so would leave no results. */
function refuseReporters(args: readonly string[]): void {
  const named = args.find((arg) => arg === '--reporter' || arg.startsWith('--reporter='))
  if (named === undefined) return
  throw new HarnessError(
    'usage',
    `${named} would take the place of the reporter that writes results.json`,
    'Use --add-reporter, which adds one to it',
  )
}

/** Merges the shards of a folder, by default those that this checkout ran. */
async function merge(config: string, args: readonly string[], resultsFile: string): Promise<number> {
  const [folder = shardsFolder(dirname(resultsFile)), ...rest] = args.map((arg) => resolve(arg))
  if (rest.length > 0) {
    throw new HarnessError(
      'usage',
      `--merge-shards was also given ${rest.join(' ')}`,
      'Name one folder or none',
    )
  }
  const blobs = join(dirname(resultsFile), 'merged')
  const shards = shardsIn(folder)
  gatherBlobs(folder, shards, blobs)
  const env = { [mergedVariable]: folder }
  const ended = await runCli(config, ['merge-reports', '--config', config, blobs], { env })
  if (ended.stoppedBy === undefined && !existsSync(resultsFile)) {
    const what = `Playwright's merge-reports ended with ${ended.code} and without results`
    throw new HarnessError('internal', what, 'Its words above say why; run a shard that it cannot read again')
  }
  return exitCodeFor(ended, resultsFile)
}

/** What opens a target takes its time to load, which Playwright's start need not wait for. */
async function openTarget(config: ResolvedConfig): Promise<SuiteTarget> {
  const { openSuiteTarget } = await import('../suite-target.ts')
  return openSuiteTarget(config)
}

/** Starts Playwright while the target is being opened, which takes as long. */
async function againstTarget(
  opening: Promise<SuiteTarget>,
  config: string,
  args: readonly string[],
  resultsFile: string,
): Promise<number> {
  const follows = opening.then(({ url, env }) => {
    process.stdout.write(`Scenarios against ${url}; EUCORA_RUN_ID=${env['EUCORA_RUN_ID']} replays its data\n`)
    return env
  })
  try {
    const code = await playwright(config, args, { follows }, resultsFile)
    // A target that could not be opened is what there is to say, not how Playwright ended then.
    await opening
    return code
  } finally {
    await closed(opening)
  }
}

async function closed(opening: Promise<SuiteTarget>): Promise<void> {
  const target = await opening.catch(() => undefined)
  await target?.[Symbol.asyncDispose]()
}

/** Runs the suites on a target that is open, and answers the exit code. */
export function runOn(
  { env }: SuiteTarget,
  { config, args }: SuitesRun,
  resultsFile: string,
): Promise<number> {
  return playwright(config, args, { env }, resultsFile)
}

async function playwright(
  config: string,
  args: readonly string[],
  { env, ...options }: CliOptions,
  resultsFile: string,
): Promise<number> {
  const told = splitAllowGlobal(args)
  const given = { ...env, ...told.env, ...stepsEnv(args) }
  const ended = await runCli(config, ['test', '--config', config, ...told.args], { ...options, env: given })
  return exitCodeFor(ended, resultsFile)
}

/** Playwright says 1 for whatever went wrong; what it was stands in the results, and without any it never began. */
function exitCodeFor({ code, stoppedBy }: CliEnd, resultsFile: string): number {
  if (stoppedBy !== undefined) return 128 + constants.signals[stoppedBy]
  if (existsSync(resultsFile)) return readJsonFile(resultsFile, ScenarioResults).exitCode
  if (code === 0) return exitCodes.conformant
  return code === 1 ? exitCodes.usage : exitCodes.harnessFailed
}
