// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed, common, commonWithBody, ErrorC, ErrorD, refusal } from './envelopes.ts'
import { mountedAt } from './mount.ts'
import { operations, type Definition } from './operation.ts'

const TaskId = closed({ task_id: Type.String() })

/** States of a queued task as the task queue names them; a task that nobody knows is PENDING. */
const TaskState = Type.Enum(['PENDING', 'STARTED', 'SUCCESS', 'FAILURE', 'RETRY', 'REVOKED', 'PROGRESS'])

const ByWorker = Type.Record(Type.String(), Type.Array(Type.Unknown()))

const definitions = {
  'tasks.status': {
    method: 'GET',
    path: 'tasks/{task_id}/status',
    summary: 'Answers what became of a queued task; an unknown one is PENDING.',
    auth: 'session',
    throttle: 'api',
    params: TaskId,
    responses: {
      ...common,
      200: closed({
        task_id: Type.String(),
        status: TaskState,
        result: Type.Unknown(),
        error: Type.Union([Type.String(), Type.Null()]),
        traceback: Type.Union([Type.String(), Type.Null()]),
        progress: Type.Unknown(),
      }),
      403: refusal,
    },
    source: 'core/views_tasks.py:22-99; D-19; decided: an id that nobody knows stays PENDING for everyone',
  },
  'tasks.revoke': {
    method: 'POST',
    path: 'tasks/{task_id}/revoke',
    summary: 'Takes a queued task back; its starter and staff may.',
    auth: 'session',
    throttle: 'api',
    reach: 'global',
    params: TaskId,
    body: Type.Object({
      /** How the worker's process ends; taken as it is. */
      terminate: Type.Optional(Type.Unknown()),
      signal: Type.Optional(Type.Unknown()),
    }),
    responses: {
      ...commonWithBody,
      200: closed({ task_id: Type.String(), status: Type.Enum(['REVOKED']), message: Type.String() }),
      400: Type.Union([ErrorC, ErrorD]),
      403: refusal,
    },
    source: 'core/views_tasks.py:102-161; D-19',
  },
  'tasks.active': {
    method: 'GET',
    path: 'tasks/active',
    summary: 'Lists what the workers have running, reserved and scheduled; nothing without a worker.',
    auth: 'session',
    throttle: 'api',
    responses: {
      ...common,
      200: closed({
        active: ByWorker,
        reserved: ByWorker,
        scheduled: ByWorker,
        summary: closed({
          total_active: Type.Integer({ minimum: 0 }),
          total_reserved: Type.Integer({ minimum: 0 }),
          total_scheduled: Type.Integer({ minimum: 0 }),
        }),
      }),
    },
    source: 'core/views_tasks.py:164-217',
  },
} as const satisfies Readonly<Record<string, Definition>>

/** Mounted twice: `core.x` and `admin.x` are one view (config/urls.py:38-39). */
export const coreTasks = operations('core', {
  ...mountedAt('core', '/api/v1/core/', definitions),
  ...mountedAt('admin', '/api/v1/admin/', definitions),
})
