// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'

export interface QueuedTask {
  readonly id: string
  readonly name: string
  readonly startedBy: number
  readonly work: () => Promise<unknown>
}

/** What became of a task, in the words of the task queue. */
export type TaskOutcome =
  | { readonly status: 'PENDING' | 'STARTED' | 'REVOKED' }
  | { readonly status: 'SUCCESS'; readonly result: unknown }
  | { readonly status: 'FAILURE'; readonly error: string }

interface Entry {
  readonly task: QueuedTask
  outcome: TaskOutcome
}

/** Tasks that requests leave to a worker. Without one they wait for ever, as in an environment that runs none. */
export class QueuedTasks {
  readonly worker: boolean
  readonly #entries = new Map<string, Entry>()
  #running: Promise<void> = Promise.resolve()

  constructor(worker: boolean) {
    this.worker = worker
  }

  /** Queues work and answers the task's id. A worker starts it after the current request. */
  add(name: string, startedBy: number, work: () => Promise<unknown>): string {
    const entry: Entry = { task: { id: randomUUID(), name, startedBy, work }, outcome: { status: 'PENDING' } }
    this.#entries.set(entry.task.id, entry)
    if (this.worker) this.#running = this.#running.then(() => run(entry))
    return entry.task.id
  }

  find(id: string): { readonly task: QueuedTask; readonly outcome: TaskOutcome } | undefined {
    return this.#entries.get(id)
  }

  /** Takes back a task that has not ended; false where there is none. */
  revoke(id: string): boolean {
    const entry = this.#entries.get(id)
    if (entry === undefined || !hasNotEnded(entry)) return false
    entry.outcome = { status: 'REVOKED' }
    return true
  }

  /** The tasks in a state, oldest first. */
  inState(status: 'PENDING' | 'STARTED'): readonly QueuedTask[] {
    return [...this.#entries.values()]
      .filter(({ outcome }) => outcome.status === status)
      .map(({ task }) => task)
  }

  /** Resolves once everything queued so far has run. */
  idle(): Promise<void> {
    return this.#running
  }
}

function hasNotEnded({ outcome }: Entry): boolean {
  return outcome.status === 'PENDING' || outcome.status === 'STARTED'
}

async function run(entry: Entry): Promise<void> {
  if (entry.outcome.status === 'REVOKED') return
  entry.outcome = { status: 'STARTED' }
  const outcome = await settle(entry.task.work)
  if (hasNotEnded(entry)) entry.outcome = outcome
}

async function settle(work: () => Promise<unknown>): Promise<TaskOutcome> {
  try {
    return { status: 'SUCCESS', result: await work() }
  } catch (error) {
    return { status: 'FAILURE', error: error instanceof Error ? error.message : String(error) }
  }
}
