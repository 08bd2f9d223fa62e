// SPDX-License-Identifier: Apache-2.0
import { expect, it, onTestFinished } from 'vitest'
import { StandInControl } from '../../src/strength/control.ts'
import { sendJson, startServer } from '../support/http-server.ts'

const known = { id: 'D-02', rule: 'r', summary: 's', operations: ['cab.approve'] }

async function controlThatAnswers(status: number, body: unknown) {
  const server = await startServer((_, response) => sendJson(response, status, body))
  onTestFinished(() => server[Symbol.asyncDispose]())
  return { server, control: new StandInControl(server.url) }
}

it('the control of a stand-in lists its defects', async () => {
  const { control } = await controlThatAnswers(200, { defects: [known] })
  expect(await control.defects()).toEqual([known])
})

it('the control of a stand-in starts another with defects, and stops it', async () => {
  const { server, control } = await controlThatAnswers(200, { id: 3, url: 'http://127.0.0.1:1', stopped: 3 })
  expect(await control.start(['D-02'])).toMatchObject({ id: 3, url: 'http://127.0.0.1:1' })
  await control.stop(3)
  expect(server.received.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['POST', '/__control/instances', '{"defects":["D-02"]}'],
    ['DELETE', '/__control/instances/3', ''],
  ])
})

it.each([
  [
    'that refuses',
    404,
    { error: 'no control' },
    'answered 404: {"error":"no control"}. Start the stand-in with --control',
  ],
  ['that answers something else', 200, { defects: 7 }, 'answered 200: '],
])('a control %s is an error that says so', async (_, status, body, message) => {
  const { server, control } = await controlThatAnswers(status, body)
  await expect(control.defects()).rejects.toThrow(`GET ${server.url}/__control/defects ${message}`)
})
