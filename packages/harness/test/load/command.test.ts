// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { load, type LoadSurroundings } from '../../src/commands/load.ts'
import type { ResolvedConfig } from '../../src/config.ts'
import { HarnessError } from '../../src/errors.ts'
import { startFakeBackend } from './fake-backend.ts'
import { fakeK6, hasK6, temporaryFolder, tinyLoad } from './tiny-load.ts'

afterEach(() => void vi.unstubAllEnvs())

const configFor = (reports: string): ResolvedConfig => ({
  root: reports,
  target: { command: ['no-such-program'], server: 'standin', startTimeoutMs: 1000, loadArgs: ['--fast'] },
  timeoutMs: 1000,
  reports,
  profiles: { tiny: () => Promise.resolve(tinyLoad) },
})

/** Runs the command in surroundings that tell what it wrote. */
async function run(args: string[], reports: string, around: LoadSurroundings = {}) {
  const lines: string[] = []
  const errors: string[] = []
  const out = (text: string) => void lines.push(text)
  const err = (text: string) => void errors.push(text)
  const code = await load(args, configFor(reports), { out, err, env: {}, ...around })
  return { code, lines, errors: errors.join('\n') }
}

describe('bad usage', () => {
  it.each([
    [[], 'No profile is named. Name one of: tiny.'],
    [['weekend'], 'There is no profile "weekend". Name one of: tiny.'],
    [['toString'], 'There is no profile "toString". Name one of: tiny.'],
    [['tiny', 'tiny'], 'More than one profile is named: tiny, tiny. Name one.'],
    [['tiny', '--fast'], "Unknown option '--fast'"],
    [['tiny', '--short', '--brief'], '--short and --brief exclude each other. Drop one.'],
    [['tiny', '--generators', '0'], '--generators is "0". Give a number from 1 to 16.'],
    [['tiny', '--batch', 'two'], '--batch is "two". Give a number from 1 to 30.'],
    [['tiny', '--write-fixture', 'f'], 'The profile "tiny" needs no rows besides the seed. Run it.'],
    [['tiny', '--target', 'nowhere'], 'The target "nowhere" is no http or https URL.'],
    [['tiny', '--target', 'http://10.0.0.1'], 'name the host: --allow-host 10.0.0.1'],
    [['tiny', '--target', 'http://127.0.0.1:1'], 'Neither EUCORA_CREDENTIALS nor EUCORA_PASSWORD is set'],
  ])('%j is told with what to do, exit 4', async (args, words) => {
    await using folder = await temporaryFolder()
    const { code, errors, lines } = await run(args, folder.path)
    expect(errors).toContain(words)
    expect(code).toBe(4)
    expect(lines).toEqual([])
    expect(await readdir(folder.path)).toEqual([])
  })

  it.each([
    [() => Promise.reject(new Error('no such file')), 'The profile "tiny" cannot be loaded: no such file.'],
    [() => Promise.resolve(JSON.parse('{}')), 'What is loaded as the profile "tiny" has no profile.'],
  ])('a profile that is not one is bad configuration, exit 4', async (tiny, words) => {
    await using folder = await temporaryFolder()
    const errors: string[] = []
    const config = { ...configFor(folder.path), profiles: { tiny } }
    const code = await load(['tiny'], config, { err: (text) => errors.push(text) })
    expect({ code, errors: errors.join('\n') }).toEqual({ code: 4, errors: expect.stringContaining(words) })
  })
})

describe('a fixture', () => {
  it('is written for the form and batch that are named', async () => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'rows.json')
    const fixtureRows = (form: { name: string }, batch: number) => [
      { model: `${form.name}.${batch}`, pk: 1, fields: {} },
    ]
    const profiles = { tiny: () => Promise.resolve({ ...tinyLoad, fixtureRows }) }
    const lines: string[] = []
    const args = ['tiny', '--short', '--write-fixture', file, '--batch', '3']
    const code = await load(
      args,
      { ...configFor(folder.path), profiles },
      { out: (line) => lines.push(line) },
    )
    expect({ code, lines }).toEqual({
      code: 0,
      lines: ['Wrote 1 rows. Load them with manage.py loaddata, then run: tiny --batch 3'],
    })
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([{ model: 'short.3', pk: 1, fields: {} }])
  })
})

