// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** deployment_intents/views.py:62 */
export const packNotLinked: Defect = {
  id: 'D-46',
  rule: 'evidence-is-linked',
  summary: "Takes the request's own X-Correlation-ID for the evidence pack, whichever pack is named.",
  operations: ['deployments.create', 'core.deployments.create', 'admin.deployments.create'],
  rules: { linksEvidencePack: false },
}
