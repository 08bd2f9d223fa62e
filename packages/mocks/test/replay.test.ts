// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
// The recording's judge is the harness. The stand-in is still reached over HTTP only.
// oxlint-disable-next-line eslint/no-restricted-imports
import { readExpectations, readRecording, replayRecording, type ReplayResult } from '@eucora/harness'
import { describe, expect, onTestFinished, test } from 'vitest'
import { servePlane } from '../src/plane/serve-plane.ts'
import { createS3 } from '../src/s3/s3.ts'
import type { Defect } from '../src/standin/defect.ts'
import { findDefects } from '../src/standin/defects/index.ts'
import { parseSeed } from '../src/standin/seed.ts'
import { createStandIn, type StandIn } from '../src/standin/server.ts'

const folder = fileURLToPath(new URL('../../../fixtures/recordings/', import.meta.url))
const start = `${folder}wire-start.json`
const recording = await readRecording(`${folder}wire-trace.json`, start)
const expectations = await readExpectations(`${folder}conforming.json`, recording.exchanges)
const observed = findDefects('observed')
const password = `Aa1-${crypto.randomUUID()}`

/** A stand-in in the recording's start state and environment: an object storage, and nothing else around it. */
async function standInWith(defects: readonly Defect[]): Promise<StandIn> {
  const keys = { accessKey: 'access', secretKey: crypto.randomUUID() }
  const bucket = 'eucora-artifacts'
  const storage = await servePlane(createS3({ ...keys, buckets: [bucket] }))
  onTestFinished(() => storage.close())
  const s3 = { ...keys, bucket, endpoint: storage.url }
  const seed = parseSeed(readFileSync(start, 'utf8'), password)
  const standIn = await createStandIn({ seed, defects, settings: { s3 } }).listen()
  onTestFinished(() => standIn.close())
  return standIn
}

function differing({ records, again }: ReplayResult) {
  return [...records, ...again]
    .filter(({ differences }) => differences.length > 0)
    .map(({ name, actor, defects, differences }) => ({ name, actor, defects, differences }))
}

describe('the recording of the real backend', () => {
  test('replays without a difference against a stand-in with all observed defects', async () => {
    const { url } = await standInWith(observed)
    const result = await replayRecording({ target: url, password, recording })
    expect(differing(result)).toEqual([])
    expect(result.counts).toMatchObject({ records: 168, equal: 168 })
  })

  test('replays as the rules say against a stand-in without defects', async () => {
    const { url } = await standInWith([])
    const result = await replayRecording({ target: url, password, recording, expectations })
    expect(differing(result)).toEqual([])
    expect(result.counts).toMatchObject({ records: 168, equal: 168, again: 7, againEqual: 7 })
  })

  test('is answered as recorded where a backend is free to differ', async () => {
    const { url } = await standInWith([])
    const { records } = await replayRecording({ target: url, password, recording, expectations })
    const named = records.flatMap(({ name, answeredAs }) =>
      answeredAs === null || answeredAs === 'recorded' ? [] : [[name, answeredAs]],
    )
    expect(named).toEqual([
      ['cab.pending', 'all requests'],
      ['event.post', 'appended'],
      ['conn.health', 'no plane'],
      ['ai.task.revision', 'pending'],
      ['health.comprehensive', 'no worker'],
      ['health.t.root', 'open'],
    ])
  })

  test('differs in a second run, and no more after a reset', async () => {
    const standIn = await standInWith(observed)
    const replayed = () => replayRecording({ target: standIn.url, password, recording })
    await replayed()
    const second = await replayed()
    expect(differing(second).map(({ name }) => name)).toEqual([
      'deploy.list',
      'deploy.applications',
      'cab.list',
      'cab.mine',
      'exc.mine',
      'legacy.approvals.anon',
      'evidence.list',
      'incident.list',
      'maturity.status',
      'maturity.evaluate',
      'maturity.evaluations',
      'event.list.anon',
      'ai.convs',
      'ai.task.list',
      'ai.task.revision',
      'core.dep.list',
      'health.t.metrics',
      'health.t.compliance',
    ])
    standIn.reset()
    expect(differing(await replayed())).toEqual([])
  })
})

describe('each defect that the recording shows', () => {
  const shown = [...new Set(recording.exchanges.flatMap(({ defects }) => defects))].toSorted()

  test.each(shown)('%s is missed where it alone is off', async (id) => {
    const { url } = await standInWith(observed.filter((defect) => defect.id !== id))
    const result = await replayRecording({ target: url, password, recording })
    const shows = recording.exchanges.filter(({ defects }) => defects.includes(id)).map(({ name }) => name)
    const follows = recording.exchanges
      .filter(({ consequence_of: causes }) => causes.some((name) => shows.includes(name)))
      .map(({ name }) => name)
    const concerned = new Set([...shows, ...follows])
    expect(differing(result).filter(({ name }) => concerned.has(name))).not.toEqual([])
  })
})
