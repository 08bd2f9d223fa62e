// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anonymous } from '../../src/client/actor.ts'
import { Client } from '../../src/client/client.ts'
import { curlOf } from '../../src/journal/curl.ts'
import { Journal } from '../../src/journal/journal.ts'
import { Redactor } from '../../src/journal/redact.ts'
import { sendJson, startServer } from '../support/http-server.ts'

/** Long and rare enough that it is in the output only if it was leaked. */
const secret = fc.stringMatching(
  /^[A-Za-z0-9!"#$&'()*+,./:;<=>?@[\\\]^`{|}~ -]{2}[A-Za-z0-9]{12}["\\ %+/=é]{0,3}Z$/,
)

const secretName = fc.constantFrom(
  'password',
  'new_password',
  'Passwd',
  'api_key',
  'apiKey',
  'X-API-Key',
  'client_secret',
  'access_token',
  'session_id',
  'sessionid',
  'authorization',
  'Authorization',
  'private_key',
  'csrfmiddlewaretoken',
  'credentials',
)

const headerName = fc.constantFrom(
  'authorization',
  'cookie',
  'x-csrftoken',
  'x-api-key',
  'proxy-authorization',
)

interface Sent {
  readonly input: Parameters<ReturnType<typeof anonymous>['send']>[1]
  readonly requestId?: string
}

/** Puts a value somewhere into a JSON value, at a key of its own. */
function nested(key: fc.Arbitrary<string>, leaf: (value: string) => unknown) {
  return (value: string): fc.Arbitrary<unknown> =>
    fc
      .tuple(key, fc.array(fc.constantFrom('object', 'array', 'text'), { maxLength: 4 }))
      .map(([name, wraps]) =>
        wraps.reduce<unknown>(
          (inner, wrap) =>
            wrap === 'array'
              ? [1, inner]
              : wrap === 'text'
                ? { note: JSON.stringify(inner) }
                : { more: inner },
          { app_name: 'x', [name]: leaf(value) },
        ),
      )
}

/** Places where a secret is one by its name. */
function byName(value: string): fc.Arbitrary<Sent> {
  const inBody = nested(secretName, (each) => each)
  return fc.oneof(
    inBody(value).map((body) => ({ input: { body } })),
    nested(secretName, (each) => [each, { deep: each }])(value).map((body) => ({ input: { body } })),
    inBody(value).map((body) => ({ input: { raw: JSON.stringify(body) } })),
    secretName.map((name) => ({ input: { raw: `{"${name}": ${JSON.stringify(value)}, "app` } })),
    secretName.map((name) => ({ input: { raw: new URLSearchParams({ a: 'b', [name]: value }).toString() } })),
    secretName.map((name) => ({ input: { raw: `<${name}>${value}</${name}>` } })),
    secretName.map((name) => ({ input: { query: { page: 1, [name]: value } } })),
    secretName.map((name) => ({ input: { form: { app_name: 'x', [name]: value } } })),
    inBody(value).map((body) => ({ input: { form: { sbom_data: JSON.stringify(body) } } })),
    headerName.map((name) => ({ input: { headers: { [name]: value.replaceAll('é', 'e') } } })),
  )
}

/** Places where only knowing the secret helps. */
function anywhere(value: string): fc.Arbitrary<Sent> {
  const header = value.replaceAll('é', 'e')
  return fc.oneof(
    byName(value),
    nested(
      fc.constant('app_name'),
      (each) => `before ${each} after`,
    )(value).map((body) => ({ input: { body } })),
    fc.constant({ input: { body: { [value]: 1 } } }),
    fc.constant({ input: { raw: `no JSON ${value} at all` } }),
    fc.constant({ input: { raw: `{"half": ${JSON.stringify(value)}` } }),
    fc.constant({ input: { query: { search: value } } }),
    fc.constant({ input: { form: { file: { filename: 'a.txt', bytes: Buffer.from(value) }, note: value } } }),
    fc.constant({ input: { headers: { 'x-note': header } } }),
    fc.constant({ input: {}, requestId: header }),
  )
}

