// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { runLoad, type RunLoadOptions } from '../../src/load/runner.ts'
import { startFakeBackend } from './fake-backend.ts'
import { fakeK6, optionsFor, temporaryFolder, tinyLoad, tinyProfile } from './tiny-load.ts'

afterEach(() => void vi.unstubAllEnvs())

describe('a load that is interrupted outside the load itself', () => {
  it('before it begins starts no generator', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, "throw new Error('k6 must not be started')"))
    await using backend = await startFakeBackend()
    const result = await runLoad(optionsFor(backend, folder.path, { signal: AbortSignal.abort() }))
    expect(result).toMatchObject({ verdict: 'INVALID', exitCode: 5 })
    expect(JSON.parse(await readFile(result.runFile, 'utf8'))).toMatchObject({ interrupted: true })
    expect(backend.signIns).toBe(0)
  })

  it('while it is read back is INVALID, with what could not be read left open', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, ''))
    const stopping = new AbortController()
    let counts = 0
    await using backend = await startFakeBackend({
      intercept: (_, path) => {
        if (!path.includes('/core/') || ++counts === 1) return undefined
        stopping.abort()
        return 'hang'
      },
    })
    const result = await runLoad(optionsFor(backend, folder.path, { signal: stopping.signal }))
    expect(result).toMatchObject({ verdict: 'INVALID', exitCode: 5 })
    expect(JSON.parse(await readFile(result.runFile, 'utf8'))).toMatchObject({
      interrupted: true,
      invariants: [{ name: 'accepted = stored', verdict: 'UNEVALUATED' }, {}],
    })
  })
})

describe('a target that cannot be judged', () => {
  const refuse = "throw new Error('k6 must not be started')"

  it('is INVALID where another service answers', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, refuse))
    await using backend = await startFakeBackend({
      intercept: () => ({ status: 200, body: 'Welcome to nginx!' }),
    })
    const result = await runLoad(optionsFor(backend, folder.path))
    expect(result).toMatchObject({ verdict: 'INVALID', exitCode: 5 })
    expect(result.reasons[0]).toContain('answers /health/live with 200, not as EUCORA does')
    expect(JSON.parse(await readFile(result.runFile, 'utf8'))).toMatchObject({
      verdict: 'INVALID',
      invariants: [],
    })
  })

  it('is INVALID where nothing answers', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, refuse))
    await using backend = await startFakeBackend()
    await backend[Symbol.asyncDispose]()
    const result = await runLoad(optionsFor(backend, folder.path))
    expect(result.reasons[0]).toContain('ECONNREFUSED')
  })

  it('is INVALID where a user cannot sign in, and the password stays out of the message', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, refuse))
    await using backend = await startFakeBackend()
    const credentials = [{ username: 'loadtest_user', password: 'not-the-one' }]
    const result = await runLoad(optionsFor(backend, folder.path, { credentials }))
    expect(result.reasons[0]).toContain(
      'refuses to sign in loadtest_user (role submitter) with 401. Set EUCORA_PASSWORD',
    )
    expect(await readFile(result.runFile, 'utf8')).not.toContain('not-the-one')
  })

  it('is INVALID where sign-in gives no session, or nothing can be counted or not by this user', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, refuse))
    await using noSession = await startFakeBackend({
      change: (_, path, reply) => (path.endsWith('/login') ? { ...reply, headers: {} } : reply),
    })
    await using noCount = await startFakeBackend({
      intercept: (_, path) => (path.includes('/core/') ? { status: 200, body: [] } : undefined),
    })
    await using noRight = await startFakeBackend({
      intercept: (_, path) =>
        path.includes('/core/') ? { status: 403, body: { error: 'no', correlation_id: 'x' } } : undefined,
    })
    const results = [
      await runLoad(optionsFor(noSession, folder.path)),
      await runLoad(optionsFor(noCount, folder.path)),
      await runLoad(optionsFor(noRight, folder.path)),
    ]
    expect(results.map(({ verdict }) => verdict)).toEqual(['INVALID', 'INVALID', 'INVALID'])
    expect(results[0]?.reasons[0]).toContain('accepts sign-ins and gives no session')
    expect(results[1]?.reasons[0]).toContain('core.deployments.list answered 200, against the contract')
    expect(results[2]?.reasons[0]).toContain('core.deployments.list answered 403. Check what')
  })
})

