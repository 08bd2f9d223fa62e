// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { HarnessError, messageOf } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { readJsonFile, writeJsonFile, writeWhole } from '../json-file.ts'
import { strengthHtml } from '../report/strength-page.ts'
import { claim } from '../playwright/claim.ts'
import { ScenarioResults } from '../playwright/results.ts'
import { runOn } from '../playwright/run.ts'
import { openSuiteTarget } from '../suite-target.ts'
import { changedFiles } from './changed-files.ts'
import type { KnownDefect } from './control.ts'
import { isSurvivor, StrengthMatrix, withReasons, type Reasons } from './matrix.ts'
import { defectsNamed, isAboutSetUp, planTrials, type CleanScenario } from './plan.ts'
import { runStrength } from './run.ts'
import { KnownKills, knownKillsOf, planSample, type SampleParts } from './sample.ts'

const usage =
  'Usage: npm run strength [-- --sample [--since REVISION] | --defect ID … | --whole] [--after-suites]'

/** What a commit changed, where nothing else is asked for: also all that a merge brought. */
const lastCommit = 'HEAD~1'

/** A sample tries no more defects of changed operations than this: some 15 s on two cores. */
const mostOfChanged = 150

/** One kill shows that a defect is noticed; the second, that it is not by one scenario alone. */
const enough = 2

export interface StrengthConfigs {
  /** Playwright's configuration of the suites. */
  readonly suites: string
  /** Playwright's configuration of their trials. */
  readonly trials: string
  /** Other defects that join the sample, others each day. Default none. */
  readonly rotating?: number
  /** File of what each scenario noticed, for the sample. A run on all defects writes it. Default: there is none. */
  readonly knownKills?: string
  /** Tells which operations changed, for the sample. Default: it is not asked. */
  readonly changes?: {
    readonly folder: string
    /** Of files below the folder. */
    readonly operationsOf: (files: readonly string[]) => Promise<readonly string[]>
  }
  /** Why no scenario can notice a defect, by its id. Default: there is none such. */
  readonly reasons?: Reasons
}

/**
 * `strength [--sample | --defect ID … | --whole]`: runs the suites clean, then on one defect after the other, always on
 * the stand-in, and writes `reports/strength/matrix.json`. Missed (3) where a scenario notices no defect at all, since it
 * is no test then, and where no scenario notices a defect, unless there is a reason. Without an argument a defect that
 * two scenarios noticed is tried no further; `--whole` tries it on every one. `--after-suites` takes the results of the
 * run before for the clean one. `--since` names the revision that a sample compares with; default the last commit.
 */
export async function strength(args: readonly string[], configs: StrengthConfigs): Promise<number> {
  try {
    const { defect: chosen = [], sample, whole = false, 'after-suites': after, since } = parsed(args)
    if (since !== undefined && !sample)
      throw new HarnessError('usage', '--since is for --sample: what changed is part of a sample only', usage)
    const everyScenario = sample || chosen.length === 0
    const parts = sample ? await partsOf(configs, chosen, since) : undefined
    const harness = await loadConfig(configs.suites)
    // A real backend cannot be given defects.
    await using target = await openSuiteTarget(harness, { ...process.env, EUCORA_BASE_URL: '' })
    const resultsFile = join(harness.reports, 'scenarios', 'results.json')
    using _claimed = claim(dirname(resultsFile))
    const suites = { config: configs.suites, args: [] }
    const code = after ? exitCodes.conformant : await runOn(target, suites, resultsFile)
    if (code !== exitCodes.conformant) return notClean(code)
    const results = resultsOf(resultsFile)
    if (results.exitCode !== exitCodes.conformant) return notClean(results.exitCode)
    const { scenarios } = results
    const onProgress = (line: string) => process.stdout.write(`${line}\n`)
    const planOf = (known: readonly KnownDefect[]) => {
      if (parts === undefined)
        return planTrials(chosen.length === 0 ? known : defectsNamed(known, chosen), scenarios)
      defectsNamed(known, parts.named)
      const { trials, told } = planSample(known, scenarios, parts, new Date())
      for (const line of told) onProgress(line)
      return trials
    }
    const { matrix: bare, stoppedBy } = await runStrength({
      config: configs.trials,
      target,
      scenarios,
      plan: planOf,
      onProgress,
      ...(sample ? { enough: 1, mayBeIdle: isAboutSetUp } : {}),
      ...(everyScenario && !sample && !whole ? { enough } : {}),
    })
    const matrix = withReasons(bare, configs.reasons ?? {})
    const file = join(harness.reports, 'strength', 'matrix.json')
    writeJsonFile(file, StrengthMatrix, matrix)
    const page = join(harness.reports, 'strength', 'index.html')
    writeWhole(page, strengthHtml(matrix))
    // Who noticed nothing yet in a run that was interrupted may do so still.
    const idleOnes = everyScenario && stoppedBy === undefined ? idle(matrix, scenarios) : undefined
    process.stdout.write(`${told(matrix, idleOnes, configs.reasons)}\n${file}\n${page}\n`)
    if (stoppedBy !== undefined) return 128 + constants.signals[stoppedBy]
    // The results of another run may be of some suites only.
    if (everyScenario && !sample && !after && configs.knownKills !== undefined) {
      writeJsonFile(configs.knownKills, KnownKills, knownKillsOf(matrix))
      process.stdout.write(`${configs.knownKills}\n`)
    }
    const unexplained = matrix.defects.filter((row) => isSurvivor(row) && row.reason === undefined)
    return unexplained.length + (idleOnes?.missed.length ?? 0) > 0 ? exitCodes.missed : exitCodes.conformant
  } catch (error) {
    if (error instanceof HarnessError) {
      process.stderr.write(`${error.message}\n`)
      return error.exitCode
    }
    process.stderr.write(`The strength run failed: ${messageOf(error)}\n`)
    return exitCodes.harnessFailed
  }
}

