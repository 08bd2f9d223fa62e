// SPDX-License-Identifier: Apache-2.0
import { packageKinds, seededPackage } from '@eucora/harness'
import { expect, it } from 'vitest'
import { PackageShare } from '../src/package-share.ts'

const waits = () => Promise.resolve(true)

it('two workers never take the same package, whatever order they ask in', async () => {
  const workers = [new PackageShare({ index: 0, workers: 2 }), new PackageShare({ index: 1, workers: 2 })]
  const taken = await Promise.all(
    workers.flatMap((share) => [1, 2, 3].map(async () => (await share.take('medium')).id)),
  )
  expect(new Set(taken).size).toBe(6)
})

it('a package with a request of an earlier run is not taken again', async () => {
  const used = [seededPackage('high', 0).deploymentIntentId, seededPackage('high', 1).deploymentIntentId]
  const share = new PackageShare({ index: 0, workers: 1 }, { used, waits })
  expect((await share.take('high')).number).toBe(2)
})

it('a package whose deployment was decided without a request is not taken again', async () => {
  const { flowId } = seededPackage('low', 0)
  const share = new PackageShare(
    { index: 0, workers: 1 },
    { used: [], waits: (each) => Promise.resolve(each !== flowId) },
  )
  expect((await share.take('low')).number).toBe(1)
})

it('a package of no deployment is not asked whether it waits', async () => {
  const share = new PackageShare(
    { index: 0, workers: 1 },
    { used: [], waits: () => Promise.reject(new Error('asked')) },
  )
  expect((await share.take('orphan')).number).toBe(0)
})

it('a package of a CAB member is found by the username', async () => {
  const share = new PackageShare({ index: 0, workers: 1 })
  const taken = [await share.takeOf('cab-member-03'), await share.takeOf('cab-member-03')]
  expect(taken.map(({ number }) => number)).toEqual([2, 22])
})

it('a share that is used up says what to do', async () => {
  const share = new PackageShare({ index: 1, workers: 2 })
  const takeAll = async () => {
    for (let count = 0; count <= packageKinds.orphan.seeded; count += 1) await share.take('orphan')
  }
  await expect(takeAll()).rejects.toThrow(
    'No seeded evidence package for kind orphan is left in part 2 of 2. Load fixtures/seed.json into a fresh database',
  )
})
