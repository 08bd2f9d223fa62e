// SPDX-License-Identifier: Apache-2.0
import Groq from 'groq-sdk'
import { describe, expect, test } from 'vitest'
import { createGroq } from '../../src/providers/groq/groq.ts'
import type { ProviderOptions } from '../../src/providers/provider.ts'
import { all, apiKey, failureOf, served } from './serve-provider.ts'

const model = 'llama-3.3-70b-versatile'
const ask = (content: string) => ({ model, messages: [{ role: 'user' as const, content }] })

async function groq(options: Partial<ProviderOptions> = {}, clientKey = apiKey, maxRetries = 2) {
  const { plane, url } = await served(createGroq({ apiKey, ...options }))
  return { plane, url, client: new Groq({ apiKey: clientKey, baseURL: url, maxRetries }) }
}

describe('the official client', () => {
  test('is answered, with the times and the id that Groq gives', async () => {
    const { client } = await groq()
    const answer = await client.chat.completions.create(ask('Reply exactly with: yes'))
    expect(answer).toMatchObject({
      object: 'chat.completion',
      model,
      choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: 'yes' } }],
      usage: { completion_tokens: 1, queue_time: 0.05, completion_time: 0.0025 },
      x_groq: { id: expect.stringMatching(/^req_\w{26}$/) },
    })
    expect(answer.choices[0]?.message).not.toHaveProperty('refusal')
  })

  test('streams; the first part has the id and the last the usage', async () => {
    const { client } = await groq()
    const parts = await all(
      await client.chat.completions.create({ ...ask('Reply exactly with: one two'), stream: true }),
    )
    expect(parts[0]?.x_groq).toEqual({ id: expect.any(String) })
    expect(parts.at(-1)).toMatchObject({
      choices: [{ finish_reason: 'stop' }],
      x_groq: { usage: { completion_tokens: 2 } },
    })
    expect(parts.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('one two')
  })

  test('calls the tool that the prompt names', async () => {
    const { client } = await groq()
    const tool = { type: 'function', function: { name: 'roll_back', parameters: {} } } as const
    const { choices } = await client.chat.completions.create({ ...ask('Use roll_back'), tools: [tool] })
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ type: 'function', function: { name: 'roll_back' } }] },
    })
  })

  test('lists models and finds one with a slash in its name', async () => {
    const { client } = await groq()
    expect((await client.models.list()).data.map(({ id }) => id)).toContain(model)
    expect(await client.models.retrieve('openai/gpt-oss-20b')).toMatchObject({ owned_by: 'OpenAI' })
    await expect(client.models.retrieve('none')).rejects.toMatchObject({ status: 404 })
  })
})

describe('the official client is refused', () => {
  test('with another key', async () => {
    const { client } = await groq({}, 'another')
    const error = await failureOf(client.chat.completions.create(ask('x')))
    expect(error).toBeInstanceOf(Groq.AuthenticationError)
    expect(error).toMatchObject({
      error: {
        error: { message: 'Invalid API Key', type: 'invalid_request_error', code: 'invalid_api_key' },
      },
    })
  })

  test.each([
    ['another model', { ...ask('x'), model: 'none' }, 404, { code: 'model_not_found' }],
    [
      'no messages',
      { model, messages: undefined },
      400,
      { message: "'messages' : property 'messages' is missing" },
    ],
    ['empty messages', { model, messages: [] }, 400, { type: 'invalid_request_error' }],
    ['logprobs', { ...ask('x'), logprobs: true }, 501, { type: 'not_modelled_by_mock' }],
  ])('for %s', async (_, body, status, error) => {
    const { url } = await groq()
    const answer = await fetch(`${url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify(body),
    })
    expect([answer.status, await answer.json()]).toMatchObject([status, { error }])
  })

  test('without a model', async () => {
    const { url } = await groq()
    const answer = await fetch(`${url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${apiKey}` },
      body: '{}',
    })
    expect(await answer.json()).toEqual({
      error: { message: "'model' : property 'model' is missing", type: 'invalid_request_error' },
    })
  })

  test('for the request of a day too many, and for the tokens of a minute', async () => {
    const { client } = await groq({ limits: { requests: 0 }, startMs: 0 }, apiKey, 0)
    const error = await failureOf(client.chat.completions.create(ask('x')))
    expect(error).toBeInstanceOf(Groq.RateLimitError)
    expect(error).toMatchObject({ error: { error: { type: 'requests', code: 'rate_limit_exceeded' } } })
    expect(error).toHaveProperty('message', expect.stringContaining('requests per day (RPD): Limit 0'))
    const { client: other } = await groq({ limits: { tokens: 0 } }, apiKey, 0)
    await expect(other.chat.completions.create(ask('x'))).rejects.toThrow('tokens per minute (TPM): Limit 0')
  })
})

describe('failures on purpose', () => {
  test.each([429, 500, 503])('%i is retried until it passes', async (status) => {
    const { client, plane } = await groq()
    plane.inject({ kind: 'status', status, times: 2, headers: { 'retry-after': '0.01' } })
    expect(await client.chat.completions.create(ask('x'))).toMatchObject({ object: 'chat.completion' })
    expect(plane.calls.all().map((call) => call.status)).toEqual([status, status, 200])
  })

  test.each([401, 429, 498, 499])('%i has the envelope of the product', async (status) => {
    const { client, plane } = await groq({}, apiKey, 0)
    plane.inject({ kind: 'status', status })
    await expect(client.chat.completions.create(ask('x'))).rejects.toMatchObject({
      status,
      error: { error: { message: expect.any(String), type: expect.any(String) } },
    })
  })

  test('an error within a stream is the error of its reader; 204 has no body', async () => {
    const { client, plane, url } = await groq()
    const event = `event: error\ndata: ${JSON.stringify({ error: { message: 'Over capacity', status_code: 498 } })}`
    plane.inject({ kind: 'interrupt', afterEvents: 1, event, times: 1 })
    const stream = await client.chat.completions.create({ ...ask('What now?'), stream: true })
    expect(await failureOf(all(stream))).toBeInstanceOf(Groq.APIError)
    plane.inject({ kind: 'status', status: 204 })
    expect((await fetch(url)).status).toBe(204)
  })
})
