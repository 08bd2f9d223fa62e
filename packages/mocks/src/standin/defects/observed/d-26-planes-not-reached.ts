// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** Contract 7.1: no connector can send a request. */
export const planesNotReached: Defect = {
  id: 'D-26',
  rule: 'planes-are-reached',
  summary: 'No call gets through to an execution plane, configured or not.',
  operations: ['connectors.health', 'connectors.deploy', 'connectors.status', 'connectors.remediate'],
  rules: { reachesPlanes: false },
}
