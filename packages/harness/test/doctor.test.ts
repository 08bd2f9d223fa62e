// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { examine, port, type Finding, type Reach } from '../src/doctor.ts'
import { HarnessError } from '../src/errors.ts'
import { listen } from './commands/listen.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eucora doctor '))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const reachAll: Reach = { isEucora: () => Promise.resolve(), signIn: () => Promise.resolve() }
const refuse = (kind: 'target-down' | 'credentials-refused') => () =>
  Promise.reject(new HarnessError(kind, `refused as ${kind}`, 'Do something about it'))

const named = (findings: readonly Finding[], name: string) =>
  findings.find((finding) => finding.name === name)
const real = { EUCORA_BASE_URL: 'http://127.0.0.1:9', EUCORA_PASSWORD: 'of-the-seed' }

test('a k6 is named with its version and how it was found', async () => {
  const k6 = join(folder, 'k6')
  await writeFile(k6, '#!/bin/sh\necho "k6 v2.2.0 (go1.26)"\n')
  await chmod(k6, 0o755)
  expect(named(await examine({ K6_BIN: k6 }, reachAll), 'k6')).toEqual({
    name: 'k6',
    ok: true,
    found: `2.2.0 (${k6}, found by K6_BIN)`,
  })
  const found = named(await examine({ K6_BIN: k6, EUCORA_K6_FOUND: 'cache' }, reachAll), 'k6')?.found
  expect(found).toContain('found by cache')
  expect(named(await examine({ PATH: `${folder}:/bin` }, reachAll), 'k6')?.found).toContain('found by PATH')
})

test('a missing k6 is what a load would end with, and says what to do', async () => {
  const k6 = named(await examine({ PATH: folder }, reachAll), 'k6')
  expect(k6).toMatchObject({ ok: false, exitCode: 4 })
  expect(k6?.next).toContain('npm run load')
})

test('a missing browser ends nothing', async () => {
  const browser = named(await examine({}, reachAll), 'browser')
  expect(browser).toMatchObject({ ok: false })
  expect(browser?.exitCode).toBeUndefined()
  expect(named(await examine({ EUCORA_BROWSER: '/usr/bin/chromium' }, reachAll), 'browser')?.ok).toBe(true)
})

test('without EUCORA_BASE_URL the target is the embedded stand-in', async () => {
  expect(named(await examine({}, reachAll), 'target')?.found).toContain('embedded stand-in')
})

test('a port in use is told from a free one', async () => {
  const server = createServer()
  const number = await listen(server)
  expect(await port(number)).toMatchObject({ ok: false, found: 'in use by another program' })
  await new Promise((resolve) => server.close(resolve))
  expect(await port(number)).toMatchObject({ ok: true })
})

test('on a real backend the first user of each role is signed in', async () => {
  const roles: string[] = []
  const findings = await examine(real, {
    ...reachAll,
    signIn: (_baseUrl, _credentials, role) => {
      roles.push(role)
      return Promise.resolve()
    },
  })
  expect(named(findings, 'target')?.found).toBe('http://127.0.0.1:9 is a live EUCORA')
  expect(roles).toContain('cab_member')
  expect(findings.filter(({ name }) => name.startsWith('user ')).map(({ name }) => name.slice(5))).toEqual(
    roles,
  )
  expect(named(findings, 'port 4600')).toBeUndefined()
})

test('a refused user is exit 5, the others are still looked at', async () => {
  const findings = await examine(real, {
    ...reachAll,
    signIn: (_baseUrl, _credentials, role) =>
      role === 'publisher' ? refuse('credentials-refused')() : Promise.resolve(),
  })
  expect(named(findings, 'user publisher')).toMatchObject({
    ok: false,
    exitCode: 5,
  })
  expect(named(findings, 'user cab_member')?.ok).toBe(true)
})

test('a target that is down is exit 5, and no user is looked at', async () => {
  const findings = await examine(real, {
    ...reachAll,
    isEucora: () => Promise.reject(new HarnessError('target-down', 'It is down', 'Start it')),
  })
  expect(named(findings, 'target')).toMatchObject({ ok: false, exitCode: 5 })
  expect(named(findings, 'users')).toMatchObject({ ok: false, found: 'not looked at: no target' })
})

test('missing credentials are exit 4', async () => {
  const findings = await examine({ EUCORA_BASE_URL: 'http://127.0.0.1:9' }, reachAll)
  expect(named(findings, 'users')).toMatchObject({ ok: false, exitCode: 4 })
})

test('what is no error of the harness is reported as a defect of ours', async () => {
  const findings = await examine(real, { ...reachAll, isEucora: () => Promise.reject(new TypeError('odd')) })
  expect(named(findings, 'target')).toMatchObject({ ok: false, found: 'odd', exitCode: 2 })
})
