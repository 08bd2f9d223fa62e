// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** No call of DeploymentEvent.objects.create in any workflow. */
export const noEvents: Defect = {
  id: 'D-11',
  rule: 'workflows-append-their-events',
  summary: 'No workflow appends an event: the audit trail is whatever callers post.',
  operations: [],
  rules: { workflowsAppendEvents: false },
}
