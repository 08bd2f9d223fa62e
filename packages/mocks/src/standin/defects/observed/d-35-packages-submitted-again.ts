// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** cab_workflow/services.py:102-115 */
export const packagesSubmittedAgain: Defect = {
  id: 'D-35',
  rule: 'packages-have-one-live-request',
  summary: 'Takes any number of requests for one evidence package.',
  operations: ['cab.submit'],
  rules: { onePackageOneRequest: false },
}
