// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { AiAgentType } from './enums-ai.ts'
import { closed, common, commonWithBody, ErrorC, inputError, Timestamp, Uuid } from './envelopes.ts'
import { operations } from './operation.ts'

const Count = Type.Integer({ minimum: 0 })

export const aiConversations = operations('ai', {
  'ai.ask': {
    method: 'POST',
    path: '/api/v1/ai/amani/ask/',
    summary: 'Queues a question to the assistant in a conversation of the caller, or in a new one.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      message: Type.String({ minLength: 1 }),
      /** Whatever is not the id of a conversation of the caller's starts a new one. */
      conversation_id: Type.Optional(Type.Unknown()),
      /** Taken and ignored. */
      context: Type.Optional(Type.Unknown()),
    }),
    responses: {
      ...commonWithBody,
      200: closed({
        status: Type.Enum(['processing']),
        conversation_id: Uuid,
        task_id: Uuid,
        message: Type.String(),
      }),
      400: inputError,
    },
    source: 'ai_agents/views.py:219-278; rules: AI',
  },
  'ai.conversations.list': {
    method: 'GET',
    path: '/api/v1/ai/conversations/',
    summary: "Lists the caller's newest 50 conversations, newest first.",
    auth: 'session',
    throttle: 'api',
    query: Type.Object({ agent_type: Type.Optional(Type.String()) }),
    responses: {
      ...common,
      200: closed({
        conversations: Type.Array(
          closed({
            id: Uuid,
            agent_type: AiAgentType,
            title: Type.String(),
            created_at: Timestamp,
            message_count: Count,
          }),
          { maxItems: 50 },
        ),
      }),
    },
    source: 'ai_agents/views.py:316-343',
  },
  'ai.conversations.get': {
    method: 'GET',
    path: '/api/v1/ai/conversations/{conversation_id}/',
    summary: "Answers the messages of the caller's conversation, oldest first; none for any other id.",
    auth: 'session',
    throttle: 'api',
    params: closed({ conversation_id: Type.String() }),
    responses: {
      ...common,
      200: closed({
        conversation_id: Type.String(),
        messages: Type.Array(
          closed({
            id: Uuid,
            role: Type.Enum(['user', 'assistant', 'system']),
            content: Type.String(),
            timestamp: Timestamp,
            requires_action: Type.Boolean(),
          }),
        ),
      }),
      400: Type.Union([
        closed({
          error: Type.String(),
          conversation_id: Type.Null(),
          messages: Type.Array(Type.Unknown(), { maxItems: 0 }),
        }),
        ErrorC,
      ]),
    },
    source: 'ai_agents/views.py:281-313; D-39, D-43',
  },
  'ai.stats': {
    method: 'GET',
    path: '/api/v1/ai/stats/',
    summary: "Counts the caller's AI tasks and today's tokens; zeros for anonymous callers.",
    auth: 'anyone',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        active_tasks: Count,
        awaiting_approval: Count,
        completed_today: Count,
        /** In thousands. */
        tokens_used: Count,
      }),
    },
    source: 'ai_agents/views.py:346-386',
  },
})
