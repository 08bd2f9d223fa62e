// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import { ask } from './cab-helper.ts'
import { other, plain, type Sent } from './call-helper.ts'
import { FakeProviders } from './fake-providers.ts'
import { at } from './look.ts'
import { root, staff, startState } from './start-helper.ts'

const proposal = { title: 't', description: 'd' }

async function proposed(state: State, sent: Sent = {}): Promise<string> {
  const { body } = await ask(state, 'ai.tasks.create', { body: proposal, ...sent })
  return String(at(body, 'task', 'id'))
}

type Verb = 'approve' | 'reject' | 'requestRevision'

function act(state: State, verb: Verb, id: string, sent: Sent = {}) {
  const body = verb === 'requestRevision' ? { feedback: 'f' } : {}
  return ask(state, `ai.tasks.${verb}`, { user: staff, body, ...sent, params: { task_id: id } })
}

async function read(state: State, id: string, user = plain) {
  const { body } = await ask(state, 'ai.tasks.get', { user, params: { task_id: id } })
  return body['task']
}

describe('proposing', () => {
  test('puts a task up for approval', async () => {
    const state = startState()
    const { status, body } = await ask(state, 'ai.tasks.create', {
      body: { ...proposal, agent_type: 'packaging', task_type: 'x', input_data: [1] },
    })
    expect(status).toBe(201)
    expect(body['task']).toMatchObject({
      ...proposal,
      agent_type: 'packaging',
      agent_type_display: 'Packaging Assistant',
      task_type: 'x',
      input_data: [1],
      output_data: {},
      status: 'awaiting_approval',
      initiated_by: { username: 'plain1', email: 'plain1@x.io', name: 'plain1' },
    })
    expect(state.events.count).toBe(0)
  })

  test.each([
    [{ ...proposal, title: '' }, { error: 'title and description are required' }],
    [{ ...proposal, title: 5 }, { title: ['Not a valid string.'] }],
    [
      { ...proposal, title: 'x'.repeat(257) },
      { title: ['Ensure this field has no more than 256 characters.'] },
    ],
    [{ ...proposal, agent_type: 'nobody' }, { agent_type: ['"nobody" is not a valid choice.'] }],
    [{ ...proposal, task_type: 'a\0' }, { task_type: ['Null characters are not allowed.'] }],
    [{ ...proposal, input_data: null }, { input_data: ['This field may not be null.'] }],
    [{ ...proposal, output_data: { done: true } }, { output_data: ['Only agents produce output.'] }],
    [
      { ...proposal, output_data: [1] },
      { output_data: ['Expected an object.', 'Only agents produce output.'] },
    ],
    [{ ...proposal, conversation_id: 'abc' }, { conversation_id: ['“abc” is not a valid UUID.'] }],
    [[], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
  ])('refuses %j', async (body, expected) => {
    const state = startState()
    expect(await ask(state, 'ai.tasks.create', { body })).toEqual({ status: 400, body: expected })
    expect(state.aiTasks.newestFirst()).toEqual([])
  })

  test("belongs to the caller's conversation, to none that nobody knows, and to no other's", async () => {
    const state = startState()
    const own = state.aiConversations.open(plain.id, 'amani', 't', 1).id
    const foreign = state.aiConversations.open(other.id, 'amani', 't', 1).id
    const create = (conversation_id: string) =>
      ask(state, 'ai.tasks.create', { body: { ...proposal, conversation_id } })
    expect((await create(own)).status).toBe(201)
    expect((await create(crypto.randomUUID())).status).toBe(201)
    expect((await create(foreign)).body).toEqual({ conversation_id: ['This conversation is not yours.'] })
    expect(state.aiTasks.newestFirst().map(({ conversationId }) => conversationId)).toEqual([null, own])
  })
})

describe('reading', () => {
  test('owner and staff read a task, nobody else does', async () => {
    const state = startState()
    const id = await proposed(state)
    expect(await read(state, id)).toEqual(await read(state, id, staff))
    const params = { task_id: id }
    expect(await ask(state, 'ai.tasks.get', { user: other, params })).toEqual({
      status: 403,
      body: { error: 'You do not have permission to view this task' },
    })
    const unknown = { task_id: crypto.randomUUID() }
    expect((await ask(state, 'ai.tasks.get', { params: unknown })).status).toBe(404)
  })

  test('lists are own and newest first, at most 50; pending ones are all for staff, at most 100', async () => {
    const state = startState()
    const ids: string[] = []
    for (let number = 0; number < 103; number += 1) ids.unshift(await proposed(state))
    await act(state, 'approve', ids[0] ?? '')
    const idsOf = async (operation: 'ai.tasks.list' | 'ai.tasks.pending', sent: Sent = {}) => {
      const { body } = await ask(state, operation, sent)
      const rows: unknown = body['tasks'] ?? body['pending_approvals']
      return Array.isArray(rows) ? rows.map((row: { readonly id: string }) => row.id) : []
    }
    expect(await idsOf('ai.tasks.list')).toEqual(ids.slice(0, 50))
    expect(await idsOf('ai.tasks.list', { query: { status: 'approved' } })).toEqual(ids.slice(0, 1))
    expect(await idsOf('ai.tasks.list', { user: staff })).toEqual([])
    expect(await idsOf('ai.tasks.list', { user: null })).toEqual([])
    expect(await idsOf('ai.tasks.pending', { user: staff })).toEqual(ids.slice(1, 101))
    expect((await ask(state, 'ai.tasks.pending', { user: root })).body['total_count']).toBe(102)
    expect(await idsOf('ai.tasks.pending')).toEqual(ids.slice(1, 101))
    expect(await idsOf('ai.tasks.pending', { user: other })).toEqual([])
    expect(await idsOf('ai.tasks.pending', { user: null })).toEqual([])
  })
})

describe('deciding', () => {
  test('staff approve with a comment and reject with a reason', async () => {
    const state = startState()
    const [first, second, third] = [await proposed(state), await proposed(state), await proposed(state)]
    const approved = await act(state, 'approve', first, { body: { comment: 'c' } })
    expect(approved.body).toMatchObject({
      message: 'Task approved successfully',
      task: { id: first, status: 'approved', approved_by: 'staff1' },
    })
    expect(await read(state, first)).toMatchObject({
      status: 'approved',
      approved_by: { username: 'staff1' },
      output_data: { approval: { approved_by: 'staff1', comment: 'c' } },
    })
    const rejected = await act(state, 'reject', second, { body: { reason: 'r' } })
    expect(rejected.body).toMatchObject({ task: { status: 'rejected', rejected_by: 'staff1', reason: 'r' } })
    const { body } = await act(state, 'reject', third)
    expect(body['task']).toMatchObject({ reason: 'No reason provided' })
    const list = await ask(state, 'ai.tasks.list', { query: { status: 'rejected' } })
    expect(list.body['tasks']).toMatchObject([{ approved_by: 'staff1' }, { approved_by: 'staff1' }])
    expect(state.events.count).toBe(0)
  })

  test.each(['approve', 'reject'] as const)('only staff %s, and never their own', async (verb) => {
    const state = startState()
    const id = await proposed(state)
    expect(await act(state, verb, id, { user: plain })).toEqual({
      status: 403,
      body: { error: `You do not have permission to ${verb} tasks` },
    })
    const own = await proposed(state, { user: staff })
    expect((await act(state, verb, own)).status).toBe(403)
    expect((await act(state, verb, own, { user: root })).status).toBe(200)
    expect(await read(state, id)).toMatchObject({ status: 'awaiting_approval' })
  })

  test('a task is decided once, whoever decides first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Verb>('approve', 'reject'), { minLength: 1 }),
        async (verbs) => {
          const state = startState()
          const id = await proposed(state)
          const answers = await Promise.all(verbs.map((verb) => act(state, verb, id)))
          expect(answers.filter(({ status }) => status === 200).length).toBe(1)
          const status = verbs[0] === 'approve' ? 'approved' : 'rejected'
          expect(await read(state, id)).toMatchObject({ status })
          expect(answers.slice(1).map((answer) => answer.body['error'])).toEqual(
            verbs.slice(1).map(() => `Task is not awaiting approval. Current status: ${status}`),
          )
        },
      ),
      { numRuns: 15 },
    )
  })

  test.each(['approve', 'reject', 'requestRevision'] as const)(
    '%s of an unknown task is 404',
    async (verb) => {
      expect((await act(startState(), verb, crypto.randomUUID())).status).toBe(404)
    },
  )

  test.each([
    ['approve', { comment: null }, 'comment'],
    ['reject', { reason: 5 }, 'reason'],
  ] as const)('%s refuses %j', async (verb, body, field) => {
    const state = startState()
    const answer = await act(state, verb, await proposed(state), { body })
    expect(answer).toEqual({ status: 400, body: { [field]: ['Not a valid string.'] } })
  })
})

