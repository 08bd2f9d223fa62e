// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { replay } from '../../src/commands/replay.ts'
import { recordedAnswer, recordedBackend, recordingsFolder, theRecording } from './recorded-backend.ts'

const password = 'Aa1-password'

/** Runs the command and gives its exit code and what it said. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv = { EUCORA_PASSWORD: password }) {
  const out: string[] = []
  const err: string[] = []
  const code = await replay(['--recordings', recordingsFolder, ...args], {
    env,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

async function serving(server: Server): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

describe('the command', () => {
  test('ends with 0 and says so where all is equal', async () => {
    await using backend = await recordedBackend(await theRecording())
    const { code, out, err } = await run(['--target', backend.url])
    expect({ code, out, err }).toEqual({
      code: 0,
      out: `168 of 168 records as expected (observed); 0 differences at ${backend.url}`,
      err: '',
    })
  })

  test('ends with 1 and shows each value where something differs', async () => {
    const recording = await theRecording()
    await using backend = await recordedBackend(recording, (exchange) => {
      const answer = recordedAnswer(exchange)
      return exchange.name === 'cab.approve.self'
        ? { ...answer, status: 403, body: { error: 'x'.repeat(400) } }
        : answer
    })
    const folder = await mkdtemp(join(tmpdir(), 'replay-'))
    const json = join(folder, 'sub', 'result.json')
    const { code, out } = await run(['--target', backend.url, '--json', json])
    expect(code).toBe(1)
    expect(out).toMatch(
      /^cab\.approve\.self \[D-02\]: POST \/api\/v1\/cab\/[^/]+\/approve\/ as cab_approver$/m,
    )
    expect(out).toContain('\n    /status: expected 200, received 403\n')
    expect(out).toContain('/body/status: expected "approved", received nothing')
    expect(out).toMatch(/\/body\/error: expected nothing, received "x{299}…/)
    const result: unknown = JSON.parse(await readFile(json, 'utf8'))
    expect(result).toMatchObject({
      target: backend.url,
      expect: 'observed',
      counts: { records: 168, equal: 167 },
    })
  })

  test('expects the rules where it is told so', async () => {
    const recording = await theRecording()
    await using backend = await recordedBackend(recording)
    const { code, out } = await run(['--target', backend.url, '--expect', 'conforming'])
    expect(code).toBe(1)
    expect(out).toContain('records as expected (conforming), and ')
    expect(out).toContain('of 7 asked again as a user')
  })

  test('takes another trace', async () => {
    const recording = await theRecording()
    const [, second] = recording.exchanges
    const trace = join(await mkdtemp(join(tmpdir(), 'replay-')), 'trace.json')
    await writeFile(trace, JSON.stringify([second]))
    const exchanges = second === undefined ? [] : [second]
    await using backend = await recordedBackend({ ...recording, exchanges })
    const { code, out } = await run(['--target', backend.url, '--trace', trace])
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^1 of 1 records/) })
  })

  test('writes no password, session or token', async () => {
    const recording = await theRecording()
    await using backend = await recordedBackend(recording, (exchange) => {
      const answer = recordedAnswer(exchange)
      return exchange.name === 'auth.me'
        ? { ...answer, body: { leaked: `${password} of session-s1` } }
        : answer
    })
    const json = join(await mkdtemp(join(tmpdir(), 'replay-')), 'result.json')
    const { out } = await run(['--target', backend.url, '--json', json])
    expect(out).toContain('/body/leaked: expected nothing, received "[redacted] of session-s1"')
    expect(await readFile(json, 'utf8')).not.toContain(password)
  })
})

describe('bad usage ends with 4 and says what to do', () => {
  test.each([
    [[], 'No --target was given. Give one such as http://127.0.0.1:4600.'],
    [['--target', 'ftp://127.0.0.1'], '--target is "ftp://127.0.0.1", no http or https URL'],
    [
      ['--target', 'http://127.0.0.1', '--expect', 'best'],
      '--expect is "best". Give observed or conforming.',
    ],
    [['--target', 'http://eucora.example'], 'Name it with --allow-global eucora.example'],
    [['--nonsense'], "Unknown option '--nonsense'"],
  ])('%j', async (args, message) => {
    const { code, err } = await run(args)
    expect(code).toBe(4)
    expect(err).toContain(message)
    expect(err).toContain('npm run replay -- --target URL')
  })

  test('a password that is not set', async () => {
    const { code, err } = await run(['--target', 'http://127.0.0.1', '--seed-password-env', 'OTHER'], {
      OTHER: '',
    })
    expect({ code, err }).toEqual({
      code: 4,
      err: 'OTHER is not set, so no user can sign in. Set it to the password of the users of the start state.',
    })
  })

  test('a trace that is not there', async () => {
    const { code, err } = await run(['--target', 'http://127.0.0.1', '--trace', '/nowhere.json'])
    expect(code).toBe(4)
    expect(err).toContain('/nowhere.json cannot be read')
  })

  test('a result that cannot be written', async () => {
    await using backend = await recordedBackend(await theRecording())
    const { code, err } = await run(['--target', backend.url, '--json', '/dev/null/result.json'])
    expect(code).toBe(4)
    expect(err).toContain('The result cannot be written')
  })
})

test('a failure that nobody foresaw ends with 2', async () => {
  await using backend = await recordedBackend(await theRecording())
  const err: string[] = []
  const out = () => {
    throw new Error('the pipe is closed')
  }
  const args = ['--recordings', recordingsFolder, '--target', backend.url]
  const code = await replay(args, {
    env: { EUCORA_PASSWORD: password },
    out,
    err: (text) => void err.push(text),
  })
  expect(code).toBe(2)
  expect(err.join()).toContain('the pipe is closed. Report this as a bug.')
})

test('it speaks on standard error unless told otherwise', async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => write.mockRestore())
  expect(await replay(['--expect', 'best'], { env: { EUCORA_PASSWORD: password } })).toBe(4)
  expect(String(write.mock.calls[0]?.[0])).toContain('--target')
})

describe('a target that cannot be judged ends with 5', () => {
  test('nothing listens, on a host that is allowed', async () => {
    const { code, err } = await run(['--target', 'http://0.0.0.0:9', '--allow-global', '0.0.0.0'])
    expect(code).toBe(5)
    expect(err).toContain('http://0.0.0.0:9 is not to be reached')
  })

  test('it is not EUCORA', async () => {
    const url = await serving(createServer((_, response) => response.end('hello')))
    const { code, err } = await run(['--target', url])
    expect(code).toBe(5)
    expect(err).toContain(`${url} answers /health/live with 200, not as EUCORA does`)
  })

  test('it does not speak HTTP', async () => {
    const server = createServer()
    server.on('connection', (socket) => socket.end('SMTP\r\n\r\n'))
    const { code, err } = await run(['--target', await serving(server)])
    expect(code).toBe(5)
    expect(err).toContain('is not to be reached')
  })

  test('it refuses a user', async () => {
    const url = await serving(signingIn(401, {}))
    const { code, err } = await run(['--target', url])
    expect(code).toBe(5)
    expect(err).toContain(`${url} refuses to sign in plain1 with 401`)
  })

  test('it signs in without a session', async () => {
    const url = await serving(signingIn(200, {}))
    const { code, err } = await run(['--target', url])
    expect(code).toBe(5)
    expect(err).toContain('signs plain1 in without a session cookie')
  })

  test('it goes away', async () => {
    const server = signingIn(200, { 'Set-Cookie': 'sessionid=s' })
    const url = await serving(server)
    let requests = 0
    server.on('request', (_, response) => {
      requests += 1
      // The seven before are the check and the sign-ins of the users that send something.
      if (requests > 7) {
        server.close()
        response.destroy()
        server.closeAllConnections()
      }
    })
    const { code, err } = await run(['--target', url])
    expect(code).toBe(5)
    expect(err).toContain('The target went away')
  })
})

test('a record that gets no answer is a difference, and the next are asked', async () => {
  const recording = await theRecording()
  const exchanges = recording.exchanges.slice(2, 4)
  const trace = join(await mkdtemp(join(tmpdir(), 'replay-')), 'trace.json')
  await writeFile(trace, JSON.stringify(exchanges))
  let requests = 0
  const url = await serving(
    createServer((request, response) => {
      requests += 1
      if (request.url === '/health/live') alive(response)
      else response.destroy()
    }),
  )
  const { code, out } = await run(['--target', url, '--trace', trace])
  expect(code).toBe(1)
  expect(requests).toBe(3)
  expect(
    out.match(/\/status: expected \d+, received "POST|\/status: expected \d+, received "GET/g),
  ).toHaveLength(2)
})

test('an id that no answer gave is a difference', async () => {
  const recording = await theRecording()
  const exchanges = recording.exchanges.filter(({ name }) => ['ai.ask', 'ai.conv'].includes(name))
  const trace = join(await mkdtemp(join(tmpdir(), 'replay-')), 'trace.json')
  await writeFile(trace, JSON.stringify(exchanges))
  await using backend = await recordedBackend({ ...recording, exchanges }, (exchange) => {
    const answer = recordedAnswer(exchange)
    return exchange.name === 'ai.ask' ? { ...answer, body: {} } : answer
  })
  const { out } = await run(['--target', backend.url, '--trace', trace])
  expect(out).toContain('/path: expected "the id that ai.ask answers at /conversation_id", received nothing')
})

type Response = Parameters<Parameters<typeof createServer>[1] & object>[1]

function alive(response: Response): void {
  response.writeHead(200, { 'X-Correlation-ID': crypto.randomUUID() })
  response.end('{"status":"alive"}')
}

/** Lives, and answers every other request so. */
function signingIn(status: number, headers: Readonly<Record<string, string>>): Server {
  return createServer((request, response) => {
    if (request.url === '/health/live') alive(response)
    else response.writeHead(status, headers).end('{}')
  })
}
