// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import { ask } from './cab-helper.ts'
import { plain } from './call-helper.ts'
import { at } from './look.ts'
import { root, staff, startState } from './start-helper.ts'

const config = { provider_type: 'openai', model_name: 'gpt-4o', api_key: 'k', is_default: true }

function configure(state: State, changes: object = {}, user = root) {
  return ask(state, 'ai.providers.configure', { user, body: { ...config, ...changes } })
}

async function listed(state: State): Promise<unknown> {
  return (await ask(state, 'ai.providers.list')).body['providers']
}

describe('configuring a provider', () => {
  test('adds it, and shows that it has a key but not which', async () => {
    const state = startState()
    const { status, body } = await configure(state)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      created: true,
      provider: {
        display_name: 'openai',
        is_active: true,
        is_default: true,
        key_configured: true,
        endpoint_url: null,
        max_tokens: 4096,
        temperature: 0.7,
      },
    })
    expect(await listed(state)).toEqual([body['provider']])
    expect(state.events.count).toBe(0)
  })

  test('changes the one of this type and model, which keeps its key', async () => {
    const state = startState()
    const { body: first } = await configure(state)
    const changes = {
      api_key: '',
      temperature: '0.5',
      max_tokens: 10.9,
      endpoint_url: 'http://p',
      is_default: 'f',
    }
    const { status, body } = await configure(state, changes)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      created: false,
      provider: {
        key_configured: true,
        temperature: 0.5,
        max_tokens: 10,
        endpoint_url: 'http://p',
        is_default: false,
      },
    })
    expect(body['provider']).toHaveProperty('id', at(first, 'provider', 'id'))
  })

  test('one provider is the default, the last one said to be', async () => {
    const state = startState()
    await configure(state, { model_name: 'b' })
    await configure(state, { model_name: 'a' })
    await configure(state, { provider_type: 'anthropic', model_name: 'c', is_default: false })
    expect(await listed(state)).toMatchObject([
      { model_name: 'c', is_default: false },
      { model_name: 'a', is_default: true },
      { model_name: 'b', is_default: false },
    ])
  })

  test.each([plain, staff])('only platform administrators may', async (user) => {
    const state = startState()
    const error = 'Platform Admin permission required to configure AI providers'
    expect(await configure(state, {}, user)).toEqual({ status: 403, body: { error } })
    expect(await listed(state)).toEqual([])
  })

  test.each([
    [{ provider_type: '' }, { error: 'provider_type and model_name are required' }],
    [{ model_name: null }, { error: 'provider_type and model_name are required' }],
    [{ api_key: '' }, { error: 'api_key is required for new provider configurations' }],
    [{ provider_type: 'zzz' }, { provider_type: ['"zzz" is not a valid choice.'] }],
    [{ model_name: 'x'.repeat(129) }, { model_name: ['Ensure this field has no more than 128 characters.'] }],
    [{ temperature: 'hot' }, { temperature: ['A valid number is required.'] }],
    [{ max_tokens: null }, { max_tokens: ['A valid number is required.'] }],
    [{ max_tokens: 2 ** 31 }, { max_tokens: ['A valid number is required.'] }],
    [{ api_key: 5 }, { api_key: ['Not a valid string.'] }],
    [{ display_name: null }, { display_name: ['Not a valid string.'] }],
    [{ endpoint_url: 'a\0' }, { endpoint_url: ['Null characters are not allowed.'] }],
    [{ is_default: 'perhaps' }, { is_default: ['Must be a valid boolean.'] }],
  ])('refuses %j and leaves the default one', async (changes, expected) => {
    const state = startState()
    await configure(state, { model_name: 'first' })
    expect(await configure(state, changes)).toEqual({ status: 400, body: expected })
    expect(await listed(state)).toMatchObject([{ model_name: 'first', is_default: true }])
  })
})

describe('deleting providers', () => {
  test('removes one, or all of a type', async () => {
    const state = startState()
    const { body } = await configure(state)
    await configure(state, { model_name: 'b' })
    await configure(state, { model_name: 'c' })
    const provider_id = String(at(body, 'provider', 'id'))
    const one = await ask(state, 'ai.providers.delete', { user: root, params: { provider_id } })
    expect(one.body).toEqual({ success: true, message: 'Provider openai/gpt-4o deleted successfully' })
    const again = await ask(state, 'ai.providers.delete', { user: root, params: { provider_id } })
    expect(again).toEqual({ status: 404, body: { error: 'Provider not found' } })
    const params = { provider_type: 'openai' }
    const rest = await ask(state, 'ai.providers.deleteByType', { user: root, params })
    expect(rest.body['message']).toBe('Deleted 2 provider(s) of type openai')
    const none = await ask(state, 'ai.providers.deleteByType', { user: root, params })
    expect(none).toEqual({ status: 404, body: { error: 'No providers found for type: openai' } })
    expect(await listed(state)).toEqual([])
  })

  test('is for platform administrators, also where there is nothing', async () => {
    const state = startState()
    await configure(state)
    const params = { provider_type: 'openai' }
    expect((await ask(state, 'ai.providers.deleteByType', { params })).status).toBe(403)
    const unknown = { provider_id: crypto.randomUUID() }
    expect((await ask(state, 'ai.providers.delete', { user: staff, params: unknown })).status).toBe(403)
    expect(await listed(state)).toMatchObject([{ model_name: 'gpt-4o' }])
  })
})
