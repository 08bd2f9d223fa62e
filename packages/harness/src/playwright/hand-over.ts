// SPDX-License-Identifier: Apache-2.0
import { Type, type Static } from '../contract/schema.ts'
import { conforms } from '../contract/check.ts'
import { HarnessError } from '../errors.ts'

const variable = 'EUCORA_TARGET_FOLLOWS'

const Environment = Type.Record(Type.String(), Type.String())

/** Tells Playwright's global set-up to wait for what `handedOver` then gives it. */
export const targetFollows: Readonly<Record<string, string>> = { [variable]: 'yes' }

/**
 * The environment of a target that was being opened while Playwright loaded, once it is open; empty where nobody said
 * that it follows. Throws a HarnessError `internal` where the process that was opening it is gone.
 */
export async function handedOver(): Promise<Static<typeof Environment>> {
  if (process.env[variable] === undefined) return {}
  delete process.env[variable]
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const gone = () =>
    reject(new HarnessError('internal', 'The program that opened the target is gone', 'Start it again'))
  process.once('message', resolve)
  process.once('disconnect', gone)
  try {
    if (!process.connected) gone()
    const told = await promise
    if (conforms(Environment, told)) return told
    // It may hold a password, so it is not shown.
    throw new HarnessError('internal', 'What was told of the target is no environment', 'Start it again')
  } finally {
    process.off('disconnect', gone)
  }
}
