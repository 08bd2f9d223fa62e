// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { doctor } from '../../src/commands/doctor.ts'
import { startEucora } from '../support/eucora.ts'
import { listen } from './listen.ts'

let printed = ''
beforeEach(() => {
  printed = ''
  const keep = (text: string | Uint8Array): boolean => {
    printed += String(text)
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(keep)
  vi.spyOn(process.stderr, 'write').mockImplementation(keep)
  vi.stubEnv('K6_BIN', '/nowhere/k6')
  vi.stubEnv('EUCORA_CREDENTIALS', '')
  vi.stubEnv('EUCORA_PASSWORD', 'of-the-seed')
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** A server that answers everything with this status and body. */
async function serve(status: number, body: string) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

test('it says what is missing and what to do, and ends as a load would', async () => {
  vi.stubEnv('EUCORA_BASE_URL', '')
  expect(await doctor([])).toBe(4)
  expect(printed).toMatch(/^ok +Node +\d+\./m)
  expect(printed).toMatch(/^missing +k6 .*\/nowhere\/k6/m)
  expect(printed).toContain('-> ')
})

test('a target that is not EUCORA is exit 5 or a worse one', async () => {
  await using other = await serve(200, '{"hello":"world"}')
  vi.stubEnv('EUCORA_BASE_URL', other.url)
  expect(await doctor(['--json'])).toBe(4)
  expect(JSON.parse(printed)).toContainEqual(
    expect.objectContaining({ name: 'target', ok: false, exitCode: 5 }),
  )
})

test('users that cannot sign in are named by role', async () => {
  await using target = await startEucora({ refused: (name) => name.startsWith('cab-member') })
  vi.stubEnv('EUCORA_BASE_URL', target.url)
  await doctor([])
  expect(printed).toMatch(/^ok +target/m)
  expect(printed).toMatch(/^missing +user cab_member/m)
})

test('bad usage is exit 4', async () => {
  expect(await doctor(['--what'])).toBe(4)
  expect(printed).toContain('harness doctor [--json]')
})
