// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { whenEnded } from '../../../src/queued-task.ts'
import { trailOf } from '../../../src/trail.ts'

const inClass = { app: 'ai', class: 'CRUD' } as const

test(
  'a proposal is read back as it was put up, and waits for approval',
  about({ ...inClass, rule: 'ai-proposals-wait-for-approval' }),
  async ({ as, given }) => {
    const owner = await as('user')
    const proposal = given.proposal()

    const { task: created } = answered(await owner.call('ai.tasks.create', { body: proposal }), 201)
    const { task: read } = answered(
      await owner.call('ai.tasks.get', { params: { task_id: created.id } }),
      200,
    )

    const stored = {
      id: created.id,
      agent_type: 'deployment',
      agent_type_display: 'Deployment Advisor',
      title: proposal.title,
      description: proposal.description,
      task_type: 'rollout_plan',
      input_data: proposal.input_data,
      output_data: {},
      status: 'awaiting_approval',
      created_at: read.created_at,
      correlation_id: read.correlation_id,
      initiated_by: { username: owner.username, email: owner.user?.email, name: owner.username },
    }
    expect(created).toEqual(stored)
    expect(read).toEqual({ ...stored, updated_at: read.updated_at, approved_by: null })
  },
)

test(
  'an approved proposal says who approved it and why, and takes no second decision',
  about({ ...inClass, rule: 'ai-decisions-are-final' }),
  async ({ as, given }) => {
    const owner = await as('user')
    const staff = await as('staff')
    const another = await as('staff')
    const { id } = await given.aiTask(owner)
    const params = { task_id: id }

    const approval = await staff.call('ai.tasks.approve', {
      params,
      body: { comment: 'Rings in this order.' },
    })
    const { message, task: decided } = answered(approval, 200)
    const second = await another.call('ai.tasks.reject', { params, body: { reason: 'Too late.' } })
    const revision = await owner.call('ai.tasks.requestRevision', {
      params,
      body: { feedback: 'Once more.' },
    })
    const { task } = answered(await owner.call('ai.tasks.get', { params }), 200)

    expect(message).toBe('Task approved successfully')
    expect(decided).toMatchObject({ id, status: 'approved', approved_by: staff.username })
    expect(answered(second, 400)).toEqual({
      error: 'Task is not awaiting approval. Current status: approved',
    })
    expect(answered(revision, 400)).toEqual({
      error: 'Task is not awaiting feedback. Current status: approved',
    })
    expect(task).toMatchObject({ status: 'approved', approved_by: { username: staff.username } })
    expect(task.output_data['approval']).toMatchObject({
      approved_by: staff.username,
      comment: 'Rings in this order.',
    })
    expect(day(task.updated_at)).toBe(day(decided.approved_at))
    expect(await trailOf(owner, approval.requestId)).toEqual([])
  },
)

test(
  'a rejected proposal says who rejected it and why, and takes no second decision',
  about({ ...inClass, rule: 'ai-decisions-are-final' }),
  async ({ as, given }) => {
    const owner = await as('user')
    const staff = await as('staff')
    const another = await as('staff')
    const { id } = await given.aiTask(owner)
    const params = { task_id: id }

    const rejection = await staff.call('ai.tasks.reject', { params, body: { reason: 'No rollback plan.' } })
    const { message, task: decided } = answered(rejection, 200)
    const second = await another.call('ai.tasks.approve', { params, body: {} })
    const { task } = answered(await owner.call('ai.tasks.get', { params }), 200)

    expect(message).toBe('Task rejected')
    expect(decided).toMatchObject({
      id,
      status: 'rejected',
      rejected_by: staff.username,
      reason: 'No rollback plan.',
    })
    expect(answered(second, 400)).toEqual({
      error: 'Task is not awaiting approval. Current status: rejected',
    })
    expect(task.status).toBe('rejected')
    expect(task.output_data['rejection']).toMatchObject({
      rejected_by: staff.username,
      reason: 'No rollback plan.',
    })
    expect(day(task.updated_at)).toBe(day(decided.rejected_at))
    expect(await trailOf(owner, rejection.requestId)).toEqual([])
  },
)

