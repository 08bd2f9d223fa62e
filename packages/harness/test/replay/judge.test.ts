// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import type { ExpectedAnswer } from '../../src/replay/expectations.ts'
import { Identities } from '../../src/replay/identities.ts'
import { judge } from '../../src/replay/judge.ts'
import { Placeholders } from '../../src/replay/placeholders.ts'
import type { Received } from '../../src/replay/received.ts'
import type { Exchange } from '../../src/replay/recording.ts'

const id = 'aaaaaaaa-0000-4000-8000-000000000001'
const newId = 'bbbbbbbb-0000-4000-8000-000000000002'
const otherId = 'cccccccc-0000-4000-8000-000000000003'

const recorded: Exchange = {
  name: 'a.record',
  actor: 'plain1',
  method: 'GET',
  path: '/api/v1/a/',
  bindings: [],
  request_headers: {},
  request_json: null,
  request_form: null,
  status: 200,
  response_headers: { 'Content-Type': 'application/json', Allow: 'GET, OPTIONS', 'X-Correlation-ID': id },
  response: { rows: [1, 2], by: 'plain1' },
  defects: ['D-01'],
  may_differ: [],
  consequence_of: [],
}

const asRecorded: Received = {
  status: 200,
  headers: { 'content-type': 'application/json', allow: 'OPTIONS, GET', 'x-correlation-id': newId },
  setCookies: [],
  body: { rows: [1, 2], by: 'plain1' },
  sentRequestId: undefined,
  fromMs: 0,
  toMs: 0,
}

function differencesOf(
  received: Partial<Received>,
  answers: readonly ExpectedAnswer[],
  exchange: Partial<Exchange> = {},
) {
  return judged(received, answers, exchange).differences
}

function judged(
  received: Partial<Received>,
  answers: readonly ExpectedAnswer[],
  exchange: Partial<Exchange> = {},
) {
  const bench = {
    identities: new Identities(new Set()),
    placeholders: new Placeholders('pass', 0),
    recorded: () => recorded,
  }
  return judge({ ...recorded, ...exchange }, answers, { ...asRecorded, ...received }, bench)
}

const plain: readonly ExpectedAnswer[] = [{ kind: 'recorded' }]

describe('headers', () => {
  test('that are not recorded are not compared', () => {
    const headers = { ...asRecorded.headers, vary: 'Cookie' }
    expect(differencesOf({ headers }, plain)).toEqual([])
  })

  test('are missing or too many by name', () => {
    const headers = { 'content-type': 'text/html', location: '/elsewhere' }
    expect(differencesOf({ headers }, plain)).toEqual([
      { pointer: '/headers/Content-Type', expected: 'application/json', received: 'text/html' },
      { pointer: '/headers/Allow', expected: 'GET, OPTIONS' },
      { pointer: '/headers/Location', received: '/elsewhere' },
      { pointer: '/headers/X-Correlation-ID', expected: id },
    ])
  })

  test('give back the request id that was sent', () => {
    expect(differencesOf({ sentRequestId: newId }, plain)).toEqual([])
    expect(differencesOf({ sentRequestId: otherId }, plain)).toEqual([
      { pointer: '/headers/X-Correlation-ID', expected: otherId, received: newId },
    ])
  })

  test('have a request id of another form reported', () => {
    const headers = { ...asRecorded.headers, 'x-correlation-id': 'request-1' }
    expect(differencesOf({ headers }, plain)).toEqual([
      { pointer: '/headers/X-Correlation-ID', expected: id, received: 'request-1' },
    ])
  })

  test('have no request id where none was recorded', () => {
    const { 'X-Correlation-ID': _, ...without } = recorded.response_headers
    expect(differencesOf({}, plain, { response_headers: without })).toEqual([
      { pointer: '/headers/X-Correlation-ID', received: newId },
    ])
  })

  test('set the recorded cookies, whatever their values', () => {
    const response_headers = {
      ...recorded.response_headers,
      'Set-Cookie':
        'csrftoken=a; expires=Sun, 21 Nov 2027 15:49:51 GMT; Path=/, sessionid=b; HttpOnly; Path=/',
    }
    const setCookies = [
      'sessionid=x; Path=/; HttpOnly',
      'csrftoken=y; expires=Mon, 22 Nov 2027 00:00:00 GMT; Path=/',
    ]
    expect(differencesOf({ setCookies }, plain, { response_headers })).toEqual([])
    expect(differencesOf({ setCookies: [...setCookies, 'other=z; Secure'] }, plain)).toHaveLength(3)
    expect(differencesOf({ setCookies: setCookies.slice(1) }, plain, { response_headers })).toEqual([
      { pointer: '/headers/Set-Cookie/sessionid', expected: 'httponly; path=/' },
    ])
  })
})

