// SPDX-License-Identifier: Apache-2.0

/** Decisions that are no simple guard: a rule-obeying backend has every one of them as in `conforming`. */
export interface Rules {
  /** A create scores with the ring of the request; otherwise with the one in the evidence pack (D-07). */
  readonly scoresRingOfRequest: boolean
  /** Workflows append their events; otherwise none does (D-11). */
  readonly workflowsAppendEvents: boolean
  /** What callers post counts in the risk factors 6 and 8; otherwise workflow and seeded events only do (D-12). */
  readonly postedEventsMoveRisk: boolean
  /** A create links the uploaded pack that it names; otherwise always the request's own id (D-46). */
  readonly linksEvidencePack: boolean
  /** Every user counts against the throttles; otherwise three names do not (D-22). */
  readonly throttlesEveryUser: boolean
  /** `X-Forwarded-For` names the anonymous caller's bucket; otherwise the peer's address does (D-22). */
  readonly trustsForwardedFor: boolean
}

export const conforming: Rules = {
  scoresRingOfRequest: true,
  workflowsAppendEvents: true,
  postedEventsMoveRisk: false,
  linksEvidencePack: true,
  throttlesEveryUser: true,
  trustsForwardedFor: false,
}
