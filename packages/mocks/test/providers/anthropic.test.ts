// SPDX-License-Identifier: Apache-2.0
import Anthropic from '@anthropic-ai/sdk'
import { describe, expect, test } from 'vitest'
import { createAnthropic } from '../../src/providers/anthropic/anthropic.ts'
import type { ProviderOptions } from '../../src/providers/provider.ts'
import { all, apiKey, failureOf, heldAfterFirst, served } from './serve-provider.ts'

const model = 'claude-sonnet-4-6'
const ask = (content: string) => ({ model, max_tokens: 200, messages: [{ role: 'user' as const, content }] })
const weather: Anthropic.Tool = {
  name: 'read_weather',
  input_schema: { type: 'object', properties: { city: { type: 'string' } } },
}

async function anthropic(options: Partial<ProviderOptions> = {}, clientKey = apiKey, maxRetries = 2) {
  const { plane, url } = await served(createAnthropic({ apiKey, ...options }))
  return { plane, url, client: new Anthropic({ apiKey: clientKey, baseURL: url, maxRetries }) }
}

describe('the official client', () => {
  test('is answered with all that its version has', async () => {
    const { client, plane } = await anthropic()
    const answer = await client.messages.create({ ...ask('Reply exactly with: yes'), system: 'Be short.' })
    expect(answer).toMatchObject({
      id: expect.stringMatching(/^msg_01\w{22}$/),
      type: 'message',
      role: 'assistant',
      model,
      content: [{ type: 'text', text: 'yes', citations: null }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      stop_details: null,
      usage: { input_tokens: 15, output_tokens: 1, service_tier: 'standard' },
    })
    expect(answer._request_id).toMatch(/^req_/)
    expect(plane.calls.all()[0]?.headers['anthropic-version']).toBe('2026-10-21')
  })

  test('is cut off at its limit of tokens, and told the stop sequence that it met', async () => {
    const { client } = await anthropic()
    const prompt = ask('Reply exactly with: one two three')
    expect(await client.messages.create({ ...prompt, max_tokens: 1 })).toMatchObject({
      stop_reason: 'max_tokens',
      content: [{ text: 'one ' }],
    })
    expect(await client.messages.create({ ...prompt, stop_sequences: [' three', ' two'] })).toMatchObject({
      stop_reason: 'stop_sequence',
      stop_sequence: ' two',
      content: [{ text: 'one' }],
    })
  })

  test('streams event by event, and its helper makes the message of them', async () => {
    const { client, plane } = await anthropic()
    const { hold, release } = heldAfterFirst()
    const remove = plane.use(hold)
    const prompt = ask('Reply exactly with: one two')
    const stream = await client.messages.create({ ...prompt, stream: true })
    const iterator = stream[Symbol.asyncIterator]()
    expect(await iterator.next()).toMatchObject({
      value: { type: 'message_start', message: { content: [] } },
    })
    release()
    const rest = await all({ [Symbol.asyncIterator]: () => iterator })
    expect(rest.map(({ type }) => type)).toEqual([
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ])
    remove()
    expect(await client.messages.stream(prompt).finalMessage()).toMatchObject({
      content: [{ type: 'text', text: 'one two' }],
      stop_reason: 'end_turn',
      usage: { output_tokens: 2 },
    })
  })

  test('uses the tool that the prompt names, and gets the result told', async () => {
    const { client } = await anthropic()
    const messages: Anthropic.MessageParam[] = [
      { role: 'user', content: 'Use read_weather with {"city":"Bonn"}' },
    ]
    const used = await client.messages.create({ model, max_tokens: 200, tools: [weather], messages })
    expect(used).toMatchObject({
      stop_reason: 'tool_use',
      content: [
        { type: 'tool_use', name: 'read_weather', input: { city: 'Bonn' }, caller: { type: 'direct' } },
      ],
    })
    const [use] = used.content
    const id = use?.type === 'tool_use' ? use.id : ''
    messages.push(
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'read_weather', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'rain' }] },
    )
    expect(
      await client.messages.create({ model, max_tokens: 200, tools: [weather], messages }),
    ).toMatchObject({
      content: [{ text: 'The tool answered: rain' }],
    })
  })

  test.each<[string, Anthropic.ToolChoice, string]>([
    ['any', { type: 'any' }, 'tool_use'],
    ['this tool', { type: 'tool', name: 'read_weather' }, 'tool_use'],
    ['none', { type: 'none' }, 'end_turn'],
  ])('streams with the choice of %s', async (_, choice, reason) => {
    const { client } = await anthropic()
    const stream = client.messages.stream({
      ...ask('And read_weather?'),
      tools: [weather],
      tool_choice: choice,
    })
    expect((await stream.finalMessage()).stop_reason).toBe(reason)
  })

  test('gets JSON of the schema that it wants', async () => {
    const { client } = await anthropic()
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } } }
    const answer = await client.messages.create({
      ...ask('Is it?'),
      output_config: { format: { type: 'json_schema', schema } },
    })
    expect(answer.content).toMatchObject([{ text: '{"ok":true}' }])
  })
})

