// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { describe, expect, test } from 'vitest'
import { isObject } from '../../src/providers/json-value.ts'
import { createOpenAi } from '../../src/providers/openai/openai.ts'

const apiKey = 'made-up-key-for-this-test'
const schemas = '#/components/schemas'
/** Beside the clone; without it there is nothing to compare with. */
const file = new URL('../../../../../shared/data/specs/openai-2.3.0.yaml', import.meta.url)

/** What is wrong with a value by a schema of OpenAI's own document; empty where nothing is. */
async function validator() {
  const document: unknown = parse(await readFile(file, 'utf8'))
  if (!isObject(document)) throw new Error('The OpenAPI document is no object.')
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({
    ...Object.fromEntries(Object.entries(document).map(([name, each]) => [name, modern(each)])),
    $id: 'openai',
  })
  return (schema: string, value: unknown): readonly unknown[] => {
    const validate = ajv.getSchema(`openai${schemas}/${schema}`)
    if (validate === undefined) throw new Error(`The document has no schema ${schema}.`)
    return validate(value) === true ? [] : (validate.errors ?? [])
  }
}

/** The document is of OpenAPI 3.1 and still says `nullable` here and there, as 3.0 did. */
function modern(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(modern)
  if (!isObject(value)) return value
  const { nullable, ...rest } = value
  const schema = Object.fromEntries(Object.entries(rest).map(([name, each]) => [name, modern(each)]))
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema
}

async function answerTo(path: string, body?: unknown, key = apiKey): Promise<string> {
  const text = body === undefined ? '' : JSON.stringify(body)
  const request = new Request(`https://api.openai.com/v1/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${key}` },
  })
  const plane = createOpenAi({ apiKey })
  return (await plane.respond(request, new TextEncoder().encode(text))).text()
}

const prompt = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Use read_weather' }] }
const tools = [{ type: 'function', function: { name: 'read_weather', parameters: { type: 'object' } } }]

describe.skipIf(!existsSync(file))("by OpenAI's own OpenAPI document", async () => {
  const problems = existsSync(file) ? await validator() : () => ['There is no document.']

  test.each([
    ['a text', prompt],
    ['a call', { ...prompt, tools }],
    ['several choices', { ...prompt, n: 3 }],
  ])('%s is a chat completion', async (_, body) => {
    const answer: unknown = JSON.parse(await answerTo('chat/completions', body))
    expect(problems('CreateChatCompletionResponse', answer)).toEqual([])
  })

  test.each([
    ['a text', { ...prompt, stream: true, stream_options: { include_usage: true } }],
    ['a call', { ...prompt, tools, stream: true }],
  ])('each chunk of %s is one of a stream', async (_, body) => {
    const events = (await answerTo('chat/completions', body)).split('\n\n').slice(0, -2)
    const chunks = events.map((event): unknown => JSON.parse(event.replace('data: ', '')))
    expect(chunks.flatMap((chunk) => problems('CreateChatCompletionStreamResponse', chunk))).toEqual([])
  })

  test('models are a list of models', async () => {
    expect(problems('ListModelsResponse', JSON.parse(await answerTo('models')))).toEqual([])
    expect(problems('Model', JSON.parse(await answerTo('models/gpt-4o')))).toEqual([])
  })

  test.each([
    ['another key', prompt, 'another'],
    ['no messages', { model: 'gpt-4o' }, apiKey],
    ['another model', { ...prompt, model: 'none' }, apiKey],
  ])('the answer to %s is an error', async (_, body, key) => {
    const answer: unknown = JSON.parse(await answerTo('chat/completions', body, key))
    expect(problems('ErrorResponse', answer)).toEqual([])
  })

  test('an answer without its choices is none', async () => {
    const answer: unknown = JSON.parse(await answerTo('chat/completions', prompt))
    const spoilt = isObject(answer) ? { ...answer, choices: undefined } : {}
    expect(problems('CreateChatCompletionResponse', spoilt)).toMatchObject([{ keyword: 'required' }])
  })
})
