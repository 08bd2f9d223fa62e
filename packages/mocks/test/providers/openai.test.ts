// SPDX-License-Identifier: Apache-2.0
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { createOpenAi } from '../../src/providers/openai/openai.ts'
import type { ProviderOptions } from '../../src/providers/provider.ts'
import { all, apiKey, failureOf, heldAfterFirst, served } from './serve-provider.ts'

const startMs = Date.UTC(2026, 0, 1)
const weather = {
  type: 'function',
  function: {
    name: 'read_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
} as const

async function openAi(options: Partial<ProviderOptions> = {}, clientKey = apiKey, maxRetries = 2) {
  const { plane, url } = await served(createOpenAi({ apiKey, startMs, ...options }))
  const client = new OpenAI({ apiKey: clientKey, baseURL: `${url}/v1`, maxRetries })
  return { plane, url, client }
}

const ask = (content: string) => ({ model: 'gpt-4o', messages: [{ role: 'user' as const, content }] })

describe('the official client', () => {
  test('is answered with what the prompt asks for, and told what it cost', async () => {
    const { client } = await openAi()
    const answer = await client.chat.completions.create(ask('Reply exactly with: yes'))
    expect(answer).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-\w{29}$/),
      object: 'chat.completion',
      created: startMs / 1000,
      model: 'gpt-4o-2024-08-06',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'yes' } }],
      usage: { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 },
    })
    expect(answer._request_id).toMatch(/^req_\w{32}$/)
  })

  test('gets a sentence that follows from the seed and the prompt', async () => {
    const texts = await Promise.all(
      ['a', 'a', 'b'].map(async (seed) => {
        const { client } = await openAi({ seed })
        await client.chat.completions.create(ask(`something else ${seed}`))
        const { choices } = await client.chat.completions.create(ask('What now?'))
        return choices[0]?.message.content
      }),
    )
    expect(texts[1]).toBe(texts[0])
    expect(texts[2]).not.toBe(texts[0])
  })

  test('gets as many answers as it wants', async () => {
    const { client } = await openAi()
    const { choices } = await client.chat.completions.create({ ...ask('What now?'), n: 2 })
    expect(choices.map(({ index }) => index)).toEqual([0, 1])
    expect(choices[0]?.message.content).not.toBe(choices[1]?.message.content)
  })

  test('is cut off at its limit of tokens and at its stop sequence', async () => {
    const { client } = await openAi()
    const prompt = ask('Reply exactly with: one two three')
    const short = await client.chat.completions.create({ ...prompt, max_completion_tokens: 1 })
    expect(short.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'one ' } })
    const stopped = await client.chat.completions.create({ ...prompt, stop: ' two' })
    expect(stopped.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'one' } })
  })

  test('gets JSON of the schema that it wants', async () => {
    const { client } = await openAi()
    const schema = {
      type: 'object',
      properties: { risk: { enum: ['low', 'high'] }, score: { type: 'integer' } },
    }
    const { choices } = await client.chat.completions.create({
      ...ask('How risky is it?'),
      response_format: { type: 'json_schema', json_schema: { name: 'risk', schema } },
    })
    expect(choices[0]?.message.content).toBe('{"risk":"low","score":1}')
  })

  test('streams word by word as they come, with the usage at the end', async () => {
    const { client, plane } = await openAi()
    const { hold, release } = heldAfterFirst()
    plane.use(hold)
    const stream = await client.chat.completions.create({
      ...ask('Reply exactly with: one two three'),
      stream: true,
      stream_options: { include_usage: true },
    })
    const iterator = stream[Symbol.asyncIterator]()
    expect(await iterator.next()).toMatchObject({
      value: { choices: [{ delta: { role: 'assistant', content: '', refusal: null } }] },
    })
    release()
    const rest = await all({ [Symbol.asyncIterator]: () => iterator })
    expect(rest.map(({ choices }) => choices[0]?.delta.content ?? choices[0]?.finish_reason)).toEqual([
      'one',
      ' two',
      ' three',
      'stop',
      undefined,
    ])
    expect(rest.at(-1)?.usage).toMatchObject({ completion_tokens: 4 })
    expect(rest.at(-2)?.usage).toBeNull()
  })

  test('pads chunks unless it says no', async () => {
    const { client } = await openAi()
    const padded = await all(await client.chat.completions.create({ ...ask('What now?'), stream: true }))
    expect(padded[0]).toHaveProperty('obfuscation')
    const options = { include_obfuscation: false }
    const plain = await all(
      await client.chat.completions.create({ ...ask('What now?'), stream: true, stream_options: options }),
    )
    expect(plain[0]).not.toHaveProperty('obfuscation')
  })

  test('calls the tool that the prompt names, with its arguments, and gets the result told', async () => {
    const { client } = await openAi()
    const messages = [{ role: 'user' as const, content: 'Use read_weather with {"city":"Köln"}' }]
    const asked = await client.chat.completions.create({ model: 'gpt-4o', messages, tools: [weather] })
    const called = asked.choices[0]?.message
    expect(asked.choices[0]?.finish_reason).toBe('tool_calls')
    expect(called).toMatchObject({
      content: null,
      tool_calls: [{ type: 'function', function: { name: 'read_weather', arguments: '{"city":"Köln"}' } }],
    })
    const told = await client.chat.completions.create({
      model: 'gpt-4o',
      tools: [weather],
      messages: [
        ...messages,
        ...(called === undefined ? [] : [called]),
        { role: 'tool', tool_call_id: called?.tool_calls?.[0]?.id ?? '', content: 'rain' },
      ],
    })
    expect(told.choices[0]?.message.content).toBe('The tool answered: rain')
  })

  test('streams a call of a tool through its helper', async () => {
    const { client } = await openAi()
    const stream = client.chat.completions.stream({
      ...ask('How is it outside?'),
      tools: [weather],
      tool_choice: 'required',
    })
    expect(await stream.finalChatCompletion()).toMatchObject({
      choices: [
        {
          finish_reason: 'tool_calls',
          message: { tool_calls: [{ function: { name: 'read_weather', arguments: '{"city":"example"}' } }] },
        },
      ],
    })
  })

  test('that forces a tool by name sees the answer end with stop', async () => {
    const { client } = await openAi()
    const forced = { type: 'function', function: { name: 'read_weather' } } as const
    const { choices } = await client.chat.completions.create({
      ...ask('How is it outside?'),
      tools: [weather],
      tool_choice: forced,
    })
    expect(choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { tool_calls: [{ type: 'function' }] },
    })
  })

  test('lists models and finds one', async () => {
    const { client } = await openAi()
    expect((await client.models.list()).data.map(({ id }) => id)).toContain('gpt-4o-mini')
    expect(await client.models.retrieve('gpt-4o')).toMatchObject({ object: 'model', owned_by: 'system' })
    await expect(client.models.retrieve('gpt-9')).rejects.toMatchObject({ status: 404, param: 'model' })
  })
})

