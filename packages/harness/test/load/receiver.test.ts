// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { compress } from 'snappyjs'
import { describe, expect, it } from 'vitest'
import { countOf, histogramOf, merge, toRows } from '../../src/load/native-histogram.ts'
import { startReceiver, type Receiver } from '../../src/load/receiver.ts'
import { decodePush, MalformedPush } from '../../src/load/remote-write.ts'
import { encodePush, type TestSeries } from './push.ts'

const metric = 'k6_http_req_duration_seconds'
const labels = (more: Record<string, string> = {}) => ({
  __name__: metric,
  testid: 'run-1',
  instance: '1',
  ...more,
})
const series = (values: readonly number[], timestampMs: number, more = {}): TestSeries => ({
  labels: labels(more),
  histograms: [{ value: histogramOf(values), timestampMs }],
})
const send = async (receiver: Receiver, body: Uint8Array, method = 'POST') => {
  const answer = await fetch(receiver.url, {
    method,
    ...(method === 'POST' ? { body: Uint8Array.from(body) } : {}),
  })
  return { status: answer.status, text: await answer.text() }
}

describe('a push', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true })), (values) => {
        const [read] = decodePush(encodePush([series(values, 1700)]))
        const [histogram] = read?.histograms ?? []
        expect(read?.labels).toEqual(labels())
        expect(histogram?.timestampMs).toBe(1700)
        expect(histogram && toRows(histogram.value)).toEqual(toRows(histogramOf(values)))
      }),
    )
  })

  it('is refused, and nothing worse, whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, packed) => {
        let outcome: unknown = 'read'
        try {
          decodePush(packed ? compress(bytes) : bytes)
        } catch (error) {
          outcome = error
        }
        expect(outcome === 'read' || outcome instanceof MalformedPush).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['2 GiB and more, which read as a signed number go back', [5, 0xfc, 0xfa, 0xff, 0xff, 0xff, 0, 0]],
    ['more than there is', [5, 0xf0, 200, 0, 0, 0]],
    ['a length that is cut off', [5, 0xfc, 1]],
  ])('is refused where a packed part claims %s', (_, bytes) => {
    expect(() => decodePush(Uint8Array.from(bytes))).toThrow(MalformedPush)
  })

  it('is refused, and nothing worse, wherever it is cut or changed', () => {
    const whole = encodePush([series([0.1, 0.2, 3], 1700, { name: 'deployments.create' })])
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (place, byte, cut) => {
        const broken = cut ? whole.slice(0, place) : whole.with(place, byte)
        let outcome: unknown = 'read'
        try {
          decodePush(broken)
        } catch (error) {
          outcome = error
        }
        expect(outcome === 'read' || outcome instanceof MalformedPush).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    [
      'another schema',
      [{ labels: labels(), histograms: [{ value: histogramOf([1]), timestampMs: 1, schema: 5 }] }],
      'schema 5',
    ],
    [
      'a count that its buckets deny',
      [{ labels: labels(), histograms: [{ value: histogramOf([1]), timestampMs: 1, count: 2 }] }],
      '2 values',
    ],
    ['no name', [{ labels: { testid: 'run-1' }, samples: [] }], 'no name'],
  ])('with %s is refused', (_, push, words) => {
    expect(() => decodePush(encodePush(push))).toThrow(words)
  })
})

