// SPDX-License-Identifier: Apache-2.0

/** Why a load could not be tried: 2 the harness failed, 4 bad configuration or usage, 5 the run is invalid. */
export type LoadErrorCode = 2 | 4 | 5

/** A load that could not be tried or recorded; the message says what, the value and what to do next. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
  readonly exitCode: LoadErrorCode

  constructor(exitCode: LoadErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}
