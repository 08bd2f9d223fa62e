// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** event_store/views.py:53-79, policy_engine/services.py:148-238 */
export const postedEventsMoveRisk: Defect = {
  id: 'D-12',
  rule: 'posted-events-move-no-risk',
  summary: 'Events that any caller posts lower the risk factors 6 and 8.',
  operations: ['deployments.create', 'core.deployments.create', 'admin.deployments.create', 'policy.assess'],
  rules: { postedEventsMoveRisk: true },
}
