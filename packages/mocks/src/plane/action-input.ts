// SPDX-License-Identifier: Apache-2.0
import type { Static, TSchema } from '@eucora/harness/contract/schema'
import { Check, Errors } from 'typebox/schema'

/** What an action was given, by its schema. Throws a RangeError that names the first thing that is wrong. */
export function actionInput<T extends TSchema>(schema: T, input: unknown): Static<T> {
  if (Check(schema, input)) return input
  const [, [first]] = Errors(schema, input)
  throw new RangeError(`The input is not right: ${first?.instancePath ?? ''} ${first?.message ?? ''}.`)
}