describe('a load that cannot be tried', () => {
  const attempt = async (more: Partial<RunLoadOptions>, k6 = "throw new Error('no')", version?: string) => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, k6, version))
    await using backend = await startFakeBackend()
    const error: unknown = await runLoad(optionsFor(backend, join(folder.path, 'reports'), more)).catch(
      (found: unknown) => found,
    )
    const reports = await readdir(join(folder.path, 'reports', 'runs')).catch(() => [])
    return { error, reports }
  }

  it.each([
    [
      'a bad URL',
      { target: { url: 'nowhere', kind: 'external' } },
      'The target "nowhere" is no http or https URL.',
    ],
    ['another host', { target: { url: 'http://example.org', kind: 'external' } }, '--allow-host example.org'],
    [
      'a URL with a password',
      { target: { url: 'http://u:p@127.0.0.1', kind: 'external' } },
      'The target http://127.0.0.1 came with',
    ],
    ['no user to sign in with', { credentials: [] }, 'No user is given to sign in with. Give at least one.'],
    [
      'a rate out of reach',
      { workload: { ...tinyLoad, profile: { ...tinyProfile, users: 1 } } },
      '15 to 30 requests per second are wanted, and 1 users ÷ (0.05 s mean think time + 0.2 s p50 limit) offer 4.0. Add',
    ],
    [
      'more than the rate',
      { workload: { ...tinyLoad, profile: { ...tinyProfile, users: 50 } } },
      'offer 200.0. Take users away or lengthen the think time.',
    ],
    ['no users', { workload: { ...tinyLoad, profile: { ...tinyProfile, users: 0 } } }, 'must be above 0'],
    [
      'a think time that is no range',
      { workload: { ...tinyLoad, profile: { ...tinyProfile, thinkSeconds: { min: 2, max: 1 } } } },
      'think time 2 to 1 s is no range',
    ],
    [
      'a mix without weight',
      { workload: { ...tinyLoad, profile: { ...tinyProfile, mix: { write: 0 } } } },
      'its mix is',
    ],
  ] as const)('for %s is refused with exit 4 and leaves nothing', async (_, more, words) => {
    const { error, reports } = await attempt(more)
    expect(error).toMatchObject({ exitCode: 4, message: expect.stringContaining(words) })
    expect(reports).toEqual([])
  })

  it.each([
    ['k6 1.0.0 (go)', 'does not say that it is k6'],
    ['k6 v1.7.0 (go)', 'is release 1.7.0'],
  ])('for the generator "%s" is refused with exit 4', async (version, words) => {
    const { error } = await attempt({}, '', version)
    expect(error).toMatchObject({ exitCode: 4, message: expect.stringContaining(words) })
  })

  it('without any generator is refused with exit 4', async () => {
    await using folder = await temporaryFolder()
    await using backend = await startFakeBackend()
    vi.stubEnv('K6_BIN', join(folder.path, 'nothing'))
    const running = runLoad(optionsFor(backend, folder.path))
    await expect(running).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('(ENOENT). Install k6 2.2'),
    })
  })

  it('into a place that is no folder is refused with exit 4', async () => {
    await using folder = await temporaryFolder()
    await using backend = await startFakeBackend()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, ''))
    await writeFile(join(folder.path, 'reports'), '')
    const running = runLoad(optionsFor(backend, join(folder.path, 'reports')))
    await expect(running).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('Results cannot be written'),
    })
  })

  it('with a script that does not build ends with exit 2', async () => {
    const { error, reports } = await attempt({
      workload: { ...tinyLoad, script: new URL('./no.ts', import.meta.url) },
    })
    expect(error).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('The k6 script cannot be bundled'),
    })
    expect(reports).toEqual([])
  })

  it('because k6 refuses the script ends with exit 2 and k6’s own words', async () => {
    const { error, reports } = await attempt({}, "console.error('GoError: boom'); process.exit(107)")
    expect(error).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('k6 failed with exit code 107'),
    })
    expect(error).toMatchObject({ message: expect.stringContaining('GoError: boom') })
    expect(reports).toEqual([])
  })
})

describe('a generator that does not live to the end', () => {
  it.each([
    [
      'is killed',
      "process.kill(process.pid, 'SIGKILL')",
      'The load generator was stopped by SIGKILL before the end',
    ],
    [
      'is interrupted from outside',
      'process.exit(105)',
      'The load generator was stopped from outside before the end',
    ],
    [
      'reports nothing',
      '',
      'The record is incomplete: the load generator sent an unknown number of requests',
    ],
  ])('and %s makes the run INVALID', async (_, script, words) => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, script))
    await using backend = await startFakeBackend()
    const result = await runLoad(optionsFor(backend, folder.path))
    expect(result).toMatchObject({ verdict: 'INVALID', exitCode: 5 })
    expect(result.reasons[0]).toContain(words)
  })

  it('and never hears of the stop is killed with nothing left running', async () => {
    await using folder = await temporaryFolder()
    const stopping = new AbortController()
    await using backend = await startFakeBackend({
      intercept: (_, path) => {
        if (path !== '/started') return undefined
        stopping.abort()
        return { status: 200, body: {} }
      },
    })
    const deaf = `process.on('SIGINT', () => {}); fetch('${backend.url}/started'); setInterval(() => {}, 1000)`
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, deaf))
    const running = runLoad(optionsFor(backend, folder.path, { signal: stopping.signal }))
    expect(await running).toMatchObject({ verdict: 'INVALID', exitCode: 5 })
  })
})
