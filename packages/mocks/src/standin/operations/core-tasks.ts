// SPDX-License-Identifier: Apache-2.0
import type { Call, HandlersOf } from '../call.ts'
import { objectBody } from '../problems.ts'
import type { Reply } from '../reply.ts'
import type { QueuedTask, TaskOutcome } from '../store/queued-tasks.ts'

/** What the task queue calls a worker: its name and its host's. */
const workerName = 'celery@standin'

function status(call: Call): Reply<'core.tasks.status'> {
  const id = call.param('task_id')
  const known = call.state.tasks.find(id)
  const mayRead = known === undefined || isStarterOrStaff(call, known.task)
  if (!call.holds('role', mayRead)) {
    return { status: 403, body: { error: 'You do not have permission to view this task' } }
  }
  return { status: 200, body: { task_id: id, ...shown(known?.outcome ?? { status: 'PENDING' }) } }
}

function revoke(call: Call): Reply<'core.tasks.revoke'> {
  const id = call.param('task_id')
  const known = call.state.tasks.find(id)
  const mayRevoke = call.caller.isStaff || (known !== undefined && isStarterOrStaff(call, known.task))
  if (!call.holds('role', mayRevoke)) {
    return { status: 403, body: { error: 'You do not have permission to revoke this task' } }
  }
  // The options name how a worker's process ends, which a stand-in has none of.
  objectBody(call)
  call.state.tasks.revoke(id)
  return {
    status: 200,
    body: { task_id: id, status: 'REVOKED', message: `Task ${id} has been revoked` },
  }
}

function active(call: Call): Reply<'core.tasks.active'> {
  const { tasks } = call.state
  const running = tasks.inState('STARTED').map(listed)
  const reserved = tasks.inState('PENDING').map(listed)
  const byWorker = (each: readonly unknown[]) => (tasks.worker ? { [workerName]: [...each] } : {})
  return {
    status: 200,
    body: {
      active: byWorker(running),
      reserved: byWorker(reserved),
      scheduled: byWorker([]),
      summary: {
        total_active: tasks.worker ? running.length : 0,
        total_reserved: tasks.worker ? reserved.length : 0,
        total_scheduled: 0,
      },
    },
  }
}

function isStarterOrStaff({ caller }: Call, { startedBy }: QueuedTask): boolean {
  return caller.isStaff || caller.id === startedBy
}

function shown(outcome: TaskOutcome) {
  return {
    status: outcome.status,
    result: outcome.status === 'SUCCESS' ? outcome.result : null,
    error: outcome.status === 'FAILURE' ? outcome.error : null,
    traceback: null,
    progress: null,
  }
}

function listed({ id, name }: QueuedTask) {
  return { id, name, hostname: workerName }
}

export const coreTasks = {
  'core.tasks.status': status,
  'core.tasks.revoke': revoke,
  'core.tasks.active': active,
} satisfies HandlersOf<'core.tasks'>

/** The same views under their second mount. */
export const adminTasks = {
  'admin.tasks.status': status,
  'admin.tasks.revoke': revoke,
  'admin.tasks.active': active,
} satisfies HandlersOf<'admin.tasks'>
