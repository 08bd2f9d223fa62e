// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from '../contract/schema.ts'
import type { TestCase } from '@playwright/test/reporter'
import { closed } from '../contract/envelopes.ts'
import { factsFrom } from './about.ts'

/** Which part of all scenarios a run with `--shard=current/total` ran. */
export const Shard = closed({
  current: Type.Integer({ minimum: 1 }),
  total: Type.Integer({ minimum: 1 }),
  /** How many scenarios all shards have together. */
  ofScenarios: Type.Integer({ minimum: 0 }),
  /** A hash of their ids: shards of other sources or with another filter have another one. */
  ofDigest: Type.String({ minLength: 1 }),
})
export type Shard = Static<typeof Shard>

export type ShardPlace = Pick<Shard, 'current' | 'total'>

/** What `--shard=2/3` says; undefined without it, and for one that Playwright will refuse. */
export function shardIn(args: readonly string[]): ShardPlace | undefined {
  const place = args.findLastIndex((arg) => arg === '--shard' || arg.startsWith('--shard='))
  const told = args[place] === '--shard' ? args[place + 1] : args[place]?.slice('--shard='.length)
  const [, current, total] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(told ?? '') ?? []
  return current === undefined ? undefined : { current: Number(current), total: Number(total) }
}

/** Which scenarios there are before Playwright takes out those of one shard. */
export function allScenarios(tests: readonly TestCase[]): Pick<Shard, 'ofScenarios' | 'ofDigest'> {
  const ids = tests.flatMap(({ title, annotations }) => factsFrom(title, annotations)?.id ?? [])
  const ofDigest = createHash('sha256').update(ids.toSorted().join('\n')).digest('hex')
  return { ofScenarios: ids.length, ofDigest }
}

/** Where shards leave what is merged, below the scenarios' reports. */
export function shardsFolder(scenarioReports: string): string {
  return join(scenarioReports, 'shards')
}

/** A shard's results, `json`, or what Playwright merges, `zip`. */
export function shardFile(folder: string, { current, total }: ShardPlace, kind: 'json' | 'zip'): string {
  return join(folder, `${current}-of-${total}.${kind}`)
}

/** A shard that runs again, or another number of them, begins a new round: nothing older may be merged with it. */
export function beginShard(scenarioReports: string, place: ShardPlace): void {
  const folder = shardsFolder(scenarioReports)
  if (!existsSync(folder)) return
  const again = existsSync(shardFile(folder, place, 'json')) || existsSync(shardFile(folder, place, 'zip'))
  const otherwise = readdirSync(folder).some((name) => !name.includes(`-of-${place.total}.`))
  if (again || otherwise) rmSync(folder, { recursive: true })
}