test(
  'a provider is configured once for its type and model, and its key is never shown',
  about({ ...inClass, rule: 'ai-provider-keys-stay-secret', alone: true }),
  async ({ as, given, outside }) => {
    const admin = await as('superuser')
    const body = given.openAi(outside('openai'), { max_tokens: 512, temperature: 0.2 })
    const { api_key: _key, ...changed } = { ...body, display_name: 'Renamed', temperature: 0.9 }

    const configured = await admin.call('ai.providers.configure', { body })
    const first = answered(configured, 201)
    const reconfigured = await admin.call('ai.providers.configure', { body: changed })
    const second = answered(reconfigured, 200)
    const { providers } = answered(await admin.call('ai.providers.list', {}), 200)

    const shown = {
      id: first.provider.id,
      provider_type: 'openai',
      display_name: body.display_name,
      model_name: 'gpt-4o',
      is_active: true,
      is_default: true,
      key_configured: true,
      endpoint_url: body.endpoint_url,
      max_tokens: 512,
      temperature: 0.2,
    }
    expect(first).toEqual({ success: true, created: true, provider: shown })
    const renamed = { ...shown, display_name: 'Renamed', temperature: 0.9 }
    expect(second).toEqual({ success: true, created: false, provider: renamed })
    expect(providers).toEqual([renamed])
    expect(await trailOf(admin, configured.requestId)).toEqual([])
    expect(await trailOf(admin, reconfigured.requestId)).toEqual([])
  },
)

test(
  'a revision that the provider gives replaces the proposal, which waits for approval again',
  about({ ...inClass, rule: 'ai-providers-are-asked', alone: true }),
  async ({ as, given, outside }) => {
    const openai = outside('openai')
    await given.aiProvider(await as('superuser'), given.openAi(openai))
    const owner = await as('user')
    const proposed = await given.aiTask(owner)
    const params = { task_id: proposed.id }
    const feedback = `Reply exactly with: Begin in the lab ring, see ${proposed.correlation_id}.`

    const answer = await owner.call('ai.tasks.requestRevision', { params, body: { feedback } })
    const { message, task: revised } = answered(answer, 200)
    const { task } = answered(await owner.call('ai.tasks.get', { params }), 200)
    const calls = await openai.callsOf(answer.requestId)

    expect(message).toBe('Revision generated successfully')
    expect(revised).toEqual({
      id: proposed.id,
      status: 'awaiting_approval',
      title: proposed.title,
      description: task.description,
      revision_number: 1,
      original_recommendation: proposed.description,
      revised_recommendation: task.description,
      feedback,
    })
    expect(task.status).toBe('awaiting_approval')
    expect(task.description).toMatch(/^Begin in the lab ring/)
    expect(calls.map(({ method, target, status }) => `${method} ${target} ${status}`)).toEqual([
      'POST /v1/chat/completions 200',
    ])
  },
)

test(
  'what the provider answers joins the conversation of the question, which goes on with it',
  about({ ...inClass, rule: 'ai-answers-that-act-are-marked', alone: true }),
  async ({ as, given, outside }) => {
    const openai = outside('openai')
    await given.aiProvider(await as('superuser'), given.openAi(openai))
    const asker = await as('user')
    const today = day(new Date().toISOString())
    const order = 'Reply exactly with: Deploy release 7 to the canary ring.'
    const question = 'What is a ring? Reply exactly with: We deploy to one ring after the other.'

    const first = answered(await asker.call('ai.ask', { body: { message: order } }), 200)
    const { conversation_id, task_id } = first
    // A task that nobody knows would read as waiting; this one is the asker's, and so is none of a colleague's.
    expect(await (await as('user')).call('core.tasks.status', { params: { task_id } })).toBeRefused(403)
    expect(first.message).toBe('Your message is being processed. Check conversation history for response.')
    const ended = await whenEnded(asker, task_id)
    const again = await asker.call('ai.ask', { body: { message: question, conversation_id } })
    await whenEnded(asker, answered(again, 200).task_id)
    const { messages } = answered(
      await asker.call('ai.conversations.get', { params: { conversation_id } }),
      200,
    )
    const [asked] = await openai.callsOf(again.requestId)

    expect(ended).toMatchObject({
      status: 'SUCCESS',
      result: { status: 'success', conversation_id, response: 'Deploy release 7 to the canary ring.' },
    })
    expect(messages.map(({ role, content, requires_action }) => [role, content, requires_action])).toEqual([
      ['user', order, false],
      ['assistant', 'Deploy release 7 to the canary ring.', true],
      ['user', question, false],
      ['assistant', 'We deploy to one ring after the other.', false],
    ])
    expect(messages.map(({ timestamp }) => day(timestamp))).toEqual([today, today, today, today])
    expect(asked?.body).toContain('Deploy release 7 to the canary ring.')
  },
)

/** The date of an instant; what was done one after the other is of one day but at midnight. */
function day(instant: string): string {
  return instant.slice(0, 10)
}