test('a client of the first version sends its key and a temperature, and gets the answer of that version', async () => {
  const { url } = await anthropic()
  const send = async (body: object) => {
    const answer = await fetch(`${url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' },
      body: JSON.stringify({ ...ask('Reply exactly with: yes'), temperature: 0.7, ...body }),
    })
    return answer.text()
  }
  const unary: unknown = JSON.parse(await send({}))
  expect(unary).toMatchObject({ content: [{ type: 'text', text: 'yes' }] })
  expect(unary).not.toHaveProperty('stop_details')
  const tool = await send({ tools: [weather], tool_choice: { type: 'any' } })
  expect(tool).not.toContain('caller')
  expect(await send({ stream: true })).toContain(
    'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":1}}\n\n',
  )
})

describe('the official client is refused', () => {
  test('with another key', async () => {
    const { client } = await anthropic({}, 'another')
    const error = await failureOf(client.messages.create(ask('x')))
    expect(error).toBeInstanceOf(Anthropic.AuthenticationError)
    expect(error).toMatchObject({
      status: 401,
      type: 'authentication_error',
      requestID: expect.stringMatching(/^req_/),
    })
  })

  test('for a model that is not there', async () => {
    const { client } = await anthropic()
    const error = await failureOf(client.messages.create({ ...ask('x'), model: 'claude-9' }))
    expect(error).toBeInstanceOf(Anthropic.NotFoundError)
    expect(error).toMatchObject({ type: 'not_found_error', apiMessage: 'model: claude-9' })
  })

  test('for more tokens than the model gives', async () => {
    const { client } = await anthropic()
    await expect(client.messages.create({ ...ask('x'), max_tokens: 64_001, stream: true })).rejects.toThrow(
      'max_tokens: 64001 > 64000',
    )
  })

  test('for one request too many, with the limits in the headers', async () => {
    const { client } = await anthropic({ limits: { requests: 1 }, startMs: 0 }, apiKey, 0)
    const { response } = await client.messages.create(ask('x')).withResponse()
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'anthropic-ratelimit-requests-limit': '1',
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': '1970-01-01T00:01:00Z',
    })
    const error = await failureOf(client.messages.create(ask('x')))
    expect(error).toBeInstanceOf(Anthropic.RateLimitError)
    expect(error).toMatchObject({ type: 'rate_limit_error' })
  })

  test('for too many tokens', async () => {
    const { client } = await anthropic({ limits: { tokens: 1 } }, apiKey, 0)
    await expect(client.messages.create(ask('x'))).rejects.toThrow('rate limit of 1 tokens per minute')
  })
})

describe('failures on purpose', () => {
  test.each([
    ['an integer', '1'],
    ['a fraction', '0.01'],
    ['none', null],
  ])('429 with %s to wait is retried until it passes', async (_, wait) => {
    const { client, plane } = await anthropic()
    plane.inject({ kind: 'status', status: 429, times: 1, headers: { 'retry-after': wait } })
    expect(await client.messages.create(ask('x'))).toMatchObject({ type: 'message' })
    expect(plane.calls.all().map(({ status }) => status)).toEqual([429, 200])
  })

  test('529 is retried twice and then is the error of an overloaded product', async () => {
    const { client, plane } = await anthropic()
    plane.inject({ kind: 'status', status: 529, headers: { 'retry-after-ms': '1' } })
    const error = await failureOf(client.messages.create(ask('x')))
    expect(error).toBeInstanceOf(Anthropic.OverloadedError)
    expect(error).toMatchObject({ status: 529, type: 'overloaded_error', apiMessage: 'Overloaded' })
    expect(plane.calls.all().map(({ status }) => status)).toEqual([529, 529, 529])
  })

  test.each([
    [401, 'authentication_error'],
    [402, 'billing_error'],
    [403, 'permission_error'],
    [413, 'request_too_large'],
    [500, 'api_error'],
    [504, 'timeout_error'],
    [599, 'api_error'],
  ])('%i has the envelope of the product', async (status, type) => {
    const { client, plane } = await anthropic({}, apiKey, 0)
    plane.inject({ kind: 'status', status })
    await expect(client.messages.create(ask('x'))).rejects.toMatchObject({ status, type })
  })

  test('a token that is valid no more is told so; 204 has no body', async () => {
    const { client, plane, url } = await anthropic()
    plane.inject({ kind: 'expired-token', times: 1 })
    await expect(client.messages.create(ask('x'))).rejects.toMatchObject({
      apiMessage: 'Invalid bearer token',
    })
    plane.inject({ kind: 'status', status: 204 })
    expect((await fetch(url)).status).toBe(204)
  })

  test('an error within a stream is the error of its reader', async () => {
    const { client, plane } = await anthropic()
    const data = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
    plane.inject({ kind: 'interrupt', afterEvents: 3, event: `event: error\ndata: ${JSON.stringify(data)}` })
    const stream = await client.messages.create({ ...ask('What now?'), stream: true })
    expect(await failureOf(all(stream))).toMatchObject({ type: 'overloaded_error' })
    const helper = client.messages.stream(ask('What now?'))
    expect(await failureOf(helper.finalMessage())).toMatchObject({ type: 'overloaded_error' })
  })
})
