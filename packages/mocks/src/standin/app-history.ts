// SPDX-License-Identifier: Apache-2.0
import type { Call } from './call.ts'
import type { AppHistory } from './risk.ts'
import type { Outcome } from './store/events.ts'

const dayUs = 24 * 60 * 60 * 1_000_000

/**
 * What workflows and the seed say about the application that a pack names, over 30 and 90 days. What callers posted
 * counts only where the rules are broken (D-12).
 */
export function appHistory(call: Call, pack: Readonly<Record<string, unknown>>): AppHistory {
  const { clock, events } = call.state
  const app = pack['app_name']
  if (typeof app !== 'string') return { created: 0, completed: 0, failed: 0 }
  const nowUs = clock.nowMs() * 1000
  const count = (outcome: Outcome, days: number) =>
    events.since('workflow', outcome, app, nowUs - days * dayUs) +
    (call.rules.postedEventsMoveRisk ? events.since('posted', outcome, app, nowUs - days * dayUs) : 0)
  return {
    created: count('DEPLOYMENT_CREATED', 30),
    completed: count('DEPLOYMENT_COMPLETED', 90),
    failed: count('DEPLOYMENT_FAILED', 90),
  }
}
