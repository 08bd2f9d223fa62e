// SPDX-License-Identifier: Apache-2.0
import { getResponse } from 'msw'
import { describe, expect, onTestFinished, test } from 'vitest'
import { mswHandlers } from '../../src/plane/msw.ts'
import { definePlane } from '../../src/plane/plane.ts'
import { servePlane } from '../../src/plane/serve-plane.ts'

/** Counts what it is sent. */
function counter() {
  return definePlane({
    name: 'counter',
    createState: () => ({ count: 0 }),
    loggedCalls: 2,
    routes: [
      { method: 'GET', path: '/count', answer: ({ state }) => Response.json({ count: state.count }) },
      {
        method: 'POST',
        path: '/add/{name}',
        answer: ({ state, params, bytes }) => {
          state.count += bytes.length
          return Response.json({ name: params['name'] }, { status: 201 })
        },
      },
      { method: 'GET', path: '/files/{path*}', answer: ({ params }) => Response.json(params) },
      {
        method: 'DELETE',
        path: '/count',
        answer: () => {
          throw new Error('on purpose')
        },
      },
    ],
  })
}

async function served(plane = counter()) {
  const { url, close } = await servePlane(plane, { maxBodyBytes: 1000 })
  onTestFinished(close)
  return { plane, url }
}

