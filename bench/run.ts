// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../packages/harness/src/config.ts'
import { schemaProblems } from '../packages/harness/src/contract/validate.ts'
import { HarnessError } from '../packages/harness/src/errors.ts'
import { exitCodes } from '../packages/harness/src/exit-codes.ts'
import { benchClient } from './client.ts'
import { BenchResults, type Measure } from './measure.ts'

const benches: Readonly<Record<string, () => Promise<Measure>>> = { client: benchClient }

/** Exit codes: 0 every ratio reaches its limit, 2 the harness failed, 3 one does not, 4 bad usage. */
async function main(names: readonly string[]): Promise<number> {
  const known = Object.keys(benches)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    process.stderr.write(
      `There is no benchmark "${unknown}". Name none for all, or some of: ${known.join(', ')}.\n`,
    )
    return exitCodes.usage
  }
  const measures: Measure[] = []
  for (const name of names.length === 0 ? known : names) {
    const bench = benches[name]
    if (bench === undefined) continue
    const measure = await bench()
    measures.push(measure)
    process.stdout.write(`${lineOf(measure)}\n`)
  }
  const verdict = measures.every((measure) => measure.verdict === 'PASS') ? 'PASS' : 'FAIL'
  write({ measures, verdict }, join((await loadConfig()).reports, 'bench'))
  return verdict === 'PASS' ? exitCodes.conformant : exitCodes.missed
}

function lineOf({ name, value, peer, ratio, limit, verdict, unit }: Measure): string {
  const figures = `${Math.round(value)} of ${Math.round(peer)} ${unit}`
  return `${name}: ${figures} = ${ratio.toFixed(2)} (at least ${limit}) ${verdict}`
}

function write(results: BenchResults, folder: string): void {
  const problems = schemaProblems(BenchResults, results)
  if (problems.length > 0) {
    throw new HarnessError(
      'internal',
      `The benchmark results break their schema: ${problems.join('; ')}`,
      'Report this',
    )
  }
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'results.json')
  writeFileSync(`${file}.tmp`, `${JSON.stringify(results, null, 2)}\n`)
  renameSync(`${file}.tmp`, file)
}

process.exitCode = await main(process.argv.slice(2))
