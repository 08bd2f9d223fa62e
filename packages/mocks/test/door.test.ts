// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import { setupServer } from 'msw/node'
import { Type } from 'typebox'
import { Parse } from 'typebox/value'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createJamf,
  createProvider,
  createStandIn,
  findDefects,
  jamfServerOf,
  mswHandlers,
  servePlane,
} from '../src/index.ts'

const Manifest = Type.Object({ exports: Type.Record(Type.String(), Type.String()) })
const packages = new URL('../../', import.meta.url)

describe('the door of the package', () => {
  test.each(['harness', 'mocks', 'scenarios'])('every door that %s names is there', async (name) => {
    const folder = new URL(`${name}/`, packages)
    const text = await readFile(new URL('package.json', folder), 'utf8')
    const doors = Object.values(Parse(Manifest, { exports: {}, ...JSON.parse(text) }).exports)
    for (const door of doors) await expect(readFile(new URL(door, folder), 'utf8')).resolves.toContain('SPDX')
  })

  test('a mock answers as MSW handlers in the own process', async () => {
    const server = jamfServerOf({ EUCORA_PASSWORD: 'of this run' })
    const jamf = createJamf({ server })
    const msw = setupServer(...mswHandlers(jamf, 'https://example.jamfcloud.com'))
    msw.listen()
    onTestFinished(() => msw.close())
    const answer = await fetch('https://example.jamfcloud.com/api/v1/jamf-pro-version')
    expect([answer.status, jamf.calls.all().map(({ target }) => target)]).toEqual([
      401,
      ['/api/v1/jamf-pro-version'],
    ])
  })

  test('a mock answers over HTTP, with a fault in front', async () => {
    const plane = createProvider('openai', 'a key')
    plane.inject({ kind: 'status', status: 503 })
    const served = await servePlane(plane)
    onTestFinished(() => served.close())
    expect((await fetch(`${served.url}/v1/models`)).status).toBe(503)
  })

  test('the stand-in answers, with a defect', async () => {
    const standIn = await createStandIn({ defects: findDefects('D-01') }).listen()
    onTestFinished(() => standIn.close())
    expect((await fetch(`${standIn.url}/health/live`)).status).toBe(200)
  })
})
