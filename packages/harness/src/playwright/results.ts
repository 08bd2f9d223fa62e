// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { Type, type Static } from '../contract/schema.ts'
import { closed } from '../contract/envelopes.ts'
import { Invariants } from '../invariants/invariant.ts'
import { exitCodes, worstExitCode, type ExitCode } from '../exit-codes.ts'
import { suites } from './about.ts'
import { RoleRow } from './role-row.ts'
import { Shard } from './shard.ts'

/**
 * What came of a scenario. `failed`: its own assertion, so the backend is wrong. `error`: the harness, a time-out or a
 * broken set-up. `notSupported`: the target lacks what EUCORA's documents name. `notRun`: the run ended before it.
 */
export const scenarioStatuses = ['passed', 'failed', 'knownGap', 'notSupported', 'error', 'notRun'] as const
export type ScenarioStatus = (typeof scenarioStatuses)[number]

const Count = Type.Integer({ minimum: 0 })
const Counts = closed({
  passed: Count,
  failed: Count,
  knownGap: Count,
  notSupported: Count,
  error: Count,
  notRun: Count,
})

const ScenarioResult = closed({
  id: Type.String({ minLength: 1 }),
  title: Type.String({ minLength: 1 }),
  suite: Type.Enum(suites),
  app: Type.String({ minLength: 1 }),
  class: Type.String({ minLength: 1 }),
  rule: Type.String({ minLength: 1 }),
  status: Type.Enum(scenarioStatuses),
  durationMs: Type.Number({ minimum: 0 }),
  /** The one operation it is about, where it is about one. */
  operation: Type.Optional(Type.String()),
  /** The operations it called. */
  operations: Type.Array(Type.String()),
  /** Why it did not pass; empty where it did. */
  messages: Type.Array(Type.String()),
})
export type ScenarioResult = Static<typeof ScenarioResult>

/** Operation, then status or role, then how often. An operation never called stands there with nothing. */
const Coverage = Type.Record(Type.String(), Type.Record(Type.String(), Count))

const ExitCodes = Type.Enum([0, 1, 2, 3, 4, 5])

/** The schema of `reports/scenarios/results.json`. */
export const ScenarioResults = closed({
  target: Type.String(),
  runId: Type.String(),
  startedAt: Type.String(),
  durationMs: Type.Number({ minimum: 0 }),
  /** How Playwright ended: `interrupted` and `timedout` leave scenarios out. */
  ended: Type.Enum(['passed', 'failed', 'timedout', 'interrupted']),
  counts: Counts,
  scenarios: Type.Array(ScenarioResult),
  coverage: closed({ operationsByStatus: Coverage, operationsByRole: Coverage }),
  /** What each operation answered to each role, where the role matrix was run. */
  roleMatrix: Type.Array(RoleRow),
  /** What must hold after any run, judged from its journals and the target's state; empty where nobody could judge. */
  invariants: Invariants,
  /** What went wrong outside any scenario. */
  errors: Type.Array(Type.String()),
  exitCode: ExitCodes,
  /** Of a run with `--shard`: which part it is, so that it is never taken for the whole. */
  shard: Type.Optional(Shard),
  /** Of merged shards: whence each came. Its exit code is also that of the whole, unless that is worse. */
  shards: Type.Optional(
    Type.Array(
      closed({
        current: Type.Integer({ minimum: 1 }),
        target: Type.String(),
        runId: Type.String(),
        startedAt: Type.String(),
        exitCode: ExitCodes,
      }),
    ),
  ),
})
export type ScenarioResults = Static<typeof ScenarioResults>

/** Where the judged invariants of a run stand until the reporter adds them to its results. */
export function invariantsFile(reports: string): string {
  return join(reports, 'scenarios', 'invariants.json')
}

export function countsOf(scenarios: readonly ScenarioResult[]): ScenarioResults['counts'] {
  const counts = { passed: 0, failed: 0, knownGap: 0, notSupported: 0, error: 0, notRun: 0 }
  for (const { status } of scenarios) counts[status] += 1
  return counts
}

/** What the suites exit with; no scenario at all is bad usage, unless the other shards have them. */
export function exitCodeOf({
  scenarios,
  errors,
  ended,
  invariants,
  shard,
}: Omit<ScenarioResults, 'exitCode'>): ExitCode {
  const isLeftOver = shard !== undefined && shard.ofScenarios > 0
  if (scenarios.length === 0 && !isLeftOver)
    return errors.every(isAboutNoTests) ? exitCodes.usage : exitCodes.harnessFailed
  const { failed, error } = countsOf(scenarios)
  const incomplete = errors.length > 0 || error > 0 || ended === 'interrupted' || ended === 'timedout'
  return worstExitCode([
    incomplete ? exitCodes.harnessFailed : exitCodes.conformant,
    failed > 0 || invariants.some(({ verdict }) => verdict === 'FAIL')
      ? exitCodes.backendWrong
      : exitCodes.conformant,
  ])
}

function isAboutNoTests(message: string): boolean {
  return message.includes('No tests found')
}
