// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { whenEnded } from '../../../src/queued-task.ts'

const inClass = { app: 'ai', class: 'Retrieve' } as const

test(
  'a proposal is read by its owner and staff, not by colleagues, and an unknown one is told',
  about({ ...inClass, rule: 'ai-records-are-for-those-concerned' }),
  async ({ as, given, faker }) => {
    const owner = await as('user')
    const colleague = await as('user')
    const staff = await as('staff')
    const { id } = await given.aiTask(owner)
    const unknown = { params: { task_id: faker.string.uuid() } }

    const own = answered(await owner.call('ai.tasks.get', { params: { task_id: id } }), 200)
    const forStaff = answered(await staff.call('ai.tasks.get', { params: { task_id: id } }), 200)

    expect(own.task.id).toBe(id)
    expect(forStaff).toEqual(own)
    expect(await colleague.call('ai.tasks.get', { params: { task_id: id } })).toBeRefused(403)
    expect(await staff.call('ai.tasks.get', unknown)).toBeRefused(404)
    expect(await staff.call('ai.tasks.approve', { ...unknown, body: {} })).toBeRefused(404)
    expect(await staff.call('ai.tasks.reject', { ...unknown, body: {} })).toBeRefused(404)
    expect(
      await staff.call('ai.tasks.requestRevision', { ...unknown, body: { feedback: 'Shorter.' } }),
    ).toBeRefused(404)
  },
)

test(
  "a colleague's conversation reads as empty and is not gone on with",
  about({ ...inClass, rule: 'ai-records-are-for-those-concerned', alone: true }),
  async ({ as, given, outside }) => {
    await given.aiProvider(await as('superuser'), given.openAi(outside('openai')))
    const asker = await as('user')
    const colleague = await as('user')
    const message = 'Reply exactly with: For your eyes only.'
    const { conversation_id, task_id } = answered(await asker.call('ai.ask', { body: { message } }), 200)
    expect(await colleague.call('core.tasks.status', { params: { task_id } })).toBeRefused(403)
    await whenEnded(asker, task_id)
    const params = { conversation_id }

    const foreign = answered(await colleague.call('ai.conversations.get', { params }), 200)
    const continued = answered(
      await colleague.call('ai.ask', { body: { message: 'Go on.', conversation_id } }),
      200,
    )
    await whenEnded(colleague, continued.task_id)
    const own = answered(await asker.call('ai.conversations.get', { params }), 200)

    expect(foreign).toEqual({ conversation_id, messages: [] })
    expect(continued.conversation_id).not.toBe(conversation_id)
    expect(own.conversation_id).toBe(conversation_id)
    expect(own.messages.map(({ role, content }) => [role, content])).toEqual([
      ['user', message],
      ['assistant', 'For your eyes only.'],
    ])
    expect(await asker.call('ai.conversations.get', { params: { conversation_id: 'none' } })).toBeRefused(400)
  },
)

test(
  "the figures count the caller's own proposals by state and today's tokens in thousands",
  about({ ...inClass, rule: 'ai-stats-count-own-work', alone: true }),
  async ({ as, given, outside }) => {
    await given.aiProvider(await as('superuser'), given.openAi(outside('openai')))
    const owner = await as('user')
    const colleague = await as('user')
    const staff = await as('staff')
    await given.aiTask(owner)
    await given.aiTask(owner)
    await given.aiTask(colleague)
    const { id } = await given.aiTask(owner)
    answered(await staff.call('ai.tasks.approve', { params: { task_id: id }, body: {} }), 200)
    const message = `Reply exactly with: ${'wxyz'.repeat(2100)}`
    await whenEnded(owner, answered(await owner.call('ai.ask', { body: { message } }), 200).task_id)
    const stats = async (by: typeof owner) => answered(await by.call('ai.stats', {}), 200)

    expect(await stats(owner)).toEqual({
      active_tasks: 2,
      awaiting_approval: 2,
      completed_today: 0,
      tokens_used: 2,
    })
    expect(await stats(colleague)).toEqual({
      active_tasks: 1,
      awaiting_approval: 1,
      completed_today: 0,
      tokens_used: 0,
    })
  },
)

test(
  'a conversation shows its messages whole and in their order, and the same when it is read again',
  about({ ...inClass, rule: 'ai-records-are-for-those-concerned', alone: true }),
  async ({ as, faker, given, standIn }) => {
    const owner = await as('user')
    const conversations = given.aiConversationRows(owner.user?.id ?? 0, 1)
    const conversation_id = String(conversations[0]?.pk)
    const said = [
      {
        id: faker.string.uuid(),
        role: 'user',
        content: 'Deploy it.',
        requires_action: false,
        at: '08:00:00',
      },
      {
        id: faker.string.uuid(),
        role: 'assistant',
        content: 'Shall I?',
        requires_action: true,
        at: '08:00:01',
      },
    ] as const
    const messages = said.map(({ id, role, content, requires_action, at }) => ({
      model: 'ai_agents.aimessage',
      pk: id,
      fields: {
        conversation: conversation_id,
        role,
        content,
        token_count: 2,
        requires_human_action: requires_action,
        created_at: `2026-01-01T${at}Z`,
      },
    }))
    await standIn.seed([...conversations, ...messages])
    const params = { conversation_id }

    const shown = {
      conversation_id,
      messages: said.map(({ at, ...message }) => ({ ...message, timestamp: `2026-01-01T${at}+00:00` })),
    }
    expect(answered(await owner.call('ai.conversations.get', { params }), 200)).toEqual(shown)
    expect(answered(await owner.call('ai.conversations.get', { params }), 200)).toEqual(shown)
  },
)
