// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { anonymous, signIn } from '../../src/client/actor.ts'
import { Client } from '../../src/client/client.ts'
import { HarnessError, TransportError } from '../../src/errors.ts'
import { created, flowId, password, startEucora } from '../support/eucora.ts'
import { sendJson, startServer, type TestServer } from '../support/http-server.ts'

const open: AsyncDisposable[] = []

function disposed<T extends AsyncDisposable>(resource: T): T {
  open.push(resource)
  return resource
}

afterEach(async () => {
  for (const resource of open.splice(0).toReversed()) await resource[Symbol.asyncDispose]()
})

function clientOf(baseUrl: string, timeoutMs = 5000): Client {
  return disposed(new Client({ baseUrl, timeoutMs }))
}

async function backend(
  create?: Parameters<typeof startEucora>[0],
): Promise<{ server: TestServer; client: Client }> {
  const server = disposed(await startEucora(create))
  return { server, client: clientOf(server.url) }
}

const body = { app_name: 'a', version: '1', target_ring: 'LAB' } as const

describe('an answer', () => {
  it('is a value told apart by its status', async () => {
    const { client } = await backend()
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    const answer = await actor.call('deployments.create', { body })

    expect(answer.status).toBe(201)
    expect(answer.body).toEqual(created)
  })

  it('is a value also where the call is refused', async () => {
    const { client } = await backend()

    const answer = await anonymous(client).call('deployments.create', { body })

    expect(answer.status).toBe(403)
    expect(answer.body).toEqual({
      error: 'Authentication credentials were not provided.',
      correlation_id: answer.requestId,
    })
  })

  it('with an undeclared status is nonconforming', async () => {
    const { client } = await backend({ create: (_, response) => sendJson(response, 500, { error: 'oops' }) })
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    const answer = await actor.call('deployments.create', { body })

    expect(answer).toMatchObject({
      status: 'nonconforming',
      httpStatus: 500,
      body: { error: 'oops' },
      problems: [
        'deployments.create does not declare status 500, only 201, 400, 403, 404, 406, 409, 413, 415, 429',
      ],
    })
  })

  it('with a key too few or too many is nonconforming', async () => {
    const { client } = await backend({
      create: (_, response) => sendJson(response, 201, { ...created, correlation_id: undefined, extra: 1 }),
    })
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    const answer = await actor.call('deployments.create', { body })

    expect(answer).toMatchObject({
      status: 'nonconforming',
      httpStatus: 201,
      problems: ['the body lacks correlation_id', 'the body has more than is declared: extra'],
    })
  })

  it('that is no JSON where JSON is declared is nonconforming', async () => {
    const { client } = await backend({
      create: (_, response) => response.writeHead(201, { 'content-type': 'text/html' }).end('<p>Created'),
    })
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    const answer = await actor.call('deployments.create', { body })

    expect(answer).toMatchObject({
      status: 'nonconforming',
      body: '<p>Created',
      problems: ['content type is "text/html", not "application/json"'],
    })
  })

  it('without a content type is nonconforming', async () => {
    const { client } = await backend({ create: (_, response) => response.writeHead(201).end() })
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    const answer = await actor.call('deployments.create', { body })

    expect(answer).toMatchObject({ problems: ['content type is missing, not "application/json"'] })
  })

  it('declared as JSON that does not parse is nonconforming', async () => {
    const { client } = await backend({
      create: (_, response) => response.writeHead(201, { 'content-type': 'application/json' }).end('{"a":'),
    })
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    const answer = await actor.call('deployments.create', { body })

    expect(answer).toMatchObject({
      status: 'nonconforming',
      problems: [expect.stringContaining('the body is declared as JSON and does not parse')],
    })
  })

  it('that redirects is not followed', async () => {
    const { client, server } = await backend({
      create: (_, response) => response.writeHead(301, { location: '/api/v1/deployments/list' }).end(),
    })
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    const answer = await actor.call('deployments.create', { body })

    expect(answer).toMatchObject({ status: 'nonconforming', httpStatus: 301 })
    expect(server.received.map(({ path }) => path)).toEqual(['/api/v1/auth/login', '/api/v1/deployments/'])
  })

  it('that comes in pieces is read whole', async () => {
    const text = JSON.stringify({ ...created, correlation_id: flowId })
    const { client } = await backend({
      create: (_, response) => {
        response.writeHead(201, { 'content-type': 'application/json' })
        response.write(text.slice(0, 20))
        setImmediate(() => response.end(text.slice(20)))
      },
    })
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    expect((await actor.call('deployments.create', { body })).body).toEqual(created)
  })
})

