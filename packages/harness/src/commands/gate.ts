// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { collectCoverage } from '../gate/collect.ts'
import { judgeCoverage, leastCovered, type CoverageVerdict } from '../gate/coverage.ts'
import { CoverageSummary } from '../gate/summary.ts'
import { writeJsonFile } from '../json-file.ts'

const usage = `harness gate [--limit PERCENT] [--root FOLDER]

Judges the test coverage that \`npm test\` left in reports/test-coverage: each package reaches the limit
(90 unless told) of lines, branches, functions and statements.`

/** Exit codes: 0 reached, 3 missed, 4 bad usage, 5 nothing was measured. */
export async function gate(args: string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${usage}\n`)
    return 4
  }
  const { limit, root } = options
  const folder = join(root, 'reports', 'test-coverage')
  const summaryPath = join(folder, 'summary.json')
  // A summary of an earlier run must not stand where this one has nothing to say.
  await rm(summaryPath, { force: true })

  const { files, records, leftOut } = await collectCoverage(root, join(folder, 'raw'))
  if (records === 0) {
    process.stderr.write(
      `There are no coverage data in ${folder}, so nothing can be judged.\n  Run \`npm test\`: it leaves them there and then calls this gate.\n`,
    )
    return 5
  }
  const judged = judgeCoverage(files.values(), limit)
  const summary: CoverageSummary = {
    verdict: judged.verdict,
    measures: judged.measures.map((measure) => ({ ...measure, peer: null, ratio: null })),
    leftOut: [...leftOut],
  }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'coverage-final.json'), JSON.stringify(Object.fromEntries(files)))
  writeJsonFile(summaryPath, CoverageSummary, summary)

  for (const sentence of leftOut) process.stderr.write(`note: ${sentence}\n`)
  process.stdout.write(`${tableOf(judged)}\n`)
  if (judged.verdict === 'PASS') return 0
  process.stdout.write(`\nThe files with the most lines that never ran:\n`)
  for (const { path, lines } of leastCovered(files.values(), 15)) {
    process.stdout.write(`  ${relative(root, path)}: ${toRanges(lines)}\n`)
  }
  return 3
}

function readOptions(args: string[]): { limit: number; root: string } | string {
  try {
    const { values } = parseArgs({ args, options: { limit: { type: 'string' }, root: { type: 'string' } } })
    const limit = Number(values.limit ?? 90)
    if (!(limit >= 0 && limit <= 100))
      return `--limit is a percentage from 0 to 100, and was ${values.limit}.`
    return { limit, root: resolve(values.root ?? '.') }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function tableOf({ measures }: CoverageVerdict): string {
  const width = Math.max(...measures.map(({ name }) => name.length))
  return measures
    .map(
      ({ name, value, limit, verdict }) =>
        `${name.padEnd(width)}  ${value.toFixed(2).padStart(6)} %  (limit ${limit} %)  ${verdict}`,
    )
    .join('\n')
}

/** 1, 2, 3, 7 as "1-3, 7". */
function toRanges(lines: readonly number[]): string {
  const ranges: { first: number; last: number }[] = []
  for (const line of lines) {
    const open = ranges.at(-1)
    if (open !== undefined && line === open.last + 1) open.last = line
    else ranges.push({ first: line, last: line })
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(', ')
}
