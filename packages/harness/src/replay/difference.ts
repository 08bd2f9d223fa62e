// SPDX-License-Identifier: Apache-2.0

/** One value of an answer that is not as expected. */
export interface Difference {
  /** Of the answer as a document `{status, headers, body}`. */
  readonly pointer: string
  /** Left out where nothing was expected. */
  readonly expected?: unknown
  /** Left out where nothing was received. */
  readonly received?: unknown
}

/** The same differences below another pointer. */
export function below(pointer: string, differences: readonly Difference[]): readonly Difference[] {
  return differences.map((each) => ({ ...each, pointer: pointer + each.pointer }))
}