function notClean(code: number): number {
  process.stderr.write('A scenario does not pass without any defect, so no defect can be told by it.\n')
  return code
}

function resultsOf(file: string): ScenarioResults {
  const results = existsSync(file) ? readJsonFile(file, ScenarioResults) : undefined
  if (results !== undefined && results.shard === undefined) return results
  const what =
    results === undefined ? 'There are no results of the suites' : 'There is only a shard of the suites'
  throw new HarnessError('usage', `${what} at ${file}`, 'Run npm run scenarios first')
}

async function partsOf(
  { knownKills, changes, rotating = 0 }: StrengthConfigs,
  named: readonly string[],
  since: string | undefined,
): Promise<SampleParts> {
  const kills =
    knownKills === undefined || !existsSync(knownKills)
      ? { alone: {}, shared: {} }
      : readJsonFile(knownKills, KnownKills)
  const changed = changes === undefined ? [] : await changedOperations(changes, since)
  return { kills, named, changed, mostOfChanged, rotating }
}

/** Throws a HarnessError `usage` where a revision is asked for that Git does not have. */
async function changedOperations(
  { folder, operationsOf }: NonNullable<StrengthConfigs['changes']>,
  since: string | undefined,
): Promise<readonly string[]> {
  const changed = await changedFiles(folder, since ?? lastCommit)
  if ('files' in changed) return operationsOf(changed.files)
  const what = `What changed since ${since ?? lastCommit} is unknown (${changed.unknown})`
  if (since !== undefined) throw new HarnessError('usage', what, 'Name a revision that this clone has')
  process.stdout.write(`${what}: no defect is tried for having changed\n`)
  return []
}

function parsed(args: readonly string[]) {
  const options = {
    defect: { type: 'string', multiple: true },
    sample: { type: 'boolean', default: false },
    since: { type: 'string' },
    whole: { type: 'boolean' },
    'after-suites': { type: 'boolean', default: false },
  } as const
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new HarnessError('configuration', messageOf(error), usage)
  }
}

interface Idle {
  readonly missed: readonly string[]
  /** About what the set-up of every scenario calls: a defect of it breaks the set-up, so nothing can be asked of them. */
  readonly excused: readonly string[]
}

/** Scenarios that no defect turned red. */
function idle(matrix: StrengthMatrix, scenarios: readonly CleanScenario[]): Idle {
  const aboutSetUp = new Set(scenarios.filter(isAboutSetUp).map(({ id }) => id))
  const ids = matrix.scenarios.filter(({ kills }) => kills === 0).map(({ id }) => id)
  return {
    missed: ids.filter((id) => !aboutSetUp.has(id)),
    excused: ids.filter((id) => aboutSetUp.has(id)),
  }
}

/** `idleOnes` is undefined where not every scenario was tried. */
function told(matrix: StrengthMatrix, idleOnes: Idle | undefined, reasons: Reasons = {}): string {
  const { killed, survived, undecided, unmet } = matrix
  const survivors = matrix.defects.filter(isSurvivor)
  return [
    ...(undecided === 0 ? [] : [`Interrupted: ${undecided} defects were not decided.`]),
    `${killed} defects killed, ${survived} survived, ${unmet} of operations that no scenario calls`,
    ...survivors.map(({ id, summary, reason }) => `  survived: ${id} (${summary})${because(reason)}`),
    ...matrix.defects
      .filter(({ id, killedBy }) => reasons[id] !== undefined && killedBy.length > 0)
      .map(({ id }) => `  has a reason to survive, and is killed: ${id}`),
    ...(idleOnes?.missed ?? []).map((id) => `  notices no defect: ${id}`),
    ...(idleOnes?.excused ?? []).map(
      (id) => `  notices no defect, since one of what it is about breaks the set-up: ${id}`,
    ),
  ].join('\n')
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${reason}`
}
