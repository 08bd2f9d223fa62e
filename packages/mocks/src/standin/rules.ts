// SPDX-License-Identifier: Apache-2.0

/** Decisions that are no simple guard: a rule-obeying backend has every one of them as in `conforming`. */
export interface Rules {
  /** A create scores with the ring of the request; otherwise with the one in the evidence pack (D-07). */
  readonly scoresRingOfRequest: boolean
  /** Workflows append their events; otherwise none does (D-11). */
  readonly workflowsAppendEvents: boolean
}

export const conforming: Rules = {
  scoresRingOfRequest: true,
  workflowsAppendEvents: true,
}
