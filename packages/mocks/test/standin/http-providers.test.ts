// SPDX-License-Identifier: Apache-2.0
import { describe, expect, onTestFinished, test } from 'vitest'
import { createAnthropic } from '../../src/providers/anthropic/anthropic.ts'
import { createGroq } from '../../src/providers/groq/groq.ts'
import { createOpenAi } from '../../src/providers/openai/openai.ts'
import { servePlane } from '../../src/plane/serve-plane.ts'
import { HttpProviders, type HttpProvidersOptions } from '../../src/standin/http-providers.ts'
import type { ChatOrder } from '../../src/standin/provider-gateway.ts'
import { State } from '../../src/standin/state.ts'
import { ask } from './cab-helper.ts'
import { other, plain } from './call-helper.ts'
import { root, startState } from './start-helper.ts'

const apiKey = 'made-up-key-for-this-test'
const models = { openai: 'gpt-4o', groq: 'llama-3.1-8b-instant', anthropic: 'claude-sonnet-4-6' } as const

async function gateway(options: HttpProvidersOptions = {}) {
  const planes = {
    openai: createOpenAi({ apiKey }),
    groq: createGroq({ apiKey }),
    anthropic: createAnthropic({ apiKey }),
  }
  const servers = await Promise.all(Object.values(planes).map((plane) => servePlane(plane)))
  for (const { close } of servers) onTestFinished(close)
  const [openai = '', groq = '', anthropic = ''] = servers.map(({ url }) => url)
  const waits: number[] = []
  const wait = (ms: number) => Promise.resolve(waits.push(ms))
  const urls = { openai: `${openai}/v1`, groq, anthropic }
  return { planes, urls, waits, providers: new HttpProviders(urls, { wait, ...options }) }
}

function order(more: Partial<ChatOrder> = {}): ChatOrder {
  const providerType = more.providerType ?? 'openai'
  return {
    providerType,
    model: models[providerType],
    apiKey,
    endpointUrl: undefined,
    maxTokens: 200,
    temperature: 0.7,
    messages: [
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: 'Reply exactly with: yes' },
    ],
    requestId: 'request-1',
    ...more,
  }
}

describe('over HTTP', () => {
  test.each(['openai', 'groq', 'anthropic'] as const)(
    '%s is asked with the request’s id',
    async (providerType) => {
      const { providers, planes } = await gateway()
      expect(await providers.chat(order({ providerType }))).toEqual({ ok: true, text: 'yes' })
      expect(planes[providerType].calls.all()).toMatchObject([{ status: 200, correlationId: 'request-1' }])
    },
  )

  test('a provider with an endpoint of its own is asked there', async () => {
    const { urls } = await gateway()
    const elsewhere = new HttpProviders({ openai: 'http://127.0.0.1:1', groq: '', anthropic: '' })
    expect(await elsewhere.chat(order({ endpointUrl: `${urls.openai}/` }))).toEqual({ ok: true, text: 'yes' })
  })

  test('a failure that may pass is tried again after the time that the provider asks for', async () => {
    const { providers, planes, waits } = await gateway()
    planes.openai.inject({ kind: 'status', status: 503, times: 1 })
    planes.openai.inject({ kind: 'status', status: 429, times: 1, headers: { 'retry-after': '1.5' } })
    expect(await providers.chat(order())).toEqual({ ok: true, text: 'yes' })
    expect(waits).toEqual([1500, 1000])
  })

  test('milliseconds to wait count more than seconds, and more than a minute not at all', async () => {
    const { providers, planes, waits } = await gateway()
    planes.openai.inject({ kind: 'status', status: 429, times: 1, headers: { 'retry-after': '90' } })
    planes.openai.inject({ kind: 'status', status: 429, times: 1, headers: { 'retry-after-ms': '7' } })
    expect(await providers.chat(order())).toEqual({ ok: true, text: 'yes' })
    expect(waits).toEqual([7, 1000])
  })

  test.each([
    ['openai', 401, 1, 'Invalid API key'],
    ['openai', 404, 1, 'Model not found'],
    ['openai', 400, 1, 'AI provider error: 400 Failure 400.'],
    ['openai', 429, 3, 'Rate limit exceeded'],
    ['groq', 500, 3, 'AI provider error: 500 Internal Server Error'],
    ['anthropic', 529, 3, 'AI provider error: 529 Overloaded'],
  ] as const)('%s that answers %i is tried %i times', async (providerType, status, count, error) => {
    const { providers, planes } = await gateway()
    planes[providerType].inject({ kind: 'status', status })
    const answer = await providers.chat(order({ providerType }))
    expect(answer).toEqual({ ok: false, error: expect.stringContaining(error) })
    expect(planes[providerType].calls.count).toBe(count)
  })

  test('a page instead of JSON, no text, a reset and a time-out are failures', async () => {
    const { providers, planes } = await gateway({ timeoutMs: 200 })
    const errors: unknown[] = []
    for (const fault of [
      { kind: 'html', status: 502 },
      { kind: 'status', status: 200, body: { choices: [] } },
      { kind: 'status', status: 200, body: 'no JSON' },
      { kind: 'reset' },
      { kind: 'hang' },
    ] as const) {
      const injected = planes.openai.inject(fault)
      const answer = await providers.chat(order())
      errors.push('error' in answer ? answer.error : answer)
      injected.remove()
    }
    expect(errors).toEqual([
      'AI provider error: 502',
      'AI provider error: The answer has no text.',
      'AI provider error: The answer has no text.',
      'AI provider error: fetch failed',
      expect.stringContaining('AI provider error: The operation was aborted due to timeout'),
    ])
  })

  test('waits by the machine’s time', async () => {
    const { urls, planes } = await gateway()
    planes.openai.inject({ kind: 'status', status: 429, times: 1, headers: { 'retry-after-ms': '1' } })
    expect(await new HttpProviders(urls).chat(order())).toEqual({ ok: true, text: 'yes' })
  })
})