async function journalled(sent: Sent, known: readonly string[], url: string): Promise<string> {
  const journal = new Journal()
  for (const each of known) journal.redactor.secrets.add(each)
  const client = new Client({ baseUrl: url, journal })
  const options = sent.requestId === undefined ? {} : { requestId: sent.requestId }
  await anonymous(client).send('deployments.create', sent.input, options)
  await client[Symbol.asyncDispose]()
  const exchanges = journal.since(0)
  return [JSON.stringify(exchanges), ...exchanges.map((exchange) => curlOf(exchange, url))].join('\n')
}

/** However it may be written. */
function formsOf(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1)
  return [value, json, JSON.stringify(json).slice(1, -1), encodeURIComponent(value)]
}

function leaks(text: string, value: string): readonly string[] {
  return formsOf(value).filter((form) => text.includes(form))
}

describe('a secret in a request', () => {
  it('never shows in the journal where its name tells it', async () => {
    const server = await startServer((_, response) =>
      sendJson(response, 403, { error: 'no', correlation_id: 'x' }),
    )
    const placed = secret.chain((value) => fc.record({ value: fc.constant(value), sent: byName(value) }))
    await fc.assert(
      fc.asyncProperty(placed, async ({ value, sent }) => {
        expect(leaks(await journalled(sent, [], server.url), value)).toEqual([])
      }),
      { numRuns: 200 },
    )
    await server[Symbol.asyncDispose]()
  })

  it('never shows in the journal, wherever it stands, once it is known', async () => {
    const server = await startServer((request, response) =>
      // It comes back as well.
      sendJson(response, 400, { error: request.body, path: request.path }),
    )
    const placed = secret.chain((value) => fc.record({ value: fc.constant(value), sent: anywhere(value) }))
    await fc.assert(
      fc.asyncProperty(placed, async ({ value, sent }) => {
        const known = [value, value.replaceAll('é', 'e')]
        expect(leaks(await journalled(sent, known, server.url), value)).toEqual([])
      }),
      { numRuns: 200 },
    )
    await server[Symbol.asyncDispose]()
  })
})

describe('what is no secret', () => {
  const redactor = new Redactor()

  it.each([
    'Authentication credentials were not provided.',
    'CSRF Failed: CSRF token missing.',
    'Invalid email or password',
    'api_key is required for new provider configurations',
    '<h1>Not Found</h1>',
  ])('stays: %s', (text) => {
    expect(redactor.value(text)).toBe(text)
  })

  it('stays in a body as it was, numbers and nulls included', () => {
    const body = { app_name: 'x', max_tokens: 4096, session_expiry: null, list: [1, true, null, 'text'] }
    expect(redactor.value(body)).toEqual(body)
  })

  it('stays in text that holds JSON as it was written', () => {
    expect(redactor.value('{ "a" : 1 }')).toBe('{ "a" : 1 }')
  })

  it('is named by its length only where it is very long', () => {
    expect(redactor.value('x'.repeat(70_000))).toBe('[70000 characters left out]')
  })

  it('is cut where it is nested very deeply', () => {
    let value: unknown = 'leaf'
    for (let depth = 0; depth < 200; depth += 1) value = [value]
    expect(JSON.stringify(redactor.value(value))).toContain('[nested too deeply]')
  })

  it('is not taken for one because it is as short as a word', () => {
    redactor.secrets.add('is')
    expect(redactor.value('this is it')).toBe('this is it')
  })
})

describe('a secret value', () => {
  it('goes whole whatever its type, and a null stays', () => {
    expect(new Redactor().value({ password: 1234, token: ['a'], api_key: null })).toEqual({
      password: '[redacted]',
      token: '[redacted]',
      api_key: null,
    })
  })

  it('goes with the text around it where that is no JSON', () => {
    expect(new Redactor().value('Authorization: Bearer abc')).toBe(
      '[25 characters that give a secret left out]',
    )
  })
})
