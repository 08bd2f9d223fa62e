// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { AiAgentType, AiTaskStatus, Person } from './enums-ai.ts'
import { closed, common, commonWithBody, ErrorB, inputError, refusal, Timestamp, Uuid } from './envelopes.ts'
import { operations } from './operation.ts'

const TaskId = closed({ task_id: Uuid })
const Json = Type.Record(Type.String(), Type.Unknown())

/** What every view of a task shows. */
const shown = {
  id: Uuid,
  agent_type: AiAgentType,
  title: Type.String(),
  description: Type.String(),
  task_type: Type.String(),
  input_data: Type.Unknown(),
  output_data: Json,
  status: AiTaskStatus,
  created_at: Timestamp,
  correlation_id: Uuid,
} as const

const withPerson = { ...shown, agent_type_display: Type.String(), initiated_by: Person } as const

const revised = closed({
  success: Type.Literal(true),
  message: Type.Literal('Revision generated successfully'),
  task: closed({
    id: Uuid,
    status: Type.Enum(['awaiting_approval']),
    title: Type.String(),
    description: Type.String(),
    revision_number: Type.Integer({ minimum: 1 }),
    original_recommendation: Type.String(),
    revised_recommendation: Type.String(),
    feedback: Type.String(),
  }),
})

const recorded = closed({
  success: Type.Literal(true),
  message: Type.Literal('Feedback recorded. AI revision generation pending.'),
  task: closed({
    id: Uuid,
    status: Type.Enum(['revision_requested']),
    revision_number: Type.Integer({ minimum: 1 }),
    feedback: Type.String(),
    ai_status: Type.Enum(['pending']),
  }),
})

export const aiTasks = operations('ai', {
  'ai.tasks.list': {
    method: 'GET',
    path: '/api/v1/ai/tasks/',
    summary: "Lists the caller's newest 50 AI tasks, newest first; none for anonymous callers.",
    auth: 'anyone',
    throttle: 'api',
    query: Type.Object({ status: Type.Optional(Type.String()) }),
    responses: {
      ...common,
      200: closed({
        tasks: Type.Array(
          closed({
            ...shown,
            updated_at: Timestamp,
            initiated_by: Type.String(),
            approved_by: Type.Union([Type.String(), Type.Null()]),
          }),
          { maxItems: 50 },
        ),
      }),
    },
    source: 'ai_agents/views.py:389-427',
  },
  'ai.tasks.pending': {
    method: 'GET',
    path: '/api/v1/ai/tasks/pending/',
    summary:
      'Lists the newest 100 AI tasks that await approval: all for staff, else own, none for anonymous callers.',
    auth: 'anyone',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        pending_approvals: Type.Array(closed(withPerson), { maxItems: 100 }),
        total_count: Type.Integer({ minimum: 0 }),
      }),
    },
    source: 'ai_agents/views.py:430-477',
  },
  'ai.tasks.create': {
    method: 'POST',
    path: '/api/v1/ai/tasks/create/',
    summary: 'Puts a proposal of the assistant up for approval.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      title: Type.String({ minLength: 1, maxLength: 256 }),
      description: Type.String({ minLength: 1 }),
      agent_type: Type.Optional(AiAgentType),
      task_type: Type.Optional(Type.String({ maxLength: 64 })),
      /** Any JSON, save null. */
      input_data: Type.Optional(Type.Unknown()),
      /** Only agents produce output, so a client may send an empty one. */
      output_data: Type.Optional(Type.Object({}, { additionalProperties: false })),
      /** A conversation of the caller, or one that nobody knows, which is left out. */
      conversation_id: Type.Optional(Uuid),
    }),
    responses: {
      ...commonWithBody,
      201: closed({ success: Type.Literal(true), task: closed(withPerson) }),
      400: inputError,
    },
    source:
      'ai_agents/views.py:851-928; D-17, D-42; decided: what only an agent may say, and a conversation of another, are bad input (400)',
  },
  'ai.tasks.get': {
    method: 'GET',
    path: '/api/v1/ai/tasks/{task_id}/',
    summary: 'Answers one AI task; its owner and staff may.',
    auth: 'session',
    throttle: 'api',
    params: TaskId,
    responses: {
      ...common,
      200: closed({
        task: closed({
          ...withPerson,
          updated_at: Timestamp,
          approved_by: Type.Union([Person, Type.Null()]),
        }),
      }),
      403: refusal,
      404: ErrorB,
    },
    source: 'ai_agents/views.py:480-530',
  },
  'ai.tasks.approve': {
    method: 'POST',
    path: '/api/v1/ai/tasks/{task_id}/approve/',
    summary: "Approves an AI task that awaits approval; staff may, but not the task's owner.",
    auth: 'session',
    throttle: 'api',
    params: TaskId,
    body: Type.Object({ comment: Type.Optional(Type.String()) }),
    responses: {
      ...commonWithBody,
      200: closed({
        success: Type.Literal(true),
        message: Type.String(),
        task: closed({
          id: Uuid,
          status: Type.Enum(['approved']),
          approved_by: Type.String(),
          approved_at: Timestamp,
        }),
      }),
      400: inputError,
      403: refusal,
      404: ErrorB,
    },
    source: 'ai_agents/views.py:533-595; D-17, D-33; rules: AI',
  },
  'ai.tasks.reject': {
    method: 'POST',
    path: '/api/v1/ai/tasks/{task_id}/reject/',
    summary: "Rejects an AI task that awaits approval; staff may, but not the task's owner.",
    auth: 'session',
    throttle: 'api',
    params: TaskId,
    body: Type.Object({ reason: Type.Optional(Type.String()) }),
    responses: {
      ...commonWithBody,
      200: closed({
        success: Type.Literal(true),
        message: Type.String(),
        task: closed({
          id: Uuid,
          status: Type.Enum(['rejected']),
          rejected_by: Type.String(),
          rejected_at: Timestamp,
          reason: Type.String(),
        }),
      }),
      400: inputError,
      403: refusal,
      404: ErrorB,
    },
    source: 'ai_agents/views.py:598-661; D-17, D-33; rules: deciding one’s own submission',
  },
  'ai.tasks.requestRevision': {
    method: 'POST',
    path: '/api/v1/ai/tasks/{task_id}/request-revision/',
    summary: 'Asks the AI provider to revise a proposal; its owner and staff may.',
    auth: 'session',
    throttle: 'api',
    params: TaskId,
    body: Type.Object({ feedback: Type.String({ minLength: 1, pattern: '\\S' }) }),
    responses: {
      ...commonWithBody,
      200: Type.Union([revised, recorded]),
      400: inputError,
      403: refusal,
      404: ErrorB,
    },
    source:
      'ai_agents/views.py:664-848; D-17, D-27; rules: AI; decided: the role is checked before the state',
  },
})
