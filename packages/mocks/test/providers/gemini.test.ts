// SPDX-License-Identifier: Apache-2.0
import { ApiError, FunctionCallingConfigMode, GoogleGenAI, Type } from '@google/genai'
import { describe, expect, test } from 'vitest'
import { createGemini } from '../../src/providers/gemini/gemini.ts'
import type { ProviderOptions } from '../../src/providers/provider.ts'
import { all, apiKey, failureOf, heldAfterFirst, served } from './serve-provider.ts'

const model = 'gemini-2.5-flash'
const ask = (contents: string) => ({ model, contents })
const weather = {
  name: 'read_weather',
  parameters: { type: Type.OBJECT, properties: { city: { type: Type.STRING } } },
}

async function gemini(options: Partial<ProviderOptions> = {}, clientKey = apiKey) {
  const { plane, url } = await served(createGemini({ apiKey, ...options }))
  return { plane, url, client: new GoogleGenAI({ apiKey: clientKey, httpOptions: { baseUrl: url } }) }
}

describe('the official client', () => {
  test('is answered with a candidate and what it cost', async () => {
    const { client } = await gemini()
    const answer = await client.models.generateContent({
      ...ask('Reply exactly with: yes'),
      config: { systemInstruction: 'Be short.', temperature: 0.5 },
    })
    expect(answer.text).toBe('yes')
    expect(answer).toMatchObject({
      candidates: [{ content: { role: 'model' }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 15, candidatesTokenCount: 1, totalTokenCount: 16 },
      modelVersion: model,
      responseId: expect.stringMatching(/^\w{22}$/),
    })
  })

  test('is cut off at its limit of tokens and at its stop sequence, and gets as many candidates as it wants', async () => {
    const { client } = await gemini()
    const prompt = ask('Reply exactly with: one two three')
    const short = await client.models.generateContent({ ...prompt, config: { maxOutputTokens: 1 } })
    expect(short.candidates).toMatchObject([
      { finishReason: 'MAX_TOKENS', content: { parts: [{ text: 'one ' }] } },
    ])
    const stopped = await client.models.generateContent({ ...prompt, config: { stopSequences: [' two'] } })
    expect(stopped.text).toBe('one')
    const two = await client.models.generateContent({ ...prompt, config: { candidateCount: 2 } })
    expect(two.candidates?.map(({ index }) => index)).toEqual([0, 1])
  })

  test('gets JSON of the schema that it wants', async () => {
    const { client } = await gemini()
    const responseSchema = { type: Type.OBJECT, properties: { score: { type: Type.INTEGER, minimum: 5 } } }
    const config = { responseMimeType: 'application/json', responseSchema }
    expect((await client.models.generateContent({ ...ask('How risky?'), config })).text).toBe('{"score":5}')
    const free = { responseMimeType: 'application/json' }
    expect((await client.models.generateContent({ ...ask('How risky?'), config: free })).text).toBe(
      '{"answer":"example"}',
    )
  })

  test('streams part by part, with the reason of the end in the last', async () => {
    const { client, plane } = await gemini()
    const { hold, release } = heldAfterFirst()
    plane.use(hold)
    const stream = await client.models.generateContentStream(
      ask('Reply exactly with: one two three four five'),
    )
    expect(await stream.next()).toMatchObject({
      value: { candidates: [{ content: { parts: [{ text: 'one two three four' }] } }] },
    })
    release()
    const rest = await all(stream)
    expect(rest).toMatchObject([
      { text: ' five', candidates: [{ finishReason: 'STOP' }], usageMetadata: { candidatesTokenCount: 6 } },
    ])
  })

  test('calls the function that the prompt names, and gets the result told', async () => {
    const { client } = await gemini()
    const config = { tools: [{ functionDeclarations: [weather] }] }
    const question = { role: 'user', parts: [{ text: 'Use read_weather with {"city":"Bonn"}' }] }
    const called = await client.models.generateContent({ model, config, contents: [question] })
    expect(called.functionCalls).toEqual([{ name: 'read_weather', args: { city: 'Bonn' } }])
    const told = await client.models.generateContent({
      model,
      config,
      contents: [
        question,
        { role: 'model', parts: [{ functionCall: { name: 'read_weather', args: {} } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'read_weather', response: { sky: 'rain' } } }] },
      ],
    })
    expect(told.text).toBe('The tool answered: {"sky":"rain"}')
  })

  test.each([
    [FunctionCallingConfigMode.ANY, [{ name: 'read_weather', args: { city: 'example' } }]],
    [FunctionCallingConfigMode.NONE, undefined],
  ])('streams in the mode %s', async (mode, calls) => {
    const { client } = await gemini()
    const stream = await client.models.generateContentStream({
      ...ask('How is it?'),
      config: {
        tools: [{ functionDeclarations: [{ name: 'other' }, weather] }],
        toolConfig: { functionCallingConfig: { mode, allowedFunctionNames: ['read_weather'] } },
      },
    })
    expect((await all(stream))[0]?.functionCalls).toEqual(calls)
  })

  test('holds a chat', async () => {
    const { client } = await gemini()
    const chat = client.chats.create({ model })
    await chat.sendMessage({ message: 'What now?' })
    expect((await chat.sendMessage({ message: 'Reply exactly with: yes' })).text).toBe('yes')
    expect(chat.getHistory().map(({ role }) => role)).toEqual(['user', 'model', 'user', 'model'])
  })

  test('is told that a prompt was blocked', async () => {
    const { client } = await gemini()
    const prompt = ask('Write [harmful content]')
    const answer = await client.models.generateContent(prompt)
    expect([answer.promptFeedback?.blockReason, answer.candidates]).toEqual(['PROHIBITED_CONTENT', undefined])
    const [part] = await all(await client.models.generateContentStream(prompt))
    expect(part?.promptFeedback?.blockReason).toBe('PROHIBITED_CONTENT')
  })
})

