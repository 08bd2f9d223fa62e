// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Invariant } from '../../src/invariants/invariant.ts'
import { mergedResults, shardsIn } from '../../src/playwright/merge.ts'
import type { ScenarioResults } from '../../src/playwright/results.ts'
import { beginShard, shardIn, shardsFolder } from '../../src/playwright/shard.ts'
import { folderWith } from '../support/folder.ts'

const whole: ScenarioResults = {
  target: '',
  runId: '',
  startedAt: '2026-01-02',
  durationMs: 1,
  ended: 'passed',
  counts: { passed: 1, failed: 0, knownGap: 0, notSupported: 0, error: 0, notRun: 0 },
  scenarios: [
    {
      id: 'a/c/s',
      title: 's',
      suite: 'api',
      app: 'a',
      class: 'c',
      rule: 'r',
      status: 'passed',
      durationMs: 1,
      operations: [],
      messages: [],
    },
  ],
  coverage: { operationsByStatus: {}, operationsByRole: {} },
  roleMatrix: [],
  invariants: [],
  errors: [],
  exitCode: 0,
}

function shard(current: number, more: Partial<ScenarioResults> = {}, total = 2) {
  const place = { current, total, ofScenarios: 1, ofDigest: 'd' }
  return { ...whole, target: `http://t${current}`, runId: 'run', shard: place, ...more }
}

const invariant = (verdict: Invariant['verdict'], checked: number, violations: string[] = []) => {
  return { name: 'the audit trail is complete', verdict, checked, violations }
}

describe('merged results', () => {
  it('hold what is broken in one shard, and say in which', () => {
    const merged = mergedResults(whole, [
      shard(1, { invariants: [invariant('PASS', 3)] }),
      shard(2, { invariants: [invariant('FAIL', 2, ['an event is missing'])], exitCode: 1 }),
    ])
    expect(merged.invariants).toEqual([invariant('FAIL', 5, ['shard 2 of 2: an event is missing'])])
    expect(merged.exitCode).toBe(1)
  })

  it.each([
    [['UNEVALUATED', 'PASS'], 'PASS'],
    [['UNEVALUATED', 'UNEVALUATED'], 'UNEVALUATED'],
  ] as const)('where shards judge %j, judge %s', ([one, other], verdict) => {
    const shards = [
      shard(1, { invariants: [invariant(one, 0)] }),
      shard(2, { invariants: [invariant(other, 1)] }),
    ]
    expect(mergedResults(whole, shards).invariants[0]?.verdict).toBe(verdict)
  })

  it('exit 2 where a shard was interrupted, although another one failed', () => {
    const merged = mergedResults(whole, [
      shard(1, { ended: 'failed', exitCode: 1 }),
      shard(2, { ended: 'interrupted', exitCode: 2 }),
    ])
    expect([merged.ended, merged.exitCode]).toEqual(['interrupted', 2])
  })

  it('have the errors of each shard once', () => {
    const merged = mergedResults({ ...whole, errors: ['torn'] }, [shard(1, { errors: ['torn'] }), shard(2)])
    expect([merged.errors, merged.exitCode]).toEqual([['torn'], 2])
  })

  it('exit 2 where scenarios were lost', () => {
    const merged = mergedResults({ ...whole, scenarios: [] }, [shard(1), shard(2)])
    expect(merged.errors).toEqual([expect.stringContaining('0 scenarios together instead of 1')])
    expect(merged.exitCode).toBe(2)
  })

  it('come from the longest shard and the first that began', () => {
    const merged = mergedResults(whole, [
      shard(1, { startedAt: '2026-01-01T10', durationMs: 4 }),
      shard(2, { startedAt: '2026-01-01T09', durationMs: 7 }),
    ])
    const { startedAt, durationMs, target, runId, shards } = merged
    expect({ startedAt, durationMs, target, runId }).toEqual({
      startedAt: '2026-01-01T09',
      durationMs: 7,
      target: 'http://t1, http://t2',
      runId: 'run',
    })
    expect(shards?.map(({ current }) => current)).toEqual([1, 2])
  })
})

describe('the shards of a folder', () => {
  const files = (...shards: ScenarioResults[]) =>
    Object.fromEntries(
      shards.flatMap((each) => {
        const name = `${each.shard?.current}-of-${each.shard?.total}`
        return [
          [`${name}.json`, JSON.stringify(each)],
          [`${name}.zip`, ''],
        ]
      }),
    )

  it('are given in their order', async () => {
    const many = Array.from({ length: 10 }, (_, index) => shard(index + 1, {}, 10))
    const found = shardsIn(await folderWith(files(...many)))
    expect(found.map((each) => each.shard.current)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('are refused where there are none, or none at all there', async () => {
    const folder = await folderWith()
    expect(() => shardsIn(folder)).toThrow('There are no shards in')
    expect(() => shardsIn(join(folder, 'nowhere'))).toThrow('There are no shards in')
  })

  it('are refused where they are parts of different runs', async () => {
    const place = { current: 2, total: 2, ofScenarios: 1, ofDigest: 'other' }
    const otherFilter = await folderWith(files(shard(1), { ...shard(2), shard: place }))
    const otherTotal = await folderWith(files(shard(1), shard(2), shard(3, {}, 3)))
    expect(() => shardsIn(otherFilter)).toThrow('not parts of one run')
    expect(() => shardsIn(otherTotal)).toThrow('not parts of one run')
  })

  it('are refused where a result is no shard’s, or another one’s', async () => {
    const noShard = await folderWith({ ...files(shard(1)), 'results.json': JSON.stringify(whole) })
    const renamed = await folderWith({ ...files(shard(1)), '2-of-2.json': JSON.stringify(shard(1)) })
    expect(() => shardsIn(noShard)).toThrow("results.json is no shard's results")
    expect(() => shardsIn(renamed)).toThrow("2-of-2.json is no shard's results")
  })

  it('are incomplete without what Playwright merges', async () => {
    const { '2-of-2.zip': _, ...rest } = files(shard(1), shard(2))
    const folder = await folderWith(rest)
    expect(() => shardsIn(folder)).toThrow('missing or have not ended: 2.')
  })
})

it.each([
  [['--shard=2/3'], { current: 2, total: 3 }],
  [['--shard', '1/10', '--grep', 'x'], { current: 1, total: 10 }],
  [['--shard'], undefined],
  [['--shard=0/3'], undefined],
  [['--shard=x'], undefined],
  [['--grep', '1/2'], undefined],
])('%j says %j', (args, place) => {
  expect(shardIn(args)).toEqual(place)
})

describe('a shard that begins', () => {
  async function begun(names: readonly string[]): Promise<readonly string[]> {
    const reports = await folderWith()
    const folder = shardsFolder(reports)
    await mkdir(folder)
    for (const name of names) await writeFile(join(folder, name), '')
    beginShard(reports, { current: 2, total: 3 })
    return existsSync(folder) ? readdir(folder) : []
  }

  it('leaves the other shards of its round', async () => {
    expect(await begun(['1-of-3.json', '1-of-3.zip'])).toEqual(['1-of-3.json', '1-of-3.zip'])
  })

  it.each(['2-of-3.json', '2-of-3.zip', '1-of-2.json'])('begins a new round after %s', async (name) => {
    expect(await begun(['1-of-3.json', name])).toEqual([])
  })
})
