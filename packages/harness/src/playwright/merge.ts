// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { HarnessError } from '../errors.ts'
import { worstExitCode } from '../exit-codes.ts'
import type { Invariants } from '../invariants/invariant.ts'
import { readJsonFile } from '../json-file.ts'
import { exitCodeOf, ScenarioResults } from './results.ts'
import { shardFile, type Shard } from './shard.ts'

type ShardResults = ScenarioResults & { readonly shard: Shard }

/** Names the folder of the shards to the reporter, while Playwright merges them. */
export const mergedVariable = 'EUCORA_MERGED_SHARDS'

/**
 * The results of all shards in a folder, in their order. Throws a HarnessError: 5 where one is missing, since a smaller
 * run must not pass for the whole one, and 4 where they are not parts of one run.
 */
export function shardsIn(folder: string): readonly ShardResults[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  const shards = names.map((name) => shardResults(join(folder, name)))
  const [first] = shards
  if (first === undefined) {
    throw new HarnessError(
      'usage',
      `There are no shards in ${folder}`,
      'Run npm run scenarios -- --shard=1/2',
    )
  }
  const { total, ofDigest } = first.shard
  const other = shards.find(({ shard }) => shard.total !== total || shard.ofDigest !== ofDigest)
  if (other !== undefined) {
    throw new HarnessError(
      'usage',
      `${nameOf(first)} and ${nameOf(other)} in ${folder} are not parts of one run: their scenarios differ`,
      'Run all shards again, with the same sources and the same filters',
    )
  }
  const places = Array.from({ length: total }, (_, index) => ({ current: index + 1, total }))
  const missing = places.filter(
    ({ current }) =>
      !shards.some(({ shard }) => shard.current === current) ||
      !existsSync(shardFile(folder, { current, total }, 'zip')),
  )
  if (missing.length > 0) {
    throw new HarnessError(
      'preconditions',
      `Of ${total} shards in ${folder} these are missing or have not ended: ${missing.map(({ current }) => current).join(', ')}`,
      'Run them with --shard, and merge again',
    )
  }
  return shards.toSorted((one, another) => one.shard.current - another.shard.current)
}

function shardResults(file: string): ShardResults {
  const { shard, ...results } = readJsonFile(file, ScenarioResults)
  if (shard !== undefined && basename(file) === basename(shardFile('', shard, 'json')))
    return { ...results, shard }
  throw new HarnessError('usage', `${file} is no shard's results`, 'Merge a folder that holds shards only')
}

function nameOf({ shard: { current, total } }: ShardResults): string {
  return `shard ${current} of ${total}`
}

/** Copies what Playwright merges to a fresh folder, beside which it unpacks the attachments that its reports name. */
export function gatherBlobs(folder: string, shards: readonly ShardResults[], blobs: string): void {
  rmSync(blobs, { recursive: true, force: true })
  mkdirSync(blobs, { recursive: true })
  for (const { shard } of shards) {
    const blob = shardFile(folder, shard, 'zip')
    copyFileSync(blob, join(blobs, basename(blob)))
  }
}

/** Adds to what Playwright merged what only the shards know, so that the verdict of each stands in that of the whole. */
export function mergedResults(whole: ScenarioResults, shards: readonly ShardResults[]): ScenarioResults {
  const due = shards[0]?.shard.ofScenarios ?? 0
  const got = whole.scenarios.length
  const incomplete =
    got === due ? [] : [`The shards have ${got} scenarios together instead of ${due}. Run all of them again.`]
  const results = {
    ...whole,
    target: distinct(shards.map(({ target }) => target)).join(', '),
    runId: distinct(shards.map(({ runId }) => runId)).join(', '),
    startedAt: shards.map(({ startedAt }) => startedAt).toSorted()[0] ?? whole.startedAt,
    durationMs: Math.max(...shards.map(({ durationMs }) => durationMs)),
    ended: endOf(shards),
    invariants: mergedInvariants(shards),
    errors: distinct([...shards.flatMap(({ errors }) => errors), ...whole.errors, ...incomplete]),
    shards: shards.map(({ shard, target, runId, startedAt, exitCode }) => {
      return { current: shard.current, target, runId, startedAt, exitCode }
    }),
  }
  const codes = shards.map(({ exitCode }) => exitCode)
  return { ...results, exitCode: worstExitCode([exitCodeOf(results), ...codes]) }
}

/** One that was cut short leaves the whole incomplete, whatever else failed. */
function endOf(shards: readonly ShardResults[]): ScenarioResults['ended'] {
  const worstFirst = ['interrupted', 'timedout', 'failed'] as const
  return worstFirst.find((end) => shards.some(({ ended }) => ended === end)) ?? 'passed'
}

/** Each was judged on the state of its own shard's target: broken in one, it is broken in the whole. */
function mergedInvariants(shards: readonly ShardResults[]): Invariants {
  const names = distinct(shards.flatMap(({ invariants }) => invariants.map(({ name }) => name)))
  return names.map((name) => {
    const own = shards.flatMap((shard) =>
      shard.invariants.filter((each) => each.name === name).map((each) => ({ ...each, of: nameOf(shard) })),
    )
    const worstFirst = ['FAIL', 'PASS', 'UNEVALUATED'] as const
    return {
      name,
      verdict: worstFirst.find((verdict) => own.some((each) => each.verdict === verdict)) ?? 'UNEVALUATED',
      checked: own.reduce((sum, { checked }) => sum + checked, 0),
      violations: own.flatMap(({ of, violations }) => violations.map((violation) => `${of}: ${violation}`)),
    }
  })
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
