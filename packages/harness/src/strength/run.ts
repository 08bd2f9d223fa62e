// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Type, type Static } from '../contract/schema.ts'
import { loadConfig } from '../config.ts'
import { conforms } from '../contract/check.ts'
import { HarnessError } from '../errors.ts'
import { writeJsonFile } from '../json-file.ts'
import { runCli, signals } from '../playwright/cli.ts'
import { scenarioStatuses } from '../playwright/results.ts'
import { stepsEnv } from '../playwright/steps.ts'
import type { SuiteTarget } from '../suite-target.ts'
import { StandInControl, type KnownDefect } from './control.ts'
import { matrixOf, type StrengthMatrix } from './matrix.ts'
import type { CleanScenario, Trial } from './plan.ts'
import { Schedule } from './schedule.ts'
import { Trials, trialsVariable } from '../playwright/trials.ts'

/** Defects that are tried before it is asked again which scenarios are likely to notice the others. */
const batchSize = 400

const Outcome = Type.Object({
  defect: Type.String(),
  scenario: Type.String(),
  /** Spared: enough other scenarios had noticed the defect. */
  status: Type.Enum([...scenarioStatuses, 'spared']),
})
type Outcome = Static<typeof Outcome>

export interface StrengthRun {
  /** Path of the Playwright configuration made with `defineTrials`. */
  readonly config: string
  readonly target: SuiteTarget
  /** What the suites' clean run told of each scenario. */
  readonly scenarios: readonly CleanScenario[]
  /** What to try, of the defects that the stand-in knows. */
  readonly plan: (known: readonly KnownDefect[]) => readonly Trial[]
  /** Which scenarios are not asked to notice any defect, once none is left that must be tried. Default none. */
  readonly mayBeIdle?: (scenario: CleanScenario) => boolean
  /** Kills after which a defect is tried no further. Default: it is tried on every scenario that meets it. */
  readonly enough?: number
  readonly onProgress?: (line: string) => void
}

export interface StrengthEnd {
  readonly matrix: StrengthMatrix
  /** The signal that ended it before its time; the matrix then holds what was seen until then. */
  readonly stoppedBy: NodeJS.Signals | undefined
}

/** Tries the scenarios on one defect after the other and gives the matrix of who noticed what. */
export async function runStrength(run: StrengthRun): Promise<StrengthEnd> {
  await loadConfig(dirname(run.config))
  const startedAt = new Date()
  const control = new StandInControl(run.target.url)
  const known = await control.defects()
  const trials = run.plan(known)
  const met = trials.filter(({ scenarios }) => scenarios.length > 0)
  const schedule = new Schedule(met, run.enough ?? Number.POSITIVE_INFINITY, run.mayBeIdle)
  const outcomes: Outcome[] = []
  using interrupt = interruption()
  run.onProgress?.(`${met.length} defects to try`)
  for (let batch = schedule.next(batchSize); batch.length > 0; batch = schedule.next(batchSize)) {
    const told = await runBatch(run, batch, interrupt)
    const ran = told.filter(({ status }) => status !== 'spared')
    schedule.note(
      ran.filter(isKill),
      told.filter(({ status }) => status === 'spared'),
    )
    outcomes.push(...ran)
    const noticed = new Set(outcomes.filter(isKill).map(({ defect }) => defect)).size
    run.onProgress?.(`${outcomes.length} trials; ${noticed} of ${met.length} defects noticed`)
    if (interrupt.by !== undefined) break
  }
  const byDefect = Map.groupBy(outcomes, ({ defect }) => defect)
  const kills = outcomes.filter(isKill)
  const matrix = matrixOf(trials, run.scenarios, kills, {
    startedAt,
    endedAt: new Date(),
    ranOf: (defect) => byDefect.get(defect)?.length ?? 0,
  })
  return { matrix, stoppedBy: interrupt.by }
}

interface Interruption extends Disposable {
  /** The signal that this process got since. */
  readonly by: NodeJS.Signals | undefined
}

/** Notes a signal instead of dying of it, so that what was seen until then can be written. */
function interruption(): Interruption {
  let by: NodeJS.Signals | undefined
  const note = (signal: NodeJS.Signals) => {
    by ??= signal
  }
  for (const signal of signals) process.on(signal, note)
  return {
    get by() {
      return by
    },
    [Symbol.dispose]() {
      for (const signal of signals) process.off(signal, note)
    },
  }
}

/** A time-out, a harness error or a broken set-up is no kill: it does not say what is wrong. */
function isKill({ status }: Outcome): boolean {
  return status === 'failed'
}

async function runBatch(
  run: StrengthRun,
  batch: readonly Trial[],
  interrupt: Interruption,
): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'eucora-strength-'))
  try {
    const planned: Trials = batch.map(({ defect, scenarios, enough }) => ({
      defect: defect.id,
      titles: scenarios.map(({ title }) => title),
      ...(enough === undefined ? {} : { enough }),
    }))
    const trials = join(folder, 'trials.json')
    writeJsonFile(trials, Trials, planned)
    // Failing scenarios are what a strength run wants, so Playwright's exit code says nothing.
    const { said } = await runCli(run.config, ['test', '--config', run.config], {
      env: { ...run.target.env, ...stepsEnv([]), [trialsVariable]: trials },
      output: 'kept',
    })
    const outcomes = readOutcomes(`${trials}.outcomes`)
    const expected = planned.flatMap(({ titles }) => titles).length
    // An interrupted scenario failed by the interruption, and was not decided.
    if (interrupt.by !== undefined) return outcomes.filter(isKill)
    if (outcomes.length === expected) return outcomes
    throw new HarnessError(
      'internal',
      `Of ${expected} trials ${outcomes.length} ran; Playwright said: ${said}`,
      'Correct what it complains of',
    )
  } catch (error) {
    // An interruption of the whole process group also ends the stand-ins.
    if (interrupt.by !== undefined) return []
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readOutcomes(file: string): readonly Outcome[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => {
    const outcome: unknown = JSON.parse(line)
    if (conforms(Outcome, outcome)) return outcome
    throw new HarnessError('internal', `A trial told ${line}`, 'Report this defect')
  })
}