describe('an expected refusal', () => {
  const refusal: readonly ExpectedAnswer[] = [{ kind: 'refusal', status: 403 }]

  test.each([{ error: 'Any words.' }, { error: 'Any words.', correlation_id: newId }])(
    'is met by %j',
    (body) => {
      expect(differencesOf({ status: 403, body }, refusal)).toEqual([])
    },
  )

  test.each([
    {},
    { error: ['No.'] },
    { error: 'No.', correlation_id: otherId },
    { error: 'No.', detail: 'x' },
    'No.',
    [{ error: 'No.' }],
  ])('is not met by %j', (body) => {
    expect(differencesOf({ status: 403, body }, refusal)).toMatchObject([
      { pointer: '/body', received: body },
    ])
  })
})

describe('expected field errors', () => {
  const fields: readonly ExpectedAnswer[] = [{ kind: 'fields', status: 400, fields: ['a', 'b'] }]
  const anyFields: readonly ExpectedAnswer[] = [{ kind: 'fields', status: 400 }]

  test('name exactly these fields in any words and order', () => {
    expect(differencesOf({ status: 400, body: { b: ['x'], a: ['y', 'z'] } }, fields)).toEqual([])
  })

  test.each([
    { a: ['x'] },
    { a: ['x'], b: ['y'], c: ['z'] },
    { a: ['x'], b: [] },
    { a: 'x', b: 'y' },
    { error: 'x' },
  ])('are not %j', (body) => {
    expect(differencesOf({ status: 400, body }, fields)).toMatchObject([{ pointer: '/body', received: body }])
  })

  test('name any field where none is given', () => {
    expect(differencesOf({ status: 400, body: { x: ['y'] } }, anyFields)).toEqual([])
    expect(differencesOf({ status: 400, body: {} }, anyFields)).toHaveLength(1)
    expect(differencesOf({ status: 400, body: { error: 'x' } }, anyFields)).toHaveLength(1)
  })
})

describe('an expected error', () => {
  const error: readonly ExpectedAnswer[] = [{ kind: 'error', status: 400 }]

  test('has any of the shapes', () => {
    expect(differencesOf({ status: 400, body: { error: 'x' } }, error)).toEqual([])
    expect(differencesOf({ status: 400, body: { field: ['x'] } }, error)).toEqual([])
    expect(differencesOf({ status: 400, body: [] }, error)).toMatchObject([
      { pointer: '/body', received: [] },
    ])
    expect(differencesOf({ status: 500, body: { error: 'x' } }, error)).toEqual([
      { pointer: '/status', expected: 400, received: 500 },
    ])
  })
})

describe('a free place', () => {
  const notBy: readonly ExpectedAnswer[] = [{ kind: 'recorded', free: [{ pattern: '/by', notBy: 'plain1' }] }]
  const types: readonly ExpectedAnswer[] = [
    { kind: 'recorded', free: [{ pattern: '/by', types: ['null', 'object'] }] },
  ]

  test.each([null, 'system', { username: 'system' }, { username: null }])('for a system takes %j', (by) => {
    expect(differencesOf({ body: { rows: [1, 2], by } }, notBy)).toEqual([])
  })

  test.each(['plain1', { username: 'plain1' }, 5, {}])('for a system does not take %j', (by) => {
    expect(differencesOf({ body: { rows: [1, 2], by } }, notBy)).toMatchObject([
      { pointer: '/body/by', received: by },
    ])
  })

  test('for types takes only these', () => {
    expect(differencesOf({ body: { rows: [1, 2], by: null } }, types)).toEqual([])
    expect(differencesOf({ body: { rows: [1, 2], by: [] } }, types)).toEqual([
      { pointer: '/body/by', expected: 'any null or object', received: [] },
    ])
  })
})

