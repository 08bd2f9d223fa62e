// SPDX-License-Identifier: Apache-2.0

/** What the exit code of every command means. */
export const exitCodes = {
  conformant: 0,
  /** The backend is wrong: a scenario failed by its own assertion, an invariant is broken. */
  backendWrong: 1,
  /** The harness failed: a time-out, a state that could not be reached, a defect of its own. */
  harnessFailed: 2,
  /** A target or a gate was missed. */
  missed: 3,
  /** Bad configuration or usage. */
  usage: 4,
  /** The run is invalid or unevaluated: the target is down, is not EUCORA, or refuses the credentials. */
  invalid: 5,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Where several apply, the first of this order wins. */
const order: readonly ExitCode[] = [4, 2, 5, 1, 3, 0]

/** The one code that speaks for several; conformant for none. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return order.find((code) => codes.includes(code)) ?? exitCodes.conformant
}