describe('the official client is refused', () => {
  test('with another key, of which the answer shows the ends only', async () => {
    const { client } = await openAi({}, 'sk-another-key-1234')
    const error = await failureOf(client.chat.completions.create(ask('x')))
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError)
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key', type: 'invalid_request_error' })
    expect(error).toHaveProperty('message', expect.stringContaining('sk-a***********1234.'))
    const { client: short } = await openAi({}, 'short')
    await expect(short.models.list()).rejects.toThrow('Incorrect API key provided: *****.')
  })

  test('without a key', async () => {
    const { url } = await openAi()
    const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{}' })
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: null, param: null } }])
  })

  test('for a model that is not there', async () => {
    const { client, plane } = await openAi()
    const error = await failureOf(client.chat.completions.create({ ...ask('x'), model: 'gpt-9' }))
    expect(error).toBeInstanceOf(OpenAI.NotFoundError)
    expect(error).toMatchObject({ code: 'model_not_found' })
    expect(plane.calls.count).toBe(1)
  })

  test('on a route that the mock does not have, with its name', async () => {
    const { client } = await openAi({}, apiKey, 0)
    const error = await failureOf(client.embeddings.create({ model: 'x', input: 'x' }))
    expect(error).toMatchObject({ status: 501 })
  })
})

