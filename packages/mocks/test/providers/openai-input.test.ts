// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { objectOf } from '../../src/providers/json-value.ts'
import { createOpenAi } from '../../src/providers/openai/openai.ts'

const apiKey = 'made-up-key-for-this-test'

async function problemOf(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const request = new Request('https://api.openai.com/v1/chat/completions', {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}` },
    body: text,
  })
  const answer = await createOpenAi({ apiKey }).respond(request, new TextEncoder().encode(text))
  const sent: unknown = await answer.json()
  return { status: answer.status, ...objectOf(objectOf(sent)['error']) }
}

const user = { role: 'user', content: 'x' }
const right = { model: 'gpt-4o', messages: [user] }
const call = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } }
const calling = { role: 'assistant', content: null, tool_calls: [call] }
const tool = { type: 'function', function: { name: 'f' } }

describe('a chat request is refused with what is wrong and where', () => {
  test.each<[string, unknown, string | null, string | null, string]>([
    ['no JSON', '{', null, null, 'could not parse the JSON body'],
    ['a list', '[]', null, null, 'could not parse the JSON body'],
    ['no model', { messages: [user] }, null, null, 'you must provide a model parameter'],
    ['an unknown parameter', { ...right, colour: 1 }, null, null, 'argument supplied: colour'],
    ['no messages', { model: 'gpt-4o' }, 'messages', 'missing_required_parameter', "'messages'"],
    ['text for messages', { ...right, messages: 'x' }, 'messages', 'invalid_type', 'but got a string'],
    ['empty messages', { ...right, messages: [] }, 'messages', 'empty_array', 'empty array'],
    ['a message of text', { ...right, messages: ['x'] }, 'messages[0]', 'invalid_type', 'an object'],
    [
      'no role',
      { ...right, messages: [{ content: 'x' }] },
      'messages[0].role',
      'missing_required_parameter',
      'messages[0].role',
    ],
    [
      'another role',
      { ...right, messages: [{ role: 'robot', content: 'x' }] },
      'messages[0].role',
      'invalid_value',
      "'robot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'",
    ],
    ['no content', { ...right, messages: [{ role: 'user' }] }, 'messages.[0].content', null, 'got null'],
    [
      'a number as content',
      { ...right, messages: [{ role: 'user', content: 1 }] },
      'messages[0].content',
      'invalid_type',
      'but got an integer',
    ],
    [
      'a part of text',
      { ...right, messages: [{ role: 'user', content: ['x'] }] },
      'messages[0].content[0]',
      'invalid_type',
      'a string',
    ],
    [
      'a part without type',
      { ...right, messages: [{ role: 'user', content: [{}] }] },
      'messages[0].content[0].type',
      'missing_required_parameter',
      'type',
    ],
    [
      'a part of another type',
      { ...right, messages: [{ role: 'user', content: [{ type: 'smell' }] }] },
      'messages[0].content[0].type',
      'invalid_value',
      'smell',
    ],
    [
      'a text part without text',
      { ...right, messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'messages[0].content[0].text',
      'missing_required_parameter',
      'text',
    ],
    [
      "a tool's result without id",
      { ...right, messages: [user, calling, { role: 'tool', content: 'x' }] },
      'messages.[1].role',
      null,
      'call_1',
    ],
    [
      "a tool's result alone without id",
      { ...right, messages: [{ role: 'tool', content: 'x' }] },
      'messages[0].tool_call_id',
      'missing_required_parameter',
      'tool_call_id',
    ],
    [
      "a tool's result without a call",
      { ...right, messages: [user, { role: 'tool', tool_call_id: 'call_1', content: 'x' }] },
      'messages.[1].role',
      null,
      'must be a response',
    ],
    [
      'a call without a result',
      { ...right, messages: [user, calling, user] },
      'messages.[1].role',
      null,
      'did not have response messages: call_1',
    ],
    ['a warm temperature', { ...right, temperature: 3 }, 'temperature', 'decimal_above_max_value', '<= 2'],
    ['a cold temperature', { ...right, temperature: -1 }, 'temperature', 'decimal_below_min_value', '>= 0'],
    ['temperature in words', { ...right, temperature: 'hot' }, 'temperature', 'invalid_type', 'a decimal'],
    ['no tokens', { ...right, max_tokens: 0 }, 'max_tokens', 'integer_below_min_value', '>= 1'],
    ['half a token', { ...right, max_tokens: 0.5 }, 'max_tokens', 'invalid_type', 'but got a decimal'],
    ['stream in words', { ...right, stream: 'yes' }, 'stream', 'invalid_type', 'a boolean'],
    ['options without stream', { ...right, stream_options: {} }, 'stream_options', null, 'only allowed'],
    [
      'five stops',
      { ...right, stop: ['a', 'b', 'c', 'd', 'e'] },
      'stop',
      'array_above_max_length',
      'length 5',
    ],
    ['a choice without tools', { ...right, tool_choice: 'auto' }, 'tool_choice', null, 'only allowed'],
    ['tools in words', { ...right, tools: 'f' }, 'tools', 'invalid_type', 'an array of objects'],
    ['a tool in words', { ...right, tools: ['f'] }, 'tools[0]', 'invalid_type', 'an object'],
    ['a list as tool', { ...right, tools: [[]] }, 'tools[0]', 'invalid_type', 'an array'],
    ['null as tool', { ...right, tools: [null] }, 'tools[0]', 'invalid_type', 'null'],
    ['a tool without type', { ...right, tools: [{}] }, 'tools[0].type', 'missing_required_parameter', 'type'],
    ['a tool of iron', { ...right, tools: [{ type: 'iron' }] }, 'tools[0].type', 'invalid_value', 'iron'],
    [
      'a tool without function',
      { ...right, tools: [{ type: 'function' }] },
      'tools[0].function',
      'missing_required_parameter',
      'function',
    ],
    [
      'a tool without name',
      { ...right, tools: [{ type: 'function', function: {} }] },
      'tools[0].function.name',
      'missing_required_parameter',
      'name',
    ],
    [
      'a tool with a blank in its name',
      { ...right, tools: [{ type: 'function', function: { name: 'a b' } }] },
      'tools[0].function.name',
      'invalid_value',
      'pattern',
    ],
    [
      'a choice that is no tool',
      { ...right, tools: [tool], tool_choice: { type: 'function', function: { name: 'g' } } },
      'tool_choice',
      null,
      "'g' not found",
    ],
    [
      'a choice of luck',
      { ...right, tools: [tool], tool_choice: 'luck' },
      'tool_choice',
      'invalid_value',
      'luck',
    ],
    ['a format in words', { ...right, response_format: 'json' }, 'response_format', 'invalid_type', 'object'],
    [
      'a format of another type',
      { ...right, response_format: { type: 'xml' } },
      'response_format.type',
      'invalid_value',
      'xml',
    ],
  ])('%s', async (_, body, param, code, message) => {
    expect(await problemOf(body)).toEqual({
      status: 400,
      type: 'invalid_request_error',
      param,
      code,
      message: expect.stringContaining(message),
    })
  })

  test.each([
    ['logprobs', { logprobs: true }],
    ['audio', { modalities: ['text', 'audio'] }],
    ['functions', { functions: [] }],
    ['custom tools', { tools: [{ type: 'custom' }] }],
  ])('%s, which the product has and the mock has not, is 501', async (what, more) => {
    expect(await problemOf({ ...right, ...more })).toMatchObject({
      status: 501,
      type: 'not_modelled_by_mock',
      message: `The mock does not model ${what}.`,
    })
  })
})
