// SPDX-License-Identifier: Apache-2.0
import exec from 'k6/execution'
import http from 'k6/http'
import { burstStep, createOperation } from '../src/load/burst-step.ts'
import { noteAccepted } from '../src/load/note-accepted.ts'
import { inPhases, type Part } from '../src/load/phases.ts'
import { handleSummary, living, plan, sending } from './tools.ts'

const { options, rampSeconds, holdSeconds, arrivals } = plan
export { handleSummary, options }

http.setResponseCallback(http.expectedStatuses(plan.expectedStatus[createOperation] ?? 201))

const step = burstStep({
  ...sending,
  // Not wrapped: each call between functions of a script costs.
  post: http.post,
  nowMs: Date.now,
  onAccepted: noteAccepted,
})
const during = (part: Part) =>
  inPhases(step, part, {
    ...living,
    tagPhase: (phase) => {
      exec.vu.metrics.tags['phase'] = phase
      exec.vu.metrics.tags['name'] = createOperation
    },
  })
const arriving = (name: string): Part => ({
  leadSeconds: arrivals[name]?.rampSeconds ?? 0,
  holdSeconds: arrivals[name]?.holdSeconds ?? 0,
  names: [`${name}-lead`, name, `${name}-end`],
})

/** k6 takes some ten microseconds to begin and end an iteration; users without a pause need not do that each time. */
const stepsPerIteration = 50

export const user = during({
  leadSeconds: rampSeconds,
  holdSeconds,
  names: ['ramp', 'hold', 'rampdown'],
  stepsPerIteration,
})
export const rate = during(arriving('rate'))
export const recovery = during(arriving('recovery'))
