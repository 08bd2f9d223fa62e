// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { createAnthropic } from '../../src/providers/anthropic/anthropic.ts'

const apiKey = 'made-up-key-for-this-test'
const first = { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' }
const user = { role: 'user', content: 'x' }
const right = { model: 'claude-sonnet-4-6', max_tokens: 9, messages: [user] }
const use = { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'f', input: {} }] }
const result = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'x' }] }
const tool = { name: 'f', input_schema: { type: 'object' } }

async function answerTo(body: unknown, headers: Readonly<Record<string, string>>) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const request = new Request('https://api.anthropic.com/v1/messages', {
    method: 'POST',
    headers,
    body: text,
  })
  const answer = await createAnthropic({ apiKey }).respond(request, new TextEncoder().encode(text))
  const sent: unknown = await answer.json()
  return { status: answer.status, sent, id: answer.headers.get('request-id') }
}

describe('a message is refused with what is wrong and where', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'not valid JSON'],
    ['no model', { max_tokens: 9, messages: [user] }, 'model: Field required'],
    ['a number as model', { ...right, model: 1 }, 'model: Input should be a valid string'],
    ['no limit of tokens', { ...right, max_tokens: undefined }, 'max_tokens: Field required'],
    ['half a token', { ...right, max_tokens: 0.5 }, 'max_tokens: Input should be a valid integer'],
    ['no token', { ...right, max_tokens: 0 }, 'max_tokens: Input should be greater than or equal to 1'],
    ['no messages', { ...right, messages: undefined }, 'messages: Field required'],
    ['messages in words', { ...right, messages: 'x' }, 'messages: Input should be a valid list'],
    ['empty messages', { ...right, messages: [] }, 'messages: at least one message is required'],
    ['an unknown field', { ...right, colour: 1 }, 'colour: Extra inputs are not permitted'],
    ['temperature in words', { ...right, temperature: 'hot' }, 'temperature: Input should be a valid number'],
    ['a warm temperature', { ...right, temperature: 1.5 }, 'temperature: range: 0..1'],
    ['stream in words', { ...right, stream: 'yes' }, 'stream: Input should be a valid boolean'],
    ['a number as system', { ...right, system: 1 }, 'system: Input should be a valid list'],
    ['a message in words', { ...right, messages: ['x'] }, 'messages.0: Input should be a valid dictionary'],
    ['no role', { ...right, messages: [{ content: 'x' }] }, 'messages.0.role: Field required'],
    ['system as role', { ...right, messages: [{ role: 'system', content: 'x' }] }, 'top-level `system`'],
    ['another role', { ...right, messages: [{ role: 'tool', content: 'x' }] }, 'Unexpected role "tool"'],
    ['no content', { ...right, messages: [{ role: 'user' }] }, 'messages.0.content: Field required'],
    [
      'a number as content',
      { ...right, messages: [{ role: 'user', content: 1 }] },
      'messages.0.content: Input',
    ],
    ['empty content', { ...right, messages: [{ role: 'user', content: '' }] }, 'must have non-empty content'],
    [
      'a block without type',
      { ...right, messages: [{ role: 'user', content: [{}] }] },
      'content.0.type: Field',
    ],
    [
      'a block without text',
      { ...right, messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'messages.0.content.0.text.text: Field required',
    ],
    [
      'a block of no text',
      { ...right, messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] },
      'text content blocks must be non-empty',
    ],
    [
      'a use without result',
      { ...right, messages: [user, use, user] },
      'messages.1: `tool_use` ids were found',
    ],
    ['a result without use', { ...right, messages: [user, result] }, 'unexpected `tool_use_id` found'],
    ['a result at first', { ...right, messages: [result] }, 'unexpected `tool_use_id` found'],
    ['a choice without tools', { ...right, tool_choice: { type: 'auto' } }, 'tool_choice: may only be'],
    ['tools in words', { ...right, tools: 'f' }, 'tools: Input should be a valid list'],
    ['a tool without name', { ...right, tools: [{}] }, 'tools.0.custom.name: Field required'],
    [
      'a tool without schema',
      { ...right, tools: [{ name: 'f' }] },
      'tools.0.custom.input_schema: Field required',
    ],
    [
      'a choice that is no tool',
      { ...right, tools: [tool], tool_choice: { type: 'tool', name: 'g' } },
      "tool_choice: Tool 'g' not found",
    ],
  ])('%s', async (_, body, message) => {
    const { status, sent, id } = await answerTo(body, first)
    expect([status, sent]).toEqual([
      400,
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: expect.stringContaining(message) },
        request_id: id,
      },
    ])
  })

  test('a body of more than 32 MiB is too large', async () => {
    const { status } = await answerTo(' '.repeat(32 * 1024 * 1024 + 1), first)
    expect(status).toBe(413)
  })
})

describe('who calls and in which version is checked first', () => {
  test.each<[string, Readonly<Record<string, string>>, number, string]>([
    ['no key', { 'anthropic-version': '2023-06-01' }, 401, 'x-api-key header is required'],
    ['another key', { ...first, 'x-api-key': 'another' }, 401, 'invalid x-api-key'],
    [
      'the key as a token of the first version',
      { authorization: `Bearer ${apiKey}`, 'anthropic-version': '2023-06-01' },
      401,
      'Invalid bearer token',
    ],
    ['no version', { 'x-api-key': apiKey }, 400, 'anthropic-version: header is required'],
    [
      'another version',
      { ...first, 'anthropic-version': '2020-01-01' },
      400,
      '"2020-01-01" is not a valid version',
    ],
  ])('%s', async (_, headers, status, message) => {
    const answer = await answerTo(right, headers)
    expect([answer.status, answer.sent]).toMatchObject([
      status,
      { error: { message: expect.stringContaining(message) } },
    ])
  })

  test('a temperature is unknown in the later version', async () => {
    const headers = { authorization: `Bearer ${apiKey}`, 'anthropic-version': '2026-10-21' }
    const { sent } = await answerTo({ ...right, temperature: 0.5 }, headers)
    expect(sent).toMatchObject({ error: { message: 'temperature: Extra inputs are not permitted' } })
  })
})