describe('a request', () => {
  it('carries a fresh correlation id and trace per call', async () => {
    const { client, server } = await backend()
    const caller = anonymous(client)

    const answers = [await caller.call('health.live', {}), await caller.call('health.live', {})]

    const ids = server.received.map(({ headers }) => headers['x-correlation-id'])
    expect(ids).toEqual(answers.map(({ requestId }) => requestId))
    expect(new Set(ids).size).toBe(2)
    expect(new Set(server.received.map(({ headers }) => headers['traceparent'])).size).toBe(2)
    expect(server.received[0]?.headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  })

  it('carries the correlation id and trace that the call pins', async () => {
    const { client, server } = await backend()
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`

    await anonymous(client).call('health.live', {}, { requestId: 'mine', traceparent })

    expect(server.received[0]?.headers).toMatchObject({ 'x-correlation-id': 'mine', traceparent })
  })

  it('fills path parameters in and leaves undefined query values out', async () => {
    const { client, server } = await backend()
    const caller = anonymous(client)

    await caller.send('deployments.get', {
      params: { correlation_id: 'a/b' },
      query: { include_demo: undefined },
    })
    await caller.send('deployments.list', { query: { status: 'A B', ring: ['LAB', 'PILOT'], demo: null } })

    expect(server.received.map(({ path }) => path)).toEqual([
      '/api/v1/deployments/a%2Fb/',
      '/api/v1/deployments/list?status=A+B&ring=LAB&ring=PILOT&demo=null',
    ])
  })

  it('without a path parameter that its operation needs is a usage error', async () => {
    const { client } = await backend()

    expect(() => anonymous(client).send('deployments.get', {})).toThrow(
      new HarnessError(
        'usage',
        'deployments.get needs the path parameter correlation_id as text or number, and got undefined',
        'Pass params: { correlation_id: … }',
      ),
    )
  })

  it('sends JSON, raw text, raw bytes and forms', async () => {
    const { client, server } = await backend()
    const caller = anonymous(client)

    await caller.send('deployments.create', { body: null })
    await caller.send('deployments.create', { raw: '{"a":', headers: { 'Content-Type': 'text/plain' } })
    await caller.send('deployments.create', { raw: new TextEncoder().encode('bytes') })
    await caller.send('deployments.create', {
      form: {
        name: 'n',
        count: 3,
        nothing: undefined,
        file: { filename: 'f.txt', bytes: Buffer.from('content') },
      },
    })

    const [json, raw, bytes, form] = server.received
    expect(json).toMatchObject({ body: 'null', headers: { 'content-type': 'application/json' } })
    expect(raw).toMatchObject({ body: '{"a":', headers: { 'content-type': 'text/plain' } })
    expect(bytes).toMatchObject({ body: 'bytes', headers: { 'content-type': 'application/json' } })
    expect(form?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(form?.body).toContain('name="name"\r\n\r\nn\r\n')
    expect(form?.body).toContain('name="count"\r\n\r\n3\r\n')
    expect(form?.body).toContain(
      'name="file"; filename="f.txt"\r\nContent-Type: application/octet-stream\r\n\r\ncontent\r\n',
    )
    expect(form?.body).not.toContain('nothing')
  })

  it('hears a server that refuses a form by its headers and closes', async () => {
    const refusal = 'HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nno'
    const server = createServer((socket) => socket.once('data', () => socket.end(refusal)))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const form = { file: { filename: 'f.txt', bytes: Buffer.from('content') } }

    const answer = await anonymous(clientOf(`http://127.0.0.1:${port}`)).send('evidence.upload', { form })

    expect(answer.httpStatus).toBe(403)
    server.close()
  })

  it('keeps a path before /api', async () => {
    const server = disposed(await startServer((_, response) => sendJson(response, 200, { status: 'alive' })))

    await anonymous(clientOf(`${server.url}/eucora/`)).call('health.live', {})

    expect(server.received[0]?.path).toBe('/eucora/health/live')
  })
})

describe('an actor', () => {
  it('sends its session with every call and its CSRF token with every change', async () => {
    const { client, server } = await backend()
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    await actor.call('deployments.list', {})
    await actor.call('deployments.create', { body })

    const [signingIn, reading, changing] = server.received
    expect(signingIn?.headers).not.toHaveProperty('cookie')
    expect(reading?.headers['cookie']).toBe('csrftoken=csrf-of-ann; sessionid=session-of-ann')
    expect(reading?.headers).not.toHaveProperty('x-csrftoken')
    expect(changing?.headers['x-csrftoken']).toBe('csrf-of-ann')
    expect(actor).toMatchObject({ username: 'ann', role: 'submitter', user: { username: 'ann' } })
  })

  it('leaves a header out that a call sets to null', async () => {
    const { client, server } = await backend()
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    await actor.send('deployments.create', { body, headers: { 'X-CSRFToken': null } })

    expect(server.received[1]?.headers).not.toHaveProperty('x-csrftoken')
  })

  it('is anonymous after signing out', async () => {
    const { client } = await backend()
    const actor = await signIn(client, { username: 'ann', password }, 'submitter')

    await actor.signOut()

    expect((await actor.call('deployments.list', {})).status).toBe(403)
  })

  it('that cannot sign out says so', async () => {
    const { client } = await backend()

    await expect(anonymous(client).signOut()).rejects.toMatchObject({ kind: 'set-up', exitCode: 2 })
  })

  it('whose password is refused cannot sign in', async () => {
    const { client } = await backend()

    const refused = signIn(client, { username: 'ann', password: 'wrong' }, 'staff')

    await expect(refused).rejects.toMatchObject({ kind: 'credentials-refused', exitCode: 5 })
    await expect(refused).rejects.toThrow('refuses to sign in ann (role staff) with 401')
  })

  it('that signs in too often is told to wait, and not that its password is wrong', async () => {
    const server = disposed(
      await startServer((_, response) => {
        response.setHeader('Retry-After', '2950')
        sendJson(response, 429, { error: 'Request was throttled.', correlation_id: 'c' })
      }),
    )

    const refused = signIn(clientOf(server.url), { username: 'ann', password }, 'staff')

    await expect(refused).rejects.toThrow(
      'with 429. It takes no more sign-ins from here for 2950 s, whatever the password',
    )
  })

  it('cannot sign in to what is no EUCORA', async () => {
    const server = disposed(await startServer((_, response) => response.end('hello')))

    const failed = signIn(clientOf(server.url), { username: 'ann', password }, 'staff')

    await expect(failed).rejects.toMatchObject({ kind: 'not-eucora', exitCode: 5 })
  })
})

describe('a call without an answer', () => {
  async function failureOf(url: string, timeoutMs?: number): Promise<unknown> {
    try {
      return await anonymous(clientOf(url, timeoutMs)).call('health.live', {})
    } catch (error) {
      return error
    }
  }

  it('is refused where nobody listens', async () => {
    const server = await startServer(() => undefined)
    await server[Symbol.asyncDispose]()

    expect(await failureOf(server.url)).toMatchObject({ failure: 'refused', kind: 'transport', exitCode: 2 })
  })

  it('is reset where the connection breaks off', async () => {
    const server = disposed(await startServer((_, __, raw) => raw.socket.destroy()))

    expect(await failureOf(server.url)).toMatchObject({ failure: 'reset', kind: 'transport' })
  })

  it('is out of time where the answer does not come', async () => {
    const server = disposed(await startServer(() => undefined))

    const failure = await failureOf(server.url, 50)

    expect(failure).toMatchObject({ failure: 'time-out', kind: 'time-out', exitCode: 2 })
    expect(failure).toHaveProperty(
      'message',
      expect.stringContaining('got no answer: no answer within 50 ms'),
    )
  })

  it('is out of time where the answer does not end', async () => {
    const server = disposed(await startServer((_, response) => response.writeHead(200).write('{')))

    expect(await failureOf(server.url, 50)).toMatchObject({ failure: 'time-out' })
  })

  it('is malformed where what answers speaks no HTTP', async () => {
    const server = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0

    expect(await failureOf(`http://127.0.0.1:${port}`)).toMatchObject({ failure: 'malformed' })
    server.close()
  })

  it('is unresolved where the host has no address', async () => {
    expect(await failureOf('http://no-such-host.invalid')).toMatchObject({ failure: 'unresolved' })
  })

  it('stands in the journal with the reason', async () => {
    const server = disposed(await startServer((_, __, raw) => raw.socket.destroy()))
    const client = clientOf(server.url)

    await expect(anonymous(client).call('health.live', {})).rejects.toBeInstanceOf(TransportError)

    expect(client.journal.since(0)).toMatchObject([
      { operation: 'health.live', status: null, problems: [expect.stringContaining('got no answer')] },
    ])
  })
})

it('a URL that is none is a configuration error', () => {
  expect(() => new Client({ baseUrl: 'ftp://x' })).toThrow('The target "ftp://x" is no http or https URL')
})