describe('the receiver', () => {
  it('adds up what several generators pushed', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    await send(receiver, encodePush([series([0.1], 1000)]))
    await send(receiver, encodePush([series([0.1, 0.2], 2000)]))
    await send(receiver, encodePush([series([0.4], 2000, { instance: '2' })]))
    expect(toRows(receiver.store.total(metric))).toEqual(toRows(histogramOf([0.1, 0.2, 0.4])))
    expect(receiver.store.instances).toEqual(['1', '2'])
    expect(receiver.pushes).toEqual({ taken: 3, malformed: 0, refusedCount: 0, refused: [] })
  })

  it('goes on counting over a reset of the generator’s counter', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    await send(receiver, encodePush([series([0.1, 0.1, 0.1], 1000)]))
    await send(receiver, encodePush([series([0.2], 2000)]))
    await send(receiver, encodePush([series([0.2, 0.2], 3000)]))
    const all = merge(histogramOf([0.1, 0.1, 0.1]), histogramOf([0.2, 0.2]))
    expect(toRows(receiver.store.total(metric))).toEqual(toRows(all))
    expect(receiver.store.resets).toBe(1)
  })

  it('tells what each push added', async () => {
    const grown: number[] = []
    await using receiver = await startReceiver({
      runId: 'run-1',
      onPush: (growth) => grown.push(...growth.map((one) => countOf(one.grown))),
    })
    await send(receiver, encodePush([series([0.1, 0.2], 1000)]))
    await send(receiver, encodePush([series([0.1, 0.2, 0.3], 2000)]))
    expect(grown).toEqual([2, 1])
  })

  it('keeps the last value of a gauge and takes the stale marker of the end for none', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    const users = (value: number, timestampMs: number) =>
      encodePush([{ labels: labels({ __name__: 'k6_vus' }), samples: [{ value, timestampMs }] }])
    await send(receiver, users(40, 1000))
    await send(receiver, users(Number.NaN, 2000))
    expect(receiver.store.gauge('k6_vus')).toBe(40)
  })

  it('takes the farewell push, which repeats the last moment with a stale marker', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    await send(receiver, encodePush([series([0.1], 1000)]))
    const farewell = { ...series([0.1, 0.2], 1000), samples: [{ value: Number.NaN, timestampMs: 1500 }] }
    expect(await send(receiver, encodePush([farewell]))).toMatchObject({ status: 204 })
    expect(countOf(receiver.store.total(metric))).toBe(2)
  })

  it('refuses and reports a push of another run, and keeps nothing of it', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    const answer = await send(
      receiver,
      encodePush([series([0.1], 1000), series([0.1], 1000, { testid: 'run-2' })]),
    )
    expect(answer).toEqual({
      status: 409,
      text: 'Push refused: it is of run "run-2", and this is the receiver of "run-1".\n',
    })
    expect(countOf(receiver.store.total(metric))).toBe(0)
    expect(receiver.pushes).toMatchObject({ taken: 0, refusedCount: 1 })
  })

  it('refuses and reports a push that came before', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    const push = encodePush([series([0.1], 1000)])
    await send(receiver, push)
    expect(await send(receiver, push)).toMatchObject({ status: 409 })
    expect(countOf(receiver.store.total(metric))).toBe(1)
    expect(receiver.pushes.refused[0]).toContain('generator "1" pushed')
  })

  it('refuses and reports a push that tells of one histogram twice, and keeps nothing of it', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    const twice = [series([0.1, 0.2], 1000), series([0.1], 1001)]
    expect(await send(receiver, encodePush(twice))).toEqual({
      status: 409,
      text: `Push refused: generator "1" told of ${metric} twice in it.\n`,
    })
    const inOne = { labels: labels(), histograms: twice.flatMap(({ histograms = [] }) => histograms) }
    expect(await send(receiver, encodePush([inOne]))).toMatchObject({ status: 409 })
    expect(countOf(receiver.store.total(metric))).toBe(0)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'keeps the last value of a gauge where %s is pushed',
    async (value) => {
      await using receiver = await startReceiver({ runId: 'run-1' })
      const gauge = (of: number, timestampMs: number) =>
        encodePush([{ labels: labels({ __name__: 'k6_vus' }), samples: [{ value: of, timestampMs }] }])
      await send(receiver, gauge(7, 1000))
      await send(receiver, gauge(value, 2000))
      expect(receiver.store.gauge('k6_vus')).toBe(7)
    },
  )

  it('refuses a push that does not say who sent it', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    const anonymous = { ...series([0.1], 1000), labels: { __name__: metric, testid: 'run-1' } }
    expect(await send(receiver, encodePush([anonymous]))).toMatchObject({ status: 409 })
  })

  it('answers a malformed body with 400 and goes on', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    expect(await send(receiver, Buffer.from('no snappy'))).toMatchObject({ status: 400 })
    expect(await send(receiver, encodePush([series([0.1], 1000)]))).toMatchObject({ status: 204 })
    expect(receiver.pushes).toMatchObject({ taken: 1, malformed: 1 })
  })

  it('answers anything but POST with 405', async () => {
    await using receiver = await startReceiver({ runId: 'run-1' })
    expect(await send(receiver, new Uint8Array(), 'GET')).toMatchObject({ status: 405 })
  })
})
