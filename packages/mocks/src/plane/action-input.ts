// SPDX-License-Identifier: Apache-2.0
import { conforms, problemsIn } from '@eucora/harness/contract/schema'
import type { Static, TSchema } from '@eucora/harness/contract/schema'

/** What an action was given, by its schema. Throws a RangeError that names the first thing that is wrong. */
export function actionInput<T extends TSchema>(schema: T, input: unknown): Static<T> {
  if (conforms(schema, input)) return input
  const [first] = problemsIn(schema, input)
  throw new RangeError(`The input is not right: ${first?.path ?? ''} ${first?.what ?? ''}.`)
}
