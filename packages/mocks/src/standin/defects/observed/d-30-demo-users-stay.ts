// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** core/demo_data.py:136-181 */
export const demoUsersStay: Defect = {
  id: 'D-30',
  rule: 'demo-data-can-be-cleared',
  summary: 'Once a demo user exists, clearing answers 500, and seeding says success with all counts 0.',
  operations: ['core.demo.clear', 'core.demo.seed', 'admin.demo.clear', 'admin.demo.seed'],
  rules: { deletesDemoUsers: false },
}
