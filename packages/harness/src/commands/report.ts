// SPDX-License-Identifier: Apache-2.0
import type { ResolvedConfig } from '../config.ts'
import { messageOf } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { rebuildReports } from '../report/rebuild.ts'

const usage = `harness report

Rebuilds reports/index.html and each run's report.html from the recorded results.`

/** Where the command writes. */
export interface ReportSurroundings {
  readonly out?: (text: string) => void
  readonly err?: (text: string) => void
}

/** Rebuilds all reports, prints where they start, and answers the exit code: 0, or 2 where they cannot be written. */
export async function report(
  args: string[],
  config: Pick<ResolvedConfig, 'reports'>,
  around: ReportSurroundings = {},
): Promise<number> {
  const {
    out = (text: string) => void process.stdout.write(`${text}\n`),
    err = (text: string) => void process.stderr.write(`${text}\n`),
  } = around
  if (args.length > 0) {
    err(`report takes no arguments, and "${args[0]}" was given.\n\n${usage}`)
    return exitCodes.usage
  }
  try {
    out(await rebuildReports(config.reports))
    return exitCodes.conformant
  } catch (error) {
    err(
      `The reports in ${config.reports} cannot be rebuilt: ${messageOf(error)}. Check free space and permissions.`,
    )
    return exitCodes.harnessFailed
  }
}
