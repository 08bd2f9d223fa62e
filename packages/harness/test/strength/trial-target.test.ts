// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest'
import { TrialTarget } from '../../src/playwright/trial-target.ts'
import { sendJson, startServer } from '../support/http-server.ts'

const failed = (message: string) => ({ status: 'failed' as const, errors: [{ message }] })
const byAssertion = failed('expect(received).toBe(expected)')
const trial = (defect: string, enough = 1) => ({ defect, enough })

afterEach(() => vi.unstubAllEnvs())

describe('what a worker has for the defect that it is at', () => {
  it('spares a trial after enough scenarios noticed the defect, and starts anew with the next one', async () => {
    await using target = new TrialTarget('http://127.0.0.1:1', 1000)
    const spared: boolean[] = []
    for (const each of [trial('D', 2), trial('D', 2), trial('D', 2), trial('E', 2)]) {
      spared.push(await target.isSpared(each))
      target.noteEnd(byAssertion)
    }
    expect(spared).toEqual([false, false, true, false])
  })

  it('counts no failure but that of an assertion', async () => {
    await using target = new TrialTarget('http://127.0.0.1:1', 1000)
    await target.isSpared(trial('D'))
    target.noteEnd(failed('The target refused the sign-in'))
    target.noteEnd({ status: 'timedOut', errors: [{ message: 'expect(received).toBe(expected)' }] })
    target.noteEnd({ status: 'passed', errors: [] })
    expect(await target.isSpared(trial('D'))).toBe(false)
  })

  it('keeps one stand-in with the defect for twelve trials, and ends it with the defect', async () => {
    vi.stubEnv('EUCORA_PASSWORD', 'Aa1-of-a-test')
    let started = 0
    await using server = await startServer((request, response) => {
      if (request.method === 'POST') started += 1
      sendJson(response, 200, request.method === 'DELETE' ? { stopped: 1 } : { id: started, url: server.url })
    })
    const target = new TrialTarget(server.url, 1000)
    const connections = new Set<unknown>()
    for (let turn = 0; turn < 13; turn += 1) {
      await target.isSpared(trial('D', Number.POSITIVE_INFINITY))
      connections.add(await target.connection())
    }
    await target[Symbol.asyncDispose]()

    expect(connections.size).toBe(2)
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /__control/health',
      'POST /__control/instances',
      'DELETE /__control/instances/1',
      'GET /__control/health',
      'POST /__control/instances',
      'DELETE /__control/instances/2',
    ])
  })

  it('says so where the target has no control API, and where there is no defect', async () => {
    await using server = await startServer((_, response) => sendJson(response, 404, {}))
    await using target = new TrialTarget(server.url, 1000)
    await expect(target.connection()).rejects.toThrow('A trial has no defect')
    await target.isSpared(trial('D'))
    await expect(target.connection()).rejects.toThrow('has no control API')
  })
})