describe('over HTTP', () => {
  test('routes see parameters, bodies and the state', async () => {
    const { url } = await served()
    const added = await fetch(`${url}/add/a%20b`, { method: 'POST', body: 'four' })
    expect([added.status, await added.json()]).toEqual([201, { name: 'a b' }])
    expect(await (await fetch(`${url}/count`)).json()).toEqual({ count: 4 })
    expect(await (await fetch(`${url}/files/a/b.txt`)).json()).toEqual({ path: 'a/b.txt' })
    expect(await (await fetch(`${url}/files/100%`)).json()).toEqual({ path: '100%' })
  })

  test('what no route takes is 501 with plane, method and path', async () => {
    const { url } = await served()
    const answer = await fetch(`${url}/nothing?x=1`, { method: 'PATCH' })
    expect([answer.status, await answer.json()]).toEqual([
      501,
      {
        error: 'The mock counter has no PATCH /nothing.',
        plane: 'counter',
        method: 'PATCH',
        path: '/nothing',
      },
    ])
  })

  test('a fault answers first until it is taken away', async () => {
    const { plane, url } = await served()
    const remove = plane.use(() => new Response('busy', { status: 503 }))
    const pass = plane.use(() => undefined)
    expect((await fetch(`${url}/count`)).status).toBe(503)
    remove()
    pass()
    expect((await fetch(`${url}/count`)).status).toBe(200)
  })

  test('a network error cuts the connection', async () => {
    const { plane, url } = await served()
    plane.use(() => Response.error())
    await expect(fetch(`${url}/count`)).rejects.toThrow('fetch failed')
  })

  test('a route that fails is 500 and names the plane; a body over the limit is 413', async () => {
    const { url } = await served()
    const failed = await fetch(`${url}/count`, { method: 'DELETE' })
    expect([failed.status, await failed.json()]).toEqual([
      500,
      { error: 'The mock counter failed: on purpose' },
    ])
    const large = await fetch(`${url}/add/a`, { method: 'POST', body: 'x'.repeat(2000) })
    expect(large.status).toBe(413)
  })

  test('a port in use is an error', async () => {
    const { url } = await served()
    await expect(servePlane(counter(), { port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  test('reset gives back state, clock, log and routes', async () => {
    const { plane, url } = await served()
    await fetch(`${url}/add/a`, { method: 'POST', body: 'four' })
    plane.clock.advance(hourMs)
    plane.use(() => new Response(null, { status: 503 }))
    plane.reset()
    expect([plane.state.count, plane.calls.count]).toEqual([0, 0])
    expect(plane.clock.nowMs()).toBeLessThan(Date.now() + hourMs)
    expect((await fetch(`${url}/count`)).status).toBe(200)
  })
})

const hourMs = 3_600_000

describe('the call log', () => {
  test('keeps the latest calls and counts all', async () => {
    const { plane, url } = await served()
    for (const name of ['a', 'b', 'c', 'd', 'e']) await fetch(`${url}/add/${name}`, { method: 'POST' })
    expect(plane.calls.all().map(({ target }) => target)).toEqual(['/add/d', '/add/e'])
    expect(plane.calls.count).toBe(5)
  })

  test('has no secrets of headers, queries and bodies', async () => {
    const { plane, url } = await served()
    await fetch(`${url}/add/a?api_key=hidden&page=1`, {
      method: 'POST',
      headers: {
        Authorization: 'Bearer hidden',
        'X-Api-Key': 'hidden',
        Cookie: 'hidden',
        'X-Correlation-ID': 'c-1',
      },
      body: new URLSearchParams({ client_id: 'id', client_secret: 'hidden' }),
    })
    const [form] = plane.calls.all()
    expect(form).toMatchObject({
      method: 'POST',
      target: '/add/a?api_key=%5Bremoved%5D&page=1',
      body: 'client_id=id&client_secret=%5Bremoved%5D',
      status: 201,
    })
    expect(form?.headers).toMatchObject({ 'x-correlation-id': 'c-1', authorization: '[removed]' })
    await fetch(`${url}/add/a`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: 'u', nested: { password: 'hidden' } }),
    })
    expect(plane.calls.all()[1]?.body).toBe('{"user":"u","nested":{"password":"[removed]"}}')
    expect(JSON.stringify(plane.calls.all())).not.toContain('hidden')
  })

  test('has keys of records and repeats, and none that opens or decrypts anything', async () => {
    const { plane, url } = await served()
    const body = {
      key: 'CHG-1',
      idempotency_key: 'r-1',
      api_key: 'hidden',
      fileEncryptionInfo: { encryptionKey: 'hidden', macKey: 'hidden', profileIdentifier: 'P1' },
    }
    await fetch(`${url}/add/a?key=hidden&issueKey=CHG-1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const [call] = plane.calls.all()
    expect(call?.target).toBe('/add/a?key=%5Bremoved%5D&issueKey=CHG-1')
    expect(JSON.parse(call?.body ?? '')).toEqual({
      key: 'CHG-1',
      idempotency_key: 'r-1',
      api_key: '[removed]',
      fileEncryptionInfo: { encryptionKey: '[removed]', macKey: '[removed]', profileIdentifier: 'P1' },
    })
  })

  test('has counts of tokens, and no tokens', async () => {
    const { plane, url } = await served()
    await fetch(`${url}/add/a?max_tokens=5&tokens=hidden`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ max_tokens: 256, tokens: 'hidden', access_token: 7 }),
    })
    expect(plane.calls.all()[0]).toMatchObject({
      target: '/add/a?max_tokens=5&tokens=%5Bremoved%5D',
      body: '{"max_tokens":256,"tokens":"[removed]","access_token":"[removed]"}',
    })
  })

  test('has the size only of a body that is neither JSON nor a form', async () => {
    const { plane, url } = await served()
    await fetch(`${url}/add/a`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{x',
    })
    await fetch(`${url}/add/a`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'abc' })
    expect(plane.calls.all().map(({ body }) => body)).toEqual(['2 bytes', '3 bytes'])
  })
})

describe('as MSW handlers', () => {
  test('the same definition answers under the origin of the real system', async () => {
    const plane = counter()
    const handlers = mswHandlers(plane, 'https://counter.example')
    const send = (path: string, init?: RequestInit) =>
      getResponse([...handlers], new Request(`https://counter.example${path}`, init))
    expect((await send('/add/x', { method: 'POST', body: 'four' }))?.status).toBe(201)
    expect(await (await send('/count?x=1'))?.json()).toEqual({ count: 4 })
    expect((await send('/nothing'))?.status).toBe(501)
    expect(plane.calls.all().map(({ status }) => status)).toEqual([200, 501])
  })
})
