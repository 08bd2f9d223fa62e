// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

const operations = [
  'core.tasks.status',
  'core.tasks.revoke',
  'admin.tasks.status',
  'admin.tasks.revoke',
] as const

/** core/views_tasks.py:22-161 */
export const tasksOfOthers: Defect = {
  id: 'D-19',
  rule: 'queued-tasks-belong-to-their-starter',
  summary: 'Anyone signed in reads and revokes the queued tasks of others.',
  operations,
  off: operations.map((operation) => ({ operation, guard: 'role' })),
}