describe('several expected answers', () => {
  const answers: readonly ExpectedAnswer[] = [
    { kind: 'recorded', as: 'two' },
    { kind: 'recorded', as: 'one', patch: [{ op: 'remove', path: '/rows/1' }] },
  ]

  test('are each right, and the one that came is named', () => {
    expect(judged({}, answers)).toMatchObject({ differences: [], answeredAs: 'two' })
    expect(judged({ body: { rows: [1], by: 'plain1' } }, answers)).toMatchObject({
      differences: [],
      answeredAs: 'one',
    })
  })

  test('are reported against the first where none came', () => {
    const found = judged({ body: { rows: [], by: 'plain1' } }, answers)
    expect(found.answeredAs).toBeUndefined()
    expect(found.differences).toEqual([
      { pointer: '/body/rows/0', expected: 1 },
      { pointer: '/body/rows/1', expected: 2 },
    ])
  })
})

test('a patch that has no place in the answer is refused', () => {
  const noPlace: readonly ExpectedAnswer[] = [
    { kind: 'recorded', patch: [{ op: 'remove', path: '/rows/2' }] },
  ]
  expect(() => differencesOf({}, noPlace)).toThrow('The expectation cannot remove /rows/2')
  const noKey: readonly ExpectedAnswer[] = [
    { kind: 'recorded', patch: [{ op: 'replace', path: '/none', value: 1 }] },
  ]
  expect(() => differencesOf({}, noKey)).toThrow('The expectation cannot replace /none')
  const noParent: readonly ExpectedAnswer[] = [
    { kind: 'recorded', patch: [{ op: 'add', path: '/by/x/y', value: 1 }] },
  ]
  expect(() => differencesOf({}, noParent)).toThrow('The expectation cannot add /by/x/y')
})

describe('a record with a rule of its own', () => {
  test('has the new session id in its body', () => {
    const login = { name: 'auth.login.ok', response: { session_id: 'a' }, volatile: ['/session_id'] }
    const response_headers = { ...recorded.response_headers, 'Set-Cookie': 'sessionid=a; Path=/' }
    const setCookies = ['sessionid=b; Path=/']
    const exchange = { ...login, response_headers }
    expect(differencesOf({ setCookies, body: { session_id: 'b' } }, plain, exchange)).toEqual([])
    expect(differencesOf({ setCookies, body: { session_id: 'c' } }, plain, exchange)).toMatchObject([
      { pointer: '/body/session_id' },
    ])
    expect(differencesOf({ setCookies, body: { session_id: 7 } }, plain, exchange)).toHaveLength(2)
  })

  test('has a CSRF token of 64 letters and digits', () => {
    const csrf = { name: 'core.csrf', response: { csrf_token: 'a' }, volatile: ['/csrf_token'] }
    expect(differencesOf({ body: { csrf_token: 'a1'.repeat(32) } }, plain, csrf)).toEqual([])
    expect(differencesOf({ body: { csrf_token: 'a-'.repeat(32) } }, plain, csrf)).toMatchObject([
      { pointer: '/body/csrf_token', expected: '64 letters and digits' },
    ])
  })

  test('has a trend of eight weeks that begins between 60 and 62', () => {
    const trend = (dates: readonly string[], first: number) => ({
      compliance_trend: dates.map((date, at) => ({ date, score: at === 0 ? first : 60 })),
    })
    const dates = ['Sep 27', 'Oct 04', 'Oct 11', 'Oct 18', 'Oct 25', 'Nov 01', 'Nov 08', 'Nov 15']
    const exchange = {
      name: 'health.t.compliance',
      response: trend(dates, 60),
      volatile: ['/compliance_trend/*/date', '/compliance_trend/0/score'],
    }
    const fromMs = Date.parse('2026-11-22T23:59:59Z')
    const toMs = Date.parse('2026-11-23T00:00:01Z')
    expect(differencesOf({ body: trend(dates, 61.5), fromMs, toMs }, plain, exchange)).toEqual([])
    expect(differencesOf({ body: trend(dates, 62.5), fromMs, toMs }, plain, exchange)).toEqual([
      { pointer: '/body/compliance_trend/0/score', expected: 'a number from 60 to 62', received: 62.5 },
    ])
    const late = ['Sep 28', ...dates.slice(1)]
    expect(differencesOf({ body: trend(late, 60), fromMs, toMs: fromMs }, plain, exchange)).toEqual([
      { pointer: '/body/compliance_trend/0/date', expected: 'Sep 27', received: 'Sep 28' },
    ])
  })
})

test('the page of a redirect is not compared', () => {
  const response_headers = { ...recorded.response_headers, 'Content-Type': 'text/html' }
  const headers = { ...asRecorded.headers, 'content-type': 'text/html' }
  expect(differencesOf({ headers, body: 'moved' }, plain, { response_headers, response: '' })).toEqual([])
})