describe('in the stand-in', () => {
  const config = { provider_type: 'openai', model_name: 'gpt-4o', api_key: apiKey, is_default: true }

  async function withProvider() {
    const { providers, planes } = await gateway()
    const state = startState({ worker: true })
    state.providers = providers
    await ask(state, 'ai.providers.configure', { user: root, body: config })
    return { state, planes }
  }

  async function task(state: State): Promise<string> {
    const body = { title: 'A plan', description: 'Deploy it.' }
    const created = await ask(state, 'ai.tasks.create', { user: plain, body })
    const answer = created.body['task']
    return typeof answer === 'object' && answer !== null && 'id' in answer ? String(answer.id) : ''
  }

  test('a revision carries the provider’s answer', async () => {
    const { state } = await withProvider()
    const params = { task_id: await task(state) }
    const body = { feedback: 'Reply exactly with: Deploy it to the canary ring.' }
    const revised = await ask(state, 'ai.tasks.requestRevision', { user: plain, params, body })
    expect(revised.body).toMatchObject({ task: { status: 'awaiting_approval' } })
    expect(JSON.stringify(revised.body)).toContain('Deploy it to the canary ring.')
  })

  test('a provider that fails again and again leaves the revision asked for', async () => {
    const { state, planes } = await withProvider()
    planes.openai.inject({ kind: 'status', status: 503 })
    const params = { task_id: await task(state) }
    const revised = await ask(state, 'ai.tasks.requestRevision', {
      user: plain,
      params,
      body: { feedback: 'x' },
    })
    expect(revised).toMatchObject({
      status: 200,
      body: { task: { status: 'revision_requested', ai_status: 'pending' } },
    })
    const read = await ask(state, 'ai.tasks.get', { user: plain, params })
    expect(read.body).toMatchObject({ task: { status: 'revision_requested', description: 'Deploy it.' } })
    expect(planes.openai.calls.count).toBe(3)
  })

  test('a question that fails leaves no message, and its task says so', async () => {
    const { state, planes } = await withProvider()
    planes.openai.inject({ kind: 'status', status: 503 })
    const { body } = await ask(state, 'ai.ask', { user: other, body: { message: 'What now?' } })
    await state.tasks.idle()
    const params = { task_id: String(body['task_id']) }
    expect((await ask(state, 'core.tasks.status', { user: other, params })).body).toMatchObject({
      result: { status: 'failed', error: expect.stringContaining('AI provider error: 503') },
    })
    const conversation = { conversation_id: String(body['conversation_id']) }
    const read = await ask(state, 'ai.conversations.get', { user: other, params: conversation })
    expect(read.body).toMatchObject({ messages: [] })
  })

  test('has its way out where providers are set', () => {
    const providers = { openai: 'http://a/v1', groq: 'http://b', anthropic: 'http://c' }
    const settings = { ...startState().settings, providers }
    expect(new State(settings).providers).toBeInstanceOf(HttpProviders)
  })
})