describe('revising', () => {
  async function withProvider(...texts: readonly string[]) {
    const state = startState()
    const providers = new FakeProviders(...texts)
    state.providers = providers
    const body = { provider_type: 'anthropic', model_name: 'm', api_key: 'k' }
    await ask(state, 'ai.providers.configure', { user: root, body })
    return { state, providers }
  }

  test('the provider’s answer takes the place of the proposal and is up for approval', async () => {
    const { state, providers } = await withProvider('better', 'best')
    const id = await proposed(state)
    const first = await act(state, 'requestRevision', id, { user: plain })
    expect(first).toEqual({
      status: 200,
      body: {
        success: true,
        message: 'Revision generated successfully',
        task: {
          id,
          status: 'awaiting_approval',
          title: 't',
          description: 'better',
          revision_number: 1,
          original_recommendation: 'd',
          revised_recommendation: 'better',
          feedback: 'f',
        },
      },
    })
    expect(providers.orders[0]?.messages.at(-1)?.content).toMatch(/d[^]*f/)
    await act(state, 'requestRevision', id, { body: { feedback: 'more' } })
    expect(await read(state, id)).toMatchObject({
      status: 'awaiting_approval',
      description: 'best',
      output_data: {
        revisions: [
          { revision_number: 1, requested_by: 'plain1', status: 'ai_responded', ai_response: 'better' },
          { revision_number: 2, requested_by: 'staff1', original_recommendation: 'better' },
        ],
        last_feedback: { by: 'staff1', feedback: 'more' },
        last_revision: { number: 2, original: 'better', feedback: 'more', revised: 'best' },
      },
    })
  })

  test('a failure keeps the feedback; the task can be revised again but not decided', async () => {
    const { state } = await withProvider()
    const id = await proposed(state)
    const pending = await act(state, 'requestRevision', id)
    expect(pending.body).toEqual({
      success: true,
      message: 'Feedback recorded. AI revision generation pending.',
      task: { id, status: 'revision_requested', revision_number: 1, feedback: 'f', ai_status: 'pending' },
    })
    expect((await act(state, 'approve', id)).body['error']).toMatch(/revision_requested$/)
    expect((await act(state, 'requestRevision', id)).body['task']).toMatchObject({ revision_number: 2 })
    expect(await read(state, id)).toMatchObject({ description: 'd', status: 'revision_requested' })
  })

  test('of two revisions at once the later one counts', async () => {
    const { state } = await withProvider('one', 'two')
    const id = await proposed(state)
    const answers = await Promise.all([act(state, 'requestRevision', id), act(state, 'requestRevision', id)])
    expect(answers.map(({ body }) => body['message'])).toEqual([
      'Feedback recorded. AI revision generation pending.',
      'Revision generated successfully',
    ])
    expect(await read(state, id)).toMatchObject({ description: 'two', status: 'awaiting_approval' })
  })

  test('is for owner and staff, while the task is open, with feedback', async () => {
    const { state } = await withProvider('x')
    const id = await proposed(state)
    expect((await act(state, 'requestRevision', id, { user: other })).status).toBe(403)
    const blank = await act(state, 'requestRevision', id, { body: { feedback: ' ' } })
    expect(blank.body).toEqual({ error: 'Feedback is required when requesting revision' })
    expect((await act(state, 'requestRevision', id, { body: {} })).status).toBe(400)
    const number = await act(state, 'requestRevision', id, { body: { feedback: 5 } })
    expect(number.body).toEqual({ feedback: ['Not a valid string.'] })
    await act(state, 'approve', id)
    expect((await act(state, 'requestRevision', id)).body['error']).toBe(
      'Task is not awaiting feedback. Current status: approved',
    )
    expect(await read(state, id)).toMatchObject({ description: 'd' })
  })
})

test('a task comes from a seed', async () => {
  const state = startState()
  const pk = crypto.randomUUID()
  state.aiTasks.load({
    model: 'ai_agents.aiagenttask',
    pk,
    fields: {
      agent_type: 'incident',
      task_type: 'x',
      ...proposal,
      status: 'completed',
      initiated_by: plain.id,
      approved_by: null,
      correlation_id: crypto.randomUUID(),
      created_at: '2025-06-02T08:00:00Z',
      updated_at: '2025-06-02T08:00:00Z',
    },
  })
  expect(await read(state, pk)).toMatchObject({ agent_type_display: 'Incident Responder', approved_by: null })
})