describe('a load', () => {
  it.skipIf(!hasK6)('of the default target starts it, loads it and stops it', async () => {
    await using folder = await temporaryFolder()
    await using backend = await startFakeBackend()
    const [user] = backend.users
    const seen: unknown[] = []
    let stopped = 0
    const start: LoadSurroundings['start'] = async (_, options) => {
      seen.push(options)
      return { url: backend.url, servers: {}, [Symbol.asyncDispose]: async () => void (stopped += 1) }
    }
    const env = { EUCORA_PASSWORD: user?.password ?? '' }
    const { code, lines } = await run(['tiny', '--brief'], folder.path, { start, env })
    expect(code).toBe(0)
    expect(seen).toEqual([{ args: ['--fast'], env: { EUCORA_PASSWORD: user?.password } }])
    expect(stopped).toBe(1)
    expect(lines).toContain('PASS')
    const run0: unknown = JSON.parse(await readFile(lines.at(-1) ?? '', 'utf8'))
    expect(run0).toMatchObject({ form: { name: 'brief' }, target: { kind: 'stand-in' }, exitCode: 0 })
    expect(run0).toMatchObject({
      environment: { targetArgs: ['--fast'], users: ['loadtest_user', 'cab_approver', 'publisher_user'] },
    })
  })

  it('makes a password up where none is given', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, ''))
    const passwords: unknown[] = []
    await using backend = await startFakeBackend({ intercept: () => ({ status: 503, body: {} }) })
    const start: LoadSurroundings['start'] = async (_, options) => {
      passwords.push(options?.env?.['EUCORA_PASSWORD'])
      return { url: backend.url, servers: {}, [Symbol.asyncDispose]: async () => {} }
    }
    expect((await run(['tiny', '--short'], folder.path, { start })).code).toBe(5)
    expect(passwords).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)])
  })

  it('of a given target signs in with the password of the environment or the submitters of the file', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, ''))
    await using backend = await startFakeBackend()
    const roles = ['user', 'submitter', 'cab_member', 'security_reviewer', 'publisher', 'staff', 'superuser']
    const file = join(folder.path, 'credentials.json')
    const users = roles.map((role) => [role, [{ username: `the-${role}`, password: randomUUID() }]])
    await writeFile(file, JSON.stringify(Object.fromEntries(users)))
    const byFile = await run(['tiny', '--target', backend.url], folder.path, {
      env: { EUCORA_CREDENTIALS: file },
    })
    const byWord = await run(['tiny', '--target', backend.url], folder.path, {
      env: { EUCORA_PASSWORD: 'wrong' },
    })
    expect(byFile.lines.join('\n')).toContain('refuses to sign in the-submitter (role submitter) with 401')
    expect(byWord.lines.join('\n')).toContain('refuses to sign in loadtest_user (role submitter) with 401')
    expect([byFile.code, byWord.code]).toEqual([5, 5])
  })

  it.each([
    [
      'a load generator',
      { K6_BIN: '/nowhere/k6' },
      'reports',
      'No load generator: K6_BIN names "/nowhere/k6"',
    ],
    ['a place for its results', {}, 'k6', 'Results cannot be written to'],
  ])('without %s starts nothing, exit 4', async (_, env, reports, words) => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, ''))
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const start: LoadSurroundings['start'] = () => Promise.reject(new Error('must not be started'))
    const { code, errors, lines } = await run(['tiny'], join(folder.path, reports), { start })
    expect(errors).toContain(words)
    expect({ code, lines }).toEqual({ code: 4, lines: [] })
  })

  it('does not go to a backend that only the environment names, and says so', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, ''))
    const start: LoadSurroundings['start'] = () =>
      Promise.reject(new HarnessError('configuration', 'This one was started', 'Look'))
    const env = { EUCORA_BASE_URL: 'http://127.0.0.1:1' }
    const { lines, errors } = await run(['tiny'], folder.path, { start, env })
    expect(lines[0]).toContain('EUCORA_BASE_URL is set and not used')
    expect(errors).toBe('This one was started. Look.')
  })

  it('whose target does not start passes its message and code on', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, ''))
    const start: LoadSurroundings['start'] = () =>
      Promise.reject(new HarnessError('configuration', 'Port 4600 is in use', 'Free it'))
    const { code, errors } = await run(['tiny'], folder.path, { start })
    expect({ code, errors }).toEqual({ code: 4, errors: 'Port 4600 is in use. Free it.' })
  })

  it('that fails in an unknown way says so, exit 2', async () => {
    await using folder = await temporaryFolder()
    vi.stubEnv('K6_BIN', await fakeK6(folder.path, ''))
    const start: LoadSurroundings['start'] = () => Promise.reject(new Error('odd'))
    const { code, errors } = await run(['tiny'], folder.path, { start })
    expect({ code, errors }).toEqual({
      code: 2,
      errors: 'The load failed for a reason that the harness does not know: odd. Report this as a bug.',
    })
  })
})
