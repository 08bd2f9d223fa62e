// SPDX-License-Identifier: Apache-2.0
import type { AnswerBody } from '@eucora/harness/contract'
import { countDemoRows } from '../demo/demo-data.ts'
import type { State } from '../state.ts'

/** Counts the demo rows of each kind and says whether they are shown (core/health.py:292-342). */
export function demoReadiness(state: State): AnswerBody<'health.demoReady', 200> {
  const counts = countDemoRows(state)
  const exists = Object.values(counts).some((count) => count > 0)
  const facts = { demo_mode_enabled: state.demoMode, demo_data_exists: exists, demo_data_counts: counts }
  if (!exists) {
    const message = 'No demo data found. Seed data via /admin/demo-data or management command'
    return { ...facts, status: 'no_demo_data', message }
  }
  if (state.demoMode) return { ...facts, status: 'ready' }
  const message = 'Demo data exists but demo mode is disabled. Enable it via /admin/demo-data'
  return { ...facts, status: 'data_exists_but_demo_mode_disabled', message }
}
