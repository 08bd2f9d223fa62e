// SPDX-License-Identifier: Apache-2.0
import { HarnessError } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { seedText } from '../seed/seed.ts'

/** Prints the start state as a fixture file. Exit codes: 0 printed, 4 bad usage. */
export function seed(args: readonly string[]): number {
  if (args.length > 0) {
    throw new HarnessError(
      'usage',
      `harness seed takes no arguments, and was given: ${args.join(' ')}`,
      'Redirect what it prints: harness seed > fixtures/seed.json',
    )
  }
  process.stdout.write(seedText())
  return exitCodes.conformant
}
