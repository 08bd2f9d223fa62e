// SPDX-License-Identifier: Apache-2.0
import type { Defect } from '../../defect.ts'

/** core/throttles.py:15-47 */
export const throttleBypass: Defect = {
  id: 'D-22',
  rule: 'throttles-spare-nobody',
  summary: 'Three user names are never throttled, and a fresh X-Forwarded-For evades the anonymous limit.',
  operations: ['cab.legacy.approve', 'cab.legacy.reject', 'health.api.live'],
  rules: { throttlesEveryUser: false, trustsForwardedFor: true },
}
