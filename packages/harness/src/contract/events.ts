// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { IncludeDemo } from './deployments.ts'
import { codedEventTypes, EventType } from './enums.ts'
import { closed, common, commonWithBody, fieldError, Timestamp, Uuid } from './envelopes.ts'
import { operations } from './operation.ts'

const EventId = Type.Integer({ minimum: 1 })

export const events = operations('events', {
  'events.create': {
    method: 'POST',
    path: '/api/v1/events/',
    summary: 'Appends an event in the name of the caller; it moves no risk factor.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      correlation_id: Uuid,
      event_type: Type.Enum(codedEventTypes),
      event_data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
    responses: {
      ...commonWithBody,
      201: closed({ id: EventId, created_at: Timestamp }),
      400: fieldError,
    },
    source: 'event_store/views.py:53-79; D-12, D-35, D-39, D-42, D-44; rules: Events, Idempotency',
  },
  'events.list': {
    method: 'GET',
    path: '/api/v1/events/list',
    summary: 'Lists the newest 100 events that match the filters, newest first.',
    auth: 'session',
    throttle: 'api',
    query: Type.Object({
      correlation_id: Type.Optional(Uuid),
      event_type: Type.Optional(Type.String()),
      include_demo: IncludeDemo,
    }),
    responses: {
      ...common,
      200: closed({
        events: Type.Array(
          closed({
            id: EventId,
            correlation_id: Uuid,
            event_type: EventType,
            event_data: Type.Unknown(),
            actor: Type.String(),
            created_at: Timestamp,
          }),
          { maxItems: 100 },
        ),
      }),
      400: fieldError,
    },
    source: 'event_store/views.py:19-50; D-20, D-39',
  },
})
