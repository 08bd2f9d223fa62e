// SPDX-License-Identifier: Apache-2.0

/** A part of a run: seconds before it is judged, judged ones, and what its seconds are called. */
export interface Part {
  readonly leadSeconds: number
  readonly holdSeconds: number
  readonly names: readonly [lead: string, hold: string, end: string]
  /** Steps that one iteration does one after another; after the part it begins no further one. Default 1, as arrivals need. */
  readonly stepsPerIteration?: number
}

export interface PhaseTools {
  /** When the part began, in milliseconds since 1970. */
  readonly startedAtMs: () => number
  readonly nowMs: () => number
  readonly tagPhase: (phase: string) => void
}

/** Does steps in each iteration and tells each the time; the phase is tagged when it changes, at the cost of a comparison. */
export function inPhases(step: (nowMs: number) => void, part: Part, tools: PhaseTools): () => void {
  let place = -1
  let changesAtMs = -Infinity
  const ends = [part.leadSeconds * 1000, (part.leadSeconds + part.holdSeconds) * 1000]
  const { stepsPerIteration = 1 } = part
  const { nowMs: now } = tools
  return () => {
    for (let left = stepsPerIteration; left > 0; left -= 1) {
      const nowMs = now()
      while (nowMs >= changesAtMs) {
        place += 1
        const end = ends[place]
        changesAtMs = end === undefined ? Infinity : tools.startedAtMs() + end
        tools.tagPhase(part.names[place] ?? part.names[2])
      }
      // k6 begins no iteration after the part either, and waits for one request at the most.
      if (place === ends.length && left < stepsPerIteration) return
      step(nowMs)
    }
  }
}
