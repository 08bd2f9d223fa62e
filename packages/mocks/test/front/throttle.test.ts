// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { findDefects } from '../../src/standin/defects/index.ts'
import { Throttle, throttledMessage } from '../../src/standin/front/throttle.ts'
import { everyScope } from '../../src/standin/settings.ts'
import { get, served, signIn } from './served.ts'

const hourMs = 3_600_000
const probe = '/api/v1/health/live'

describe('the sliding hour', () => {
  test('a rate is used up and comes back as its requests grow old', () => {
    const throttle = new Throttle()
    const takes = [0, 1000, 2000, 3000].map((atMs) => throttle.take('a', 3, atMs))
    expect(takes).toEqual([undefined, undefined, undefined, 3597])
    expect(throttle.take('a', 3, hourMs)).toBeUndefined()
    expect(throttle.take('a', 3, hourMs + 500)).toBe(1)
  })

  test('requests of one second leave together', () => {
    const throttle = new Throttle()
    for (const atMs of [0, 400, 800]) throttle.take('a', 3, atMs)
    expect(throttle.take('a', 3, hourMs + 100)).toBe(1)
    expect(throttle.take('a', 3, hourMs + 800)).toBeUndefined()
  })

  test('keys count apart, and the oldest of ten thousand is forgotten first', () => {
    const throttle = new Throttle()
    for (let key = 0; key <= 10_000; key += 1) throttle.take(String(key), 1, 0)
    expect(throttle.take('10000', 1, 0)).toBe(3600)
    expect(throttle.take('0', 1, 0)).toBeUndefined()
  })

  test('one second is told in the singular', () => {
    expect(throttledMessage(1)).toBe('Request was throttled. Expected available in 1 second.')
  })
})

describe('over HTTP', () => {
  test('the request after the last of the rate is 429 until the hour is over', async () => {
    const standIn = await served({ settings: { throttlePerHour: everyScope(2) } })
    const statuses = [await get(standIn, probe), await get(standIn, probe)].map(({ status }) => status)
    expect(statuses).toEqual([200, 200])
    const refused = await get(standIn, probe, { 'X-Correlation-ID': 'c-1' })
    const wait = Number(refused.headers.get('retry-after'))
    expect([refused.status, await refused.json()]).toEqual([
      429,
      { error: `Request was throttled. Expected available in ${wait} seconds.`, correlation_id: 'c-1' },
    ])
    standIn.state.clock.advance(hourMs)
    expect((await get(standIn, probe)).status).toBe(200)
  })

  test('users and addresses count apart; plain views and refused callers do not count', async () => {
    const standIn = await served({ settings: { throttlePerHour: everyScope(1) } })
    const { cookie } = await signIn(standIn)
    expect((await get(standIn, probe)).status).toBe(429)
    expect((await get(standIn, '/api/v1/auth/me')).status).toBe(403)
    expect((await get(standIn, '/health/live')).status).toBe(200)
    expect((await get(standIn, '/api/v1/auth/me', { Cookie: cookie })).status).toBe(200)
    expect((await get(standIn, '/api/v1/auth/me', { Cookie: cookie })).status).toBe(429)
  })

  test('no name and no X-Forwarded-For evades them', async () => {
    const standIn = await served({ settings: { throttlePerHour: everyScope(1) } })
    const { cookie } = await signIn(standIn, 'loadtest_user')
    expect((await get(standIn, probe, { 'X-Forwarded-For': '10.0.0.9' })).status).toBe(429)
    expect((await get(standIn, '/api/v1/auth/me', { Cookie: cookie })).status).toBe(200)
    expect((await get(standIn, '/api/v1/auth/me', { Cookie: cookie })).status).toBe(429)
  })

  test('with D-22 both do', async () => {
    const standIn = await served({
      defects: findDefects('D-22'),
      settings: { throttlePerHour: everyScope(1) },
    })
    const { cookie } = await signIn(standIn, 'loadtest_user')
    expect((await get(standIn, probe, { 'X-Forwarded-For': '10.0.0.9' })).status).toBe(200)
    expect((await get(standIn, '/api/v1/auth/me', { Cookie: cookie })).status).toBe(200)
    expect((await get(standIn, '/api/v1/auth/me', { Cookie: cookie })).status).toBe(200)
    expect((await get(standIn, probe)).status).toBe(429)
  })

  test('off, they count nothing', async () => {
    const standIn = await served({ settings: { throttlePerHour: everyScope(Infinity) } })
    expect((await get(standIn, probe)).status).toBe(200)
  })
})
