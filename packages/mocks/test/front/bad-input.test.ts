// SPDX-License-Identifier: Apache-2.0
import { connect } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import type { Defect } from '../../src/standin/defect.ts'
import { get, post, raw, served } from './served.ts'

const login = '/api/v1/auth/login'
const head = (path: string, ...headers: readonly string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: x', 'X-Correlation-ID: c-1', ...headers, '', ''].join('\r\n')

describe('bodies', () => {
  test.each([
    [
      'malformed JSON',
      '{bad',
      'JSON parse error - Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',
    ],
    ['NaN', '{"a": NaN}', "JSON parse error - Out of range float values are not JSON compliant: 'NaN'"],
    [
      'nesting',
      `{"a": ${'['.repeat(5000)}${']'.repeat(5000)}}`,
      'JSON parse error - maximum recursion depth exceeded',
    ],
  ])('%s is 400 in shape D', async (_, body, detail) => {
    const standIn = await served()
    const answer = await post(standIn, login, body, { 'X-Correlation-ID': 'c-1' })
    expect([answer.status, await answer.json()]).toEqual([400, { detail, correlation_id: 'c-1' }])
  })

  test.each([
    ['a stray byte', [0x22, 0xff, 0x22], "can't decode byte 0xff in position 1: invalid start byte"],
    [
      'a cut character',
      [0x22, 0xc3, 0x22],
      "can't decode byte 0xc3 in position 1: invalid continuation byte",
    ],
  ])('%s that is no UTF-8 is 400', async (_, bytes, text) => {
    const standIn = await served()
    const answer = await post(standIn, login, new Uint8Array(bytes), { 'X-Correlation-ID': 'c-1' })
    const detail = `JSON parse error - 'utf-8' codec ${text}`
    expect([answer.status, await answer.json()]).toEqual([400, { detail, correlation_id: 'c-1' }])
  })

  test('another type is 415, an absent one too', async () => {
    const standIn = await served()
    const answer = await post(standIn, login, '<a/>', { 'Content-Type': 'application/xml' })
    expect([answer.status, await answer.text()]).toEqual([
      415,
      expect.stringContaining(String.raw`Unsupported media type \"application/xml\" in request.`),
    ])
    const text = await raw(standIn, head(login, 'Content-Length: 2', 'Connection: close'), '{}')
    expect(text).toContain(String.raw`Unsupported media type \"\" in request.`)
  })

  test.each([
    ['no boundary', 'multipart/form-data'],
    ['an unfinished part', 'multipart/form-data; boundary=b'],
  ])('multipart with %s is 400', async (_, type) => {
    const standIn = await served()
    const body = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx'
    const answer = await post(standIn, login, body, { 'Content-Type': type })
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('{"detail":"Multipart form parse error - '),
    ])
  })

  test('too many multipart fields are 400', async () => {
    const standIn = await served()
    const form = new FormData()
    for (let index = 0; index < 1001; index += 1) form.set(`f${index}`, 'x')
    const answer = await post(standIn, login, form)
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Too many fields.')])
  })

  test('a body over the limit is 413 after the permission', async () => {
    const standIn = await served({ settings: { maxBodyBytes: 1000 } })
    const body = JSON.stringify({ username: 'x'.repeat(2000) })
    const answer = await post(standIn, login, body, { 'X-Correlation-ID': 'c-1' })
    expect([answer.status, await answer.json()]).toEqual([
      413,
      { error: 'Request body is too large.', correlation_id: 'c-1' },
    ])
    expect((await post(standIn, '/api/v1/deployments/', body)).status).toBe(403)
  })

  test('a client that never stops sending is cut off', async () => {
    const standIn = await served({ settings: { maxBodyBytes: 1000 } })
    const text = await raw(standIn, head(login, 'Content-Length: 99999999'), 'x'.repeat(100_000))
    expect(text).toBe('')
  })

  test('a chunked body is read', async () => {
    const standIn = await served()
    const chunked = head(
      login,
      'Transfer-Encoding: chunked',
      'Content-Type: application/json',
      'Connection: close',
    )
    expect(await raw(standIn, chunked, '2\r\n{}\r\n0\r\n\r\n')).toContain('Email and password required')
  })
})

describe('connections', () => {
  test('what is no HTTP is 400 and the end', async () => {
    const standIn = await served()
    expect(await raw(standIn, 'HELLO\r\n\r\n')).toBe(
      'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    )
  })

  test('too much header is 431 and the end', async () => {
    const standIn = await served()
    const text = await raw(standIn, `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(70_000)}\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1.1 431 /)
  })

  test('a thousand headers are read, the cookie behind them too', async () => {
    const standIn = await served()
    const many = Array.from({ length: 1000 }, (_, index) => `X-${index}: a`)
    const text = await raw(
      standIn,
      [
        'GET /health/live HTTP/1.1',
        'Host: x',
        ...many,
        'X-Correlation-ID: last',
        'Connection: close',
        '',
        '',
      ].join('\r\n'),
    )
    expect(text).toContain('X-Correlation-ID: last')
  })

  test('a client that sends too slowly is 408 and the end', async () => {
    const standIn = await served({ settings: { requestTimeoutMs: 50 } })
    expect(await raw(standIn, 'GET /health/live HTTP/1.1\r\nHost:')).toMatch(/^HTTP\/1.1 408 /)
  })

  test('requests sent ahead are served in their order', async () => {
    const standIn = await served()
    const body = '{"username":"x","password":"y"}'
    const one = head(login, 'Content-Type: application/json', `Content-Length: ${body.length}`) + body
    const last = 'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
    const text = await raw(standIn, one.replace('c-1', 'c-0') + one + last)
    expect([...text.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status)).toEqual(['401', '401', '200'])
    expect(text.indexOf('c-0')).toBeLessThan(text.indexOf('c-1'))
  })

  test('a client that sends too many ahead is cut off', async () => {
    const standIn = await served()
    const text = await raw(standIn, 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20_000))
    expect([...text.matchAll(/HTTP\/1.1 200/g)].length).toBeLessThan(20_000)
  })

  test('a request that is broken off changes nothing, and the next client is served', async () => {
    const standIn = await served()
    const { hostname, port } = new URL(standIn.url)
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(head(login, 'Content-Type: application/json', 'Content-Length: 50') + '{"user')
        socket.destroy()
      })
      socket.on('close', () => resolve())
    })
    expect((await get(standIn, '/health/live')).status).toBe(200)
  })
})

describe('a failure of the stand-in itself', () => {
  const broken: Defect = {
    id: 'test',
    rule: 'answers-keep-the-contract',
    summary: 'A handler fails.',
    operations: ['auth.me', 'auth.logout'],
    request: () => {
      throw new Error('on purpose')
    },
  }

  test('is 500 in shape A and one line in the log', async () => {
    const log = vi.fn()
    const standIn = await served({ defects: [broken], log })
    const answer = await post(standIn, '/api/v1/auth/logout', '', { 'X-Correlation-ID': 'c-1' })
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { error: 'Internal server error', correlation_id: 'c-1' },
    ])
    expect(log).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('POST /api/v1/auth/logout: Error: on purpose'),
    )
  })
})
