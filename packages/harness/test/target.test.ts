// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ResolvedConfig } from '../src/config.ts'
import { openSuiteTarget } from '../src/suite-target.ts'
import { startTarget } from '../src/target.ts'
import { password, startEucora } from './support/eucora.ts'
import { startServer } from './support/http-server.ts'

afterEach(() => void vi.unstubAllEnvs())

const program = fileURLToPath(new URL('support/fake-target.ts', import.meta.url))

function configOf(target: Partial<ResolvedConfig['target']> = {}): ResolvedConfig {
  return {
    root: import.meta.dirname,
    target: {
      command: [process.execPath, program],
      server: 'standin',
      startTimeoutMs: 15_000,
      loadArgs: [],
      ...target,
    },
    timeoutMs: 5000,
    reports: '/nowhere',
    profiles: {},
  }
}

describe('starting the default target', () => {
  it('waits until it listens and ends it afterwards', async () => {
    const target = await startTarget(configOf())
    expect((await fetch(`${target.url}/health/live`)).status).toBe(200)
    expect(target.servers).toEqual({ s3: 'http://127.0.0.1:1', standin: target.url })

    await target[Symbol.asyncDispose]()

    await expect(fetch(`${target.url}/health/live`)).rejects.toThrow('fetch failed')
  })

  it('ends also one that does not listen to being asked', async () => {
    const target = await startTarget(configOf(), { env: { FAKE: 'stubborn' } })

    await target[Symbol.asyncDispose]()

    await expect(fetch(`${target.url}/health/live`)).rejects.toThrow('fetch failed')
  })

  it('passes its complaint about usage on, with exit code 4', async () => {
    const failed = startTarget(configOf(), { env: { FAKE: 'port in use' } })
    await expect(failed).rejects.toMatchObject({ exitCode: 4 })
    await expect(failed).rejects.toThrow('before it listened; it said: Port 4600 for standin is in use.')
  })

  it('reports a crash as a failure of the harness, with exit code 2', async () => {
    const failed = startTarget(configOf(), { env: { FAKE: 'crash' } })
    await expect(failed).rejects.toMatchObject({ exitCode: 2 })
    await expect(failed).rejects.toThrow('ended with code 7 before it listened; it said: It broke.')
  })

  it('gives up on one that stays silent', async () => {
    const failed = startTarget(configOf({ startTimeoutMs: 400 }), { env: { FAKE: 'silent' } })
    await expect(failed).rejects.toMatchObject({ kind: 'time-out', exitCode: 2 })
    await expect(failed).rejects.toThrow('did not announce the server "standin" within 400 ms')
  })

  it('is bad configuration where the program is not there', async () => {
    const failed = startTarget(configOf({ command: ['no-such-program-here'] }))
    await expect(failed).rejects.toMatchObject({ kind: 'configuration', exitCode: 4 })
    await expect(failed).rejects.toThrow('`no-such-program-here` cannot be started')
  })
})

describe('opening a target for suites', () => {
  it('starts the default one with a password of this run', async () => {
    const target = await openSuiteTarget(configOf(), { EUCORA_PASSWORD: password, EUCORA_RUN_ID: 'mine-1' })

    expect(target.env).toMatchObject({
      EUCORA_BASE_URL: target.url,
      EUCORA_PASSWORD: password,
      EUCORA_RUN_ID: 'mine-1',
    })
    await target[Symbol.asyncDispose]()
  })

  it('calls the other servers of the default one before a scenario does', async () => {
    const called = Promise.withResolvers<string>()
    const plane = await startServer(({ path }, response) => {
      response.end('{}')
      called.resolve(path)
    })
    vi.stubEnv('FAKE_PLANE', plane.url)
    const target = await openSuiteTarget(configOf(), { EUCORA_PASSWORD: password })

    expect(await called.promise).toBe('/__control/health')
    await target[Symbol.asyncDispose]()
    await plane[Symbol.asyncDispose]()
  })

  it('takes the one that the environment names, and leaves it running', async () => {
    const server = await startEucora()
    const target = await openSuiteTarget(configOf(), {
      EUCORA_BASE_URL: server.url,
      EUCORA_PASSWORD: password,
    })

    expect(target.env['EUCORA_BASE_URL']).toBe(server.url)
    await target[Symbol.asyncDispose]()
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200)
    await server[Symbol.asyncDispose]()
  })

  it('ends the default one again where nobody can sign in', async () => {
    vi.stubEnv('FAKE', 'refuses')
    const failed = openSuiteTarget(configOf(), {})
    await expect(failed).rejects.toMatchObject({ kind: 'credentials-refused', exitCode: 5 })
  })

  it('is invalid where nobody listens', async () => {
    const server = await startServer(() => undefined)
    await server[Symbol.asyncDispose]()
    const failed = openSuiteTarget(configOf(), { EUCORA_BASE_URL: server.url, EUCORA_PASSWORD: password })
    await expect(failed).rejects.toMatchObject({ kind: 'target-down', exitCode: 5 })
    await expect(failed).rejects.toThrow(`The target ${server.url} is not to be reached`)
  })

  it('is invalid where what listens is no EUCORA', async () => {
    const server = await startServer((_, response) => response.end('{"status":"alive"}'))
    const failed = openSuiteTarget(configOf(), { EUCORA_BASE_URL: server.url, EUCORA_PASSWORD: password })
    await expect(failed).rejects.toMatchObject({ kind: 'not-eucora', exitCode: 5 })
    await server[Symbol.asyncDispose]()
  })

  it('is invalid where one role cannot sign in', async () => {
    const server = await startEucora({ refused: (name) => name.startsWith('publisher') })
    const failed = openSuiteTarget(configOf(), { EUCORA_BASE_URL: server.url, EUCORA_PASSWORD: password })
    await expect(failed).rejects.toThrow('refuses to sign in publisher-01 (role publisher) with 401')
    await server[Symbol.asyncDispose]()
  })
})
