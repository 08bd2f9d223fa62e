// SPDX-License-Identifier: Apache-2.0
import { about, answered, expect, test } from '../../../src/fixtures.ts'
import { queuedTaskOf } from '../../../src/matrix/records.ts'
import { coreMounts } from '../../../src/mounts.ts'
import { whenEnded } from '../../../src/queued-task.ts'

for (const mount of coreMounts) {
  test(
    `${mount}: a task that has ended tells its result and no error, each time it is read`,
    about({ app: 'platform', class: 'Retrieve', rule: 'answers-tell-what-is-stored' }),
    async ({ as }) => {
      const user = await as('user')
      const task_id = await queuedTaskOf(user)
      const ended = await whenEnded(user, task_id)
      const read = async () =>
        answered(await user.call(`${mount}.tasks.status`, { params: { task_id } }), 200)
      const shown = {
        task_id,
        status: 'SUCCESS',
        result: ended.result,
        error: null,
        traceback: null,
        progress: null,
      }

      expect(await read()).toEqual(shown)
      expect(await read()).toEqual(shown)
    },
  )

  test(
    `${mount}: a task that nobody knows is pending, and stays so`,
    about({ app: 'platform', class: 'EdgeCases', rule: 'records-do-not-change-by-themselves' }),
    async ({ as }) => {
      const user = await as('user')
      const task_id = crypto.randomUUID()
      const read = async () =>
        answered(await user.call(`${mount}.tasks.status`, { params: { task_id } }), 200)
      const rest = { result: null, error: null, traceback: null, progress: null }

      expect(await read()).toEqual({ task_id, status: 'PENDING', ...rest })
      expect(await read()).toEqual({ task_id, status: 'PENDING', ...rest })
    },
  )

  test(
    `${mount}: whoever started a task takes it back by its id`,
    about({ app: 'platform', class: 'CRUD', rule: 'queued-tasks-belong-to-their-starter' }),
    async ({ as }) => {
      const user = await as('user')
      const task_id = await queuedTaskOf(user)

      const revoked = answered(
        await user.call(`${mount}.tasks.revoke`, { params: { task_id }, body: {} }),
        200,
      )

      expect(revoked).toEqual({ task_id, status: 'REVOKED', message: `Task ${task_id} has been revoked` })
      const other = await as('user')
      expect(await other.call(`${mount}.tasks.revoke`, { params: { task_id }, body: {} })).toBeRefused(403)
    },
  )

  test(
    `${mount}: what the workers have in hand is counted`,
    about({ app: 'platform', class: 'List', rule: 'answers-tell-what-is-stored' }),
    async ({ as }) => {
      const user = await as('user')

      const { active, reserved, scheduled, summary } = answered(
        await user.call(`${mount}.tasks.active`, {}),
        200,
      )

      const countOf = (byWorker: Readonly<Record<string, readonly unknown[]>>) =>
        Object.values(byWorker).flat().length
      expect(summary).toEqual({
        total_active: countOf(active),
        total_reserved: countOf(reserved),
        total_scheduled: countOf(scheduled),
      })
    },
  )
}
