// SPDX-License-Identifier: Apache-2.0
import type { RunProblem } from './record.ts'

/** The time of day, which somebody may set, and one that only ever runs, both in milliseconds. */
export interface Moment {
  readonly wallMs: number
  readonly monotonicMs: number
}

/** More than time servers correct a clock by in the minutes of a run; a fiftieth of the shortest hold but the brief. */
const mostMovedMs = 300

export function momentNow(): Moment {
  return { wallMs: Date.now(), monotonicMs: performance.now() }
}

/**
 * The problem of a run during which the machine's clock was set: the generator tells by it which seconds are judged, so
 * that a clock put back makes more of them, and a rate too high.
 */
export function clockProblem(before: Moment, after: Moment): RunProblem | undefined {
  const movedMs = after.wallMs - before.wallMs - (after.monotonicMs - before.monotonicMs)
  if (Math.abs(movedMs) <= mostMovedMs) return undefined
  const how = `${(Math.abs(movedMs) / 1000).toFixed(1)} s ${movedMs > 0 ? 'forward' : 'back'}`
  const sentence = `The clock of this machine was set ${how} during the run, so which seconds were judged is not known.`
  return { kind: 'clock-moved', sentence }
}