describe('limits and failures', () => {
  test('one request too many is 429 and says how long to wait; then it passes', async () => {
    const { client, plane } = await openAi({ limits: { requests: 1 } }, apiKey, 0)
    const { response } = await client.chat.completions.create(ask('x')).withResponse()
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-ratelimit-limit-requests': '1',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '1m0s',
    })
    plane.clock.advance(59_000)
    const error = await failureOf(client.chat.completions.create(ask('x')))
    expect(error).toBeInstanceOf(OpenAI.RateLimitError)
    expect(error).toMatchObject({ code: 'rate_limit_exceeded', type: 'requests' })
    expect(error).toHaveProperty('message', expect.stringContaining('try again in 1s'))
    plane.clock.advance(1000)
    expect((await client.chat.completions.create(ask('x'))).object).toBe('chat.completion')
  })

  test('tokens are limited, too', async () => {
    const { client } = await openAi({ limits: { tokens: 5, requests: Number.POSITIVE_INFINITY } }, apiKey, 0)
    const error = await failureOf(client.chat.completions.create(ask('x')))
    expect(error).toMatchObject({ status: 429, type: 'tokens', headers: expect.any(Headers) })
    expect(error).not.toHaveProperty('headers.x-ratelimit-limit-requests')
  })

  test.each([
    ['an integer', { 'retry-after': '1' }],
    ['a fraction', { 'retry-after': '0.01' }],
    ['none', { 'retry-after': null }],
    ['milliseconds', { 'retry-after-ms': '10' }],
  ])('429 with %s to wait is retried by the client until it passes', async (_, headers) => {
    const { client, plane } = await openAi()
    plane.inject({ kind: 'status', status: 429, times: 1, headers })
    const answer = await client.chat.completions.create(ask('Reply exactly with: yes'))
    expect(answer.choices[0]?.message.content).toBe('yes')
    expect(plane.calls.all().map(({ status }) => status)).toEqual([429, 200])
  })

  test.each([500, 503])('%i is retried twice by the client and then is its error', async (status) => {
    const { client, plane } = await openAi()
    plane.inject({ kind: 'status', status, headers: { 'retry-after-ms': '1' } })
    const error = await failureOf(client.chat.completions.create(ask('x')))
    expect(error).toBeInstanceOf(OpenAI.InternalServerError)
    expect(error).toMatchObject({ status, type: 'server_error' })
    expect(plane.calls.all().map((call) => call.status)).toEqual([status, status, status])
    expect(plane.calls.all()[2]?.headers).toMatchObject({ 'x-stainless-retry-count': '2' })
  })

  test.each([
    [401, 'invalid_api_key'],
    [403, 'unsupported_country_region_territory'],
    [404, 'model_not_found'],
    [418, null],
  ])('%i on purpose has the envelope of the product', async (status, code) => {
    const { client, plane } = await openAi({}, apiKey, 0)
    plane.inject({ kind: 'status', status })
    await expect(client.chat.completions.create(ask('x'))).rejects.toMatchObject({
      status,
      code,
      param: null,
    })
  })

  test('204 on purpose has no body, and a key that is valid no more is a wrong one', async () => {
    const { client, plane, url } = await openAi()
    plane.inject({ kind: 'status', status: 204, times: 1 })
    const headers = { Authorization: `Bearer ${apiKey}` }
    expect((await fetch(`${url}/v1/models`, { headers })).status).toBe(204)
    plane.inject({ kind: 'expired-token' })
    await expect(client.models.list()).rejects.toMatchObject({ code: 'invalid_api_key' })
  })

  test('an error within a stream is the error of its reader', async () => {
    const { client, plane } = await openAi()
    const error = { message: 'The server had an error', type: 'server_error', param: null, code: null }
    plane.inject({ kind: 'interrupt', afterEvents: 2, event: `data: ${JSON.stringify({ error })}` })
    const stream = await client.chat.completions.create({ ...ask('What now?'), stream: true })
    expect(await failureOf(all(stream))).toMatchObject({ type: 'server_error', status: undefined })
  })

  test('a stream that ends too early is an error of its reader', async () => {
    const { client, plane } = await openAi()
    plane.inject({ kind: 'truncate', bytes: 100 })
    const stream = await client.chat.completions.create({ ...ask('What now?'), stream: true })
    expect(await failureOf(all(stream))).toBeInstanceOf(Error)
  })
})

test('equal seeds, starts and calls give equal bytes', async () => {
  const texts = await Promise.all(
    [1, 2].map(async () => {
      const { url } = await openAi()
      const send = async (stream: boolean) => {
        const answer = await fetch(`${url}/v1/chat/completions`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${apiKey}` },
          body: JSON.stringify({ ...ask('What now?'), stream }),
        })
        return [answer.headers.get('x-request-id'), await answer.text()]
      }
      return [await send(false), await send(true)]
    }),
  )
  expect(texts[1]).toEqual(texts[0])
  expect(texts[0]?.[0]).not.toEqual(texts[0]?.[1])
})
