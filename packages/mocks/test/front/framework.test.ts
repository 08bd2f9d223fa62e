// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { get, post, raw, served, signIn } from './served.ts'

const me = '/api/v1/auth/me'

async function refusal(answer: Response): Promise<readonly [number, unknown]> {
  const body: unknown = await answer.json()
  const id = answer.headers.get('x-correlation-id')
  return [answer.status, typeof body === 'object' ? { ...body, id } : body]
}

const shapeA = (status: number, error: string) => [status, { error, correlation_id: 'c-1', id: 'c-1' }]
const sent = { 'X-Correlation-ID': 'c-1' }

describe('paths', () => {
  test('a missing slash is 301 without a correlation id', async () => {
    const standIn = await served()
    const answer = await post(standIn, '/api/v1/deployments?a=1', '{}')
    expect(answer.status).toBe(301)
    expect(answer.headers.get('location')).toBe('/api/v1/deployments/?a=1')
    expect(answer.headers.get('x-correlation-id')).toBeNull()
  })

  test.each(['/nothing', '/api/v1/auth/login/', '/api/v1/deployments/ABC/', '/%FF', '/%zz'])(
    '%s is an HTML 404 with a correlation id',
    async (path) => {
      const standIn = await served()
      const answer = await get(standIn, path)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  test('a path is decoded before its route is looked for', async () => {
    const standIn = await served()
    expect((await get(standIn, '/health/%6Cive')).status).toBe(200)
  })

  test('a target in absolute form is served', async () => {
    const standIn = await served()
    const text = await raw(
      standIn,
      'GET http://other.example/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    )
    expect(text).toContain('{"status": "alive"}')
  })
})

describe('the order of checks', () => {
  test('negotiation comes before authentication', async () => {
    const standIn = await served()
    const answer = await get(standIn, me, { ...sent, Accept: 'application/xml' })
    expect(await refusal(answer)).toEqual(shapeA(406, 'Could not satisfy the request Accept header.'))
  })

  test.each(['*/*', 'text/html, application/*;q=0.8', 'application/json; indent=4'])(
    'Accept: %s takes JSON',
    async (accept) => {
      const standIn = await served()
      expect((await get(standIn, '/api/v1/health/live', { Accept: accept })).status).toBe(200)
    },
  )

  test('another ?format is not found', async () => {
    const standIn = await served()
    expect(await refusal(await get(standIn, `${me}?format=xml`, sent))).toEqual(shapeA(404, 'Not found.'))
    expect((await get(standIn, '/api/v1/health/live?format=json&format=json')).status).toBe(200)
  })

  test('permission comes before the method', async () => {
    const standIn = await served()
    const { cookie, csrf } = await signIn(standIn)
    const anonymous = await post(standIn, me, '{}', sent)
    expect(await refusal(anonymous)).toEqual(shapeA(403, 'Authentication credentials were not provided.'))
    const user = await post(standIn, me, '{}', { ...sent, Cookie: cookie, 'X-CSRFToken': csrf })
    expect(user.headers.get('allow')).toBe('GET, OPTIONS')
    expect(await refusal(user)).toEqual(shapeA(405, 'Method "POST" not allowed.'))
  })

  test('HEAD is no GET', async () => {
    const standIn = await served()
    const answer = await fetch(`${standIn.url}/api/v1/health/live`, { method: 'HEAD' })
    expect(answer.status).toBe(405)
  })

  test('OPTIONS answers metadata to those who may', async () => {
    const standIn = await served()
    const answer = await fetch(`${standIn.url}/api/v1/auth/login`, { method: 'OPTIONS' })
    expect(await answer.json()).toMatchObject({ name: 'Auth Login', renders: ['application/json'] })
    expect((await fetch(standIn.url + me, { method: 'OPTIONS' })).status).toBe(403)
  })

  test('staff operations refuse other users', async () => {
    const standIn = await served()
    const { cookie } = await signIn(standIn)
    const answer = await get(standIn, '/api/v1/admin/csrf-token', { ...sent, Cookie: cookie })
    expect(await refusal(answer)).toEqual(shapeA(403, 'You do not have permission to perform this action.'))
  })
})

describe('CSRF', () => {
  const problem = (text: string) => shapeA(403, `CSRF Failed: ${text}`)

  test.each([
    ['no token', {}, 'CSRF token missing.'],
    [
      'a short token',
      { 'X-CSRFToken': 'abc' },
      "CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.",
    ],
    [
      'a token of other characters',
      { 'X-CSRFToken': '-'.repeat(32) },
      "CSRF token from the 'X-Csrftoken' HTTP header has invalid characters.",
    ],
    [
      'another token',
      { 'X-CSRFToken': 'a'.repeat(64) },
      "CSRF token from the 'X-Csrftoken' HTTP header incorrect.",
    ],
    [
      'another origin',
      { Origin: 'http://evil.test' },
      'Origin checking failed - http://evil.test does not match any trusted origins.',
    ],
  ])('refuses %s', async (_, headers, text) => {
    const standIn = await served()
    const { cookie } = await signIn(standIn)
    const answer = await post(standIn, '/api/v1/auth/logout', '', { ...sent, Cookie: cookie, ...headers })
    expect(await refusal(answer)).toEqual(problem(text))
  })

  test('refuses a missing and a malformed cookie', async () => {
    const standIn = await served()
    const session = (await signIn(standIn)).cookie.replace(/^csrftoken=\w+; /, '')
    const without = await post(standIn, '/api/v1/auth/logout', '', { ...sent, Cookie: session })
    expect(await refusal(without)).toEqual(problem('CSRF cookie not set.'))
    const malformed = { ...sent, Cookie: `${session}; csrftoken=x` }
    expect(await refusal(await post(standIn, '/api/v1/auth/logout', '', malformed))).toEqual(
      problem('CSRF cookie has incorrect length.'),
    )
  })

  test('takes the raw and the masked token, a form field, and the own origin', async () => {
    const standIn = await served()
    const { cookie } = await signIn(standIn, 'staff1')
    const tokenAnswer = await get(standIn, '/api/v1/core/csrf-token', { Cookie: cookie })
    const masked = /"csrf_token":"(\w{64})"/.exec(await tokenAnswer.text())?.[1] ?? ''
    const headers = { Cookie: cookie, 'X-CSRFToken': masked, Origin: standIn.url }
    expect((await post(standIn, '/api/v1/events/', '{}', headers)).status).toBe(400)
    const form = `csrfmiddlewaretoken=${masked}`
    const type = { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' }
    expect((await post(standIn, '/api/v1/auth/logout', form, type)).status).toBe(200)
  })

  test('a plain view answers every forged POST with a page', async () => {
    const standIn = await served()
    const answer = await post(standIn, '/health/live', '')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8'])
    const token = { Cookie: `csrftoken=${'a'.repeat(32)}`, 'X-CSRFToken': 'a'.repeat(32) }
    expect((await post(standIn, '/health/live', '', token)).status).toBe(405)
  })
})

describe('headers', () => {
  test('every answer carries them', async () => {
    const standIn = await served()
    const answer = await get(standIn, '/api/v1/health/live', { 'X-Correlation-ID': 'x'.repeat(5000) })
    expect(answer.headers.get('x-correlation-id')).toBe('x'.repeat(5000))
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      allow: 'GET, OPTIONS',
      'content-type': 'application/json',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      vary: 'Cookie, origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
  })

  test('a trusted origin may call with credentials, another one may not', async () => {
    const standIn = await served()
    const origin = async (name: string, headers: Readonly<Record<string, string>> = {}) => {
      const method = Object.keys(headers).length === 0 ? 'GET' : 'OPTIONS'
      const all = { Origin: name, ...headers }
      return (await fetch(`${standIn.url}/health/live`, { method, headers: all })).headers
    }
    const trusted = await origin('http://localhost:5173')
    expect(trusted.get('access-control-allow-origin')).toBe('http://localhost:5173')
    expect((await origin('http://evil.test')).get('access-control-allow-origin')).toBeNull()
    const ask = { 'Access-Control-Request-Method': 'POST' }
    const preflight = await origin('http://localhost:5173', ask)
    expect(preflight.get('access-control-allow-headers')).toContain('x-correlation-id')
    expect((await origin('http://evil.test', ask)).get('access-control-allow-methods')).toBeNull()
  })
})
