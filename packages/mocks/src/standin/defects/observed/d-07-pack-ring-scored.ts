// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** deployment_intents/views.py:44-88, policy_engine/services.py:98-107 */
export const packRingScored: Defect = {
  id: 'D-07',
  rule: 'ring-of-the-request-is-scored',
  summary: 'Scores a deployment with the ring in its evidence pack, lab where there is none.',
  operations: ['deployments.create', 'core.deployments.create', 'admin.deployments.create'],
  rules: { scoresRingOfRequest: false },
}