describe('the official client is refused', () => {
  test('with another key, which is 400 here', async () => {
    const { client } = await gemini({}, 'another')
    const error = await failureOf(client.models.generateContent(ask('x')))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 400, message: expect.stringContaining('API_KEY_INVALID') })
  })

  test('for a model that is not there', async () => {
    const { client } = await gemini()
    const error = await failureOf(client.models.generateContent({ model: 'gemini-9', contents: 'x' }))
    expect(error).toMatchObject({ status: 404, message: expect.stringContaining('NOT_FOUND') })
  })

  test.each([
    ['requests', { requests: 0 }, 'GenerateRequestsPerMinutePerProjectPerModel'],
    ['tokens', { tokens: 0 }, 'GenerateContentPaidTierInputTokensPerModelPerMinute'],
  ])('for too many %s, with the time to wait in the body', async (_, limits, quota) => {
    const { client, plane } = await gemini({ limits, startMs: 0 })
    const error = await failureOf(client.models.generateContent(ask('x')))
    expect(error).toMatchObject({ status: 429, message: expect.stringContaining(quota) })
    expect(error).toHaveProperty('message', expect.stringContaining('"retryDelay":"60s"'))
    expect(plane.calls.count).toBe(1)
  })
})

describe('over plain HTTP', () => {
  const right = { contents: [{ parts: [{ text: 'Reply exactly with: yes' }] }] }
  const call = { role: 'model', parts: [{ functionCall: { name: 'f' } }] }
  const response = { role: 'user', parts: [{ functionResponse: { name: 'f', response: {} } }] }

  async function post(body: unknown, key = `key=${apiKey}`, verb = 'generateContent') {
    const { url } = await gemini()
    const answer = await fetch(`${url}/v1beta/models/${model}:${verb}?${key}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const sent: unknown = await answer.json()
    return { status: answer.status, sent }
  }

  test('the key may stand in the query, names with underscores, and one content alone', async () => {
    const body = { contents: right.contents[0], generation_config: { max_output_tokens: 9 } }
    expect(await post(body)).toMatchObject({ status: 200, sent: { candidates: [{ finishReason: 'STOP' }] } })
    expect(await post(right, '')).toMatchObject({
      status: 403,
      sent: { error: { status: 'PERMISSION_DENIED' } },
    })
  })

  test('a stream without alt=sse is one JSON list', async () => {
    const { sent } = await post(right, `key=${apiKey}`, 'streamGenerateContent')
    expect(sent).toMatchObject([{ candidates: [{ content: { parts: [{ text: 'yes' }] } }] }])
  })

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'Invalid JSON payload'],
    ['an unknown field', { ...right, colour: 1 }, 'Unknown name "colour": Cannot find field.'],
    ['an unknown setting', { ...right, generationConfig: { colour: 1 } }, "at 'generation_config'"],
    ['no contents', {}, 'contents is not specified'],
    ['no parts', { contents: [{ parts: [] }] }, 'contents[0].parts'],
    ['another role', { contents: [{ role: 'robot', parts: [{ text: 'x' }] }] }, 'valid role: user, model'],
    ['a response without call', { contents: [response] }, 'number of function response parts'],
    [
      'a response too many',
      { contents: [call, { ...response, parts: [...response.parts, ...response.parts] }] },
      'equal',
    ],
    ['a warm temperature', { ...right, generationConfig: { temperature: 3 } }, '[0.0, 2.0]'],
    ['no tokens', { ...right, generationConfig: { maxOutputTokens: 0 } }, 'must be positive'],
  ])('%s is refused', async (_, body, message) => {
    expect(await post(body)).toMatchObject({
      status: 400,
      sent: { error: { code: 400, status: 'INVALID_ARGUMENT', message: expect.stringContaining(message) } },
    })
  })

  test.each([
    ['logprobs', { responseLogprobs: true }],
    ['pictures', { responseModalities: ['IMAGE'] }],
  ])('%s are not modelled', async (_, generationConfig) => {
    expect(await post({ ...right, generationConfig })).toMatchObject({
      status: 501,
      sent: { error: { status: 'UNIMPLEMENTED' } },
    })
  })
})

describe('failures on purpose', () => {
  test('the client retries only where it was told to', async () => {
    const { client, plane } = await gemini()
    plane.inject({ kind: 'status', status: 503, times: 3 })
    await expect(client.models.generateContent(ask('x'))).rejects.toMatchObject({ status: 503 })
    expect(plane.calls.count).toBe(1)
    const httpOptions = { retryOptions: { attempts: 3, initialDelay: 0.001, maxDelay: 0.001 } }
    const answer = await client.models.generateContent({
      ...ask('Reply exactly with: yes'),
      config: { httpOptions },
    })
    expect(answer.text).toBe('yes')
    expect(plane.calls.all().map(({ status }) => status)).toEqual([503, 503, 503, 200])
  })

  test.each([
    [400, 'INVALID_ARGUMENT'],
    [403, 'PERMISSION_DENIED'],
    [429, 'RESOURCE_EXHAUSTED'],
    [500, 'INTERNAL'],
    [504, 'DEADLINE_EXCEEDED'],
    [529, 'UNKNOWN'],
  ])('%i is %s', async (status, name) => {
    const { client, plane } = await gemini()
    plane.inject({ kind: 'status', status })
    const error = await failureOf(client.models.generateContent(ask('x')))
    expect(error).toMatchObject({ status, message: expect.stringContaining(`"status":"${name}"`) })
  })

  test('a key that is valid no more is told so; 204 has no body', async () => {
    const { client, plane, url } = await gemini()
    plane.inject({ kind: 'expired-token', times: 1 })
    await expect(client.models.generateContent(ask('x'))).rejects.toThrow('API_KEY_INVALID')
    plane.inject({ kind: 'status', status: 204 })
    expect((await fetch(url)).status).toBe(204)
  })

  test('an error within a stream is the error of its reader', async () => {
    const { client, plane } = await gemini()
    const error = { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' }
    plane.inject({ kind: 'interrupt', afterEvents: 1, event: `data: ${JSON.stringify({ error })}` })
    const stream = await client.models.generateContentStream(ask('What now?'))
    expect(await failureOf(all(stream))).toMatchObject({ status: 503 })
  })
})
