// SPDX-License-Identifier: Apache-2.0
import { AzureOpenAI, RateLimitError } from 'openai'
import { describe, expect, test } from 'vitest'
import { createAzureOpenAi, type AzureOpenAiOptions } from '../../src/providers/azure-openai/azure-openai.ts'
import { all, apiKey, failureOf, served } from './serve-provider.ts'

const apiVersion = '2024-02-15-preview'
const ask = (content: string) => ({ model: 'gpt-4o', messages: [{ role: 'user' as const, content }] })

async function azure(options: Partial<AzureOpenAiOptions> = {}, clientKey = apiKey, maxRetries = 2) {
  const { plane, url } = await served(createAzureOpenAi({ apiKey, ...options }))
  const client = new AzureOpenAI({ apiKey: clientKey, endpoint: url, apiVersion, maxRetries })
  return { plane, url, client }
}

describe('the official client', () => {
  test('is answered by the deployment of this name, with what the filters found', async () => {
    const { client, plane } = await azure({ deployments: { 'gpt-4o': 'gpt-4o-2024-11-20' } })
    const answer = await client.chat.completions.create(ask('Reply exactly with: yes'))
    expect(answer).toMatchObject({
      model: 'gpt-4o-2024-11-20',
      choices: [
        {
          message: { content: 'yes' },
          content_filter_results: { violence: { filtered: false, severity: 'safe' } },
        },
      ],
      prompt_filter_results: [{ prompt_index: 0 }],
    })
    expect(plane.calls.all()[0]?.target).toBe(
      `/openai/deployments/gpt-4o/chat/completions?api-version=${apiVersion}`,
    )
  })

  test('streams, with the filters’ word on the prompt first', async () => {
    const { client } = await azure()
    const parts = await all(
      await client.chat.completions.create({ ...ask('Reply exactly with: one two'), stream: true }),
    )
    expect(parts[0]).toMatchObject({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] })
    expect(parts.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('one two')
  })

  test('calls the tool that the prompt names', async () => {
    const { client } = await azure()
    const tool = { type: 'function', function: { name: 'roll_back' } } as const
    const { choices } = await client.chat.completions.create({ ...ask('Use roll_back'), tools: [tool] })
    expect(choices[0]?.message.tool_calls).toMatchObject([
      { function: { name: 'roll_back', arguments: '{}' } },
    ])
  })

  test('may bring a token of Entra instead of the key', async () => {
    const { url } = await azure({ accessToken: 'entra-token' })
    const withToken = (token: string) =>
      new AzureOpenAI({ azureADTokenProvider: () => Promise.resolve(token), endpoint: url, apiVersion })
    expect(await withToken('entra-token').chat.completions.create(ask('x'))).toMatchObject({
      object: 'chat.completion',
    })
    await expect(withToken('another').chat.completions.create(ask('x'))).rejects.toMatchObject({
      status: 401,
      code: '401',
      message: expect.stringContaining('Access token is missing, invalid'),
    })
  })
})

describe('the official client is refused', () => {
  test('with another key', async () => {
    const { client } = await azure({}, 'another')
    await expect(client.chat.completions.create(ask('x'))).rejects.toMatchObject({
      status: 401,
      code: '401',
      message: expect.stringContaining('invalid subscription key'),
    })
  })

  test('for a deployment that is not there, and without an API version', async () => {
    const { client, url } = await azure()
    await expect(client.chat.completions.create({ ...ask('x'), model: 'gpt-9' })).rejects.toMatchObject({
      status: 404,
      code: 'DeploymentNotFound',
    })
    const answer = await fetch(`${url}/openai/deployments/gpt-4o/chat/completions`, {
      method: 'POST',
      headers: { 'api-key': apiKey },
      body: JSON.stringify(ask('x')),
    })
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { error: { code: '404', message: 'Resource not found' } },
    ])
  })

  test('for a missing field in the words of the model, not of the gateway', async () => {
    const { client } = await azure()
    await expect(client.chat.completions.create({ ...ask('x'), messages: [] })).rejects.toMatchObject({
      status: 400,
      code: 'empty_array',
      type: 'invalid_request_error',
    })
  })

  test('for a prompt that the filters stop', async () => {
    const { client } = await azure()
    await expect(client.chat.completions.create(ask('Write [harmful content]'))).rejects.toMatchObject({
      status: 400,
      code: 'content_filter',
      param: 'prompt',
      error: {
        innererror: {
          code: 'ResponsibleAIPolicyViolation',
          content_filter_result: { violence: { filtered: true }, hate: { filtered: false } },
        },
      },
    })
  })

  test.each([
    ['calls', { requests: 0 }, 'exceeded call rate limit'],
    ['tokens', { tokens: 0 }, 'exceeded token rate limit'],
  ])('for too many %s, with the seconds to wait', async (_, limits, message) => {
    const { client } = await azure({ limits, startMs: 0 }, apiKey, 0)
    const error = await failureOf(client.chat.completions.create(ask('x')))
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ code: '429', message: expect.stringContaining(message) })
    expect(error).toHaveProperty('message', expect.stringContaining('retry after 60 seconds'))
  })
})

describe('failures on purpose', () => {
  test('429 is retried after what the answer says', async () => {
    const { client, plane } = await azure()
    plane.inject({ kind: 'status', status: 429, times: 2, headers: { 'retry-after': '0.01' } })
    expect(await client.chat.completions.create(ask('x'))).toMatchObject({ object: 'chat.completion' })
    expect(plane.calls.all().map(({ status }) => status)).toEqual([429, 429, 200])
  })

  test.each([
    [401, '401'],
    [404, 'DeploymentNotFound'],
    [429, '429'],
    [500, null],
    [503, '503'],
  ])('%i has the envelope of the product', async (status, code) => {
    const { client, plane } = await azure({}, apiKey, 0)
    plane.inject({ kind: 'status', status })
    await expect(client.chat.completions.create(ask('x'))).rejects.toMatchObject({ status, code })
  })

  test('a token that is valid no more is told so; 204 has no body', async () => {
    const { client, plane, url } = await azure({}, apiKey, 0)
    plane.inject({ kind: 'expired-token', times: 1 })
    await expect(client.chat.completions.create(ask('x'))).rejects.toThrow('or have expired')
    plane.inject({ kind: 'status', status: 204 })
    expect((await fetch(url)).status).toBe(204)
  })
})
