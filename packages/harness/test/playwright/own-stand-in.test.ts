// SPDX-License-Identifier: Apache-2.0
import { expect, it, onTestFinished } from 'vitest'
import { startOwnStandIn } from '../../src/playwright/own-stand-in.ts'
import { sendJson, startServer } from '../support/http-server.ts'

it('a scenario gets a stand-in of its own beside the target, and ends it', async () => {
  const server = await startServer((_, response) =>
    sendJson(response, 200, { id: 3, url: 'http://127.0.0.1:1', stopped: 3 }),
  )
  onTestFinished(() => server[Symbol.asyncDispose]())
  const own = await startOwnStandIn(server.url, ['D-13'])
  await own?.stop()
  expect(own?.url).toBe('http://127.0.0.1:1')
  expect(server.received.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['GET', '/__control/health', ''],
    ['POST', '/__control/instances', '{"defects":["D-13"]}'],
    ['DELETE', '/__control/instances/3', ''],
  ])
})

it('a target without a control API gives no scenario a stand-in', async () => {
  const server = await startServer((_, response) => sendJson(response, 404, {}))
  onTestFinished(() => server[Symbol.asyncDispose]())
  expect(await startOwnStandIn(server.url, undefined)).toBeUndefined()
})
