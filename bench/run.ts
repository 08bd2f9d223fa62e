// SPDX-License-Identifier: Apache-2.0
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../packages/harness/src/config.ts'
import { exitCodes } from '../packages/harness/src/exit-codes.ts'
import { writeJsonFile } from '../packages/harness/src/json-file.ts'
import { benchBurst } from './burst.ts'
import { benchClient } from './client.ts'
import { forms, type Form } from './form.ts'
import { benchGenerator } from './generator.ts'
import { BenchResults, judge, overallOf, type Measure, type Measured, type NotRun } from './measure.ts'
import { benchPlanes } from './planes.ts'
import { benchSize } from './size.ts'
import { benchStandIn } from './stand-in.ts'
import { benchStart } from './start.ts'
import { benchSuites } from './suites.ts'

const benches: Readonly<Record<string, (form: Form) => Promise<readonly (Measured | NotRun)[]>>> = {
  client: benchClient,
  standin: benchStandIn,
  size: benchSize,
  start: benchStart,
  planes: benchPlanes,
  suites: benchSuites,
  burst: benchBurst,
  generator: benchGenerator,
}
const known = Object.keys(benches)

const usage = `Usage: npm run bench -- [--quick] [--burst-seconds N] [names]

  --quick            fewer rows, requests and pairs, for a look while working
  --burst-seconds N  how long each run of burst holds, instead of 240; seven pairs of those take an hour
  names              some of: ${known.join(', ')}; all where none is named
`

/** Exit codes: 0 every limit is kept, 2 the harness failed, 3 one is missed, 4 bad usage, 5 one could not be tried. */
async function main(args: readonly string[]): Promise<number> {
  const asked = parsed(args)
  if (typeof asked === 'string') {
    process.stderr.write(`${asked}\n\n${usage}`)
    return exitCodes.usage
  }
  const measures: (Measure | NotRun)[] = []
  for (const name of asked.names) {
    for (const measured of (await benches[name]?.(asked.form)) ?? []) {
      const measure = judge(measured, loadavg()[0] ?? 0)
      measures.push(measure)
      process.stdout.write(`${lineOf(measure)}\n`)
    }
  }
  const verdict = overallOf(measures)
  const file = join((await loadConfig()).reports, 'bench', 'results.json')
  writeJsonFile(file, BenchResults, { form: asked.form.name, measures, verdict })
  process.stdout.write(`Written: ${file}\n`)
  return { PASS: exitCodes.conformant, FAIL: exitCodes.missed, UNEVALUATED: exitCodes.invalid }[verdict]
}

/** What was asked for, or what is wrong with it. */
function parsed(
  args: readonly string[],
): { readonly form: Form; readonly names: readonly string[] } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { quick: { type: 'boolean', default: false }, 'burst-seconds': { type: 'string' } },
    })
    const unknown = positionals.find((name) => !known.includes(name))
    if (unknown !== undefined) return `There is no benchmark "${unknown}".`
    const { quick, 'burst-seconds': seconds } = values
    if (seconds !== undefined && !/^[1-9]\d{0,3}$/.test(seconds)) {
      return `--burst-seconds is ${JSON.stringify(seconds)}; give a number from 1 to 9999.`
    }
    const form = forms[quick ? 'quick' : 'full']
    return {
      form: seconds === undefined ? form : { ...form, ...held(Number(seconds), form) },
      names: positionals.length === 0 ? known : positionals,
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The peer needs no longer than what it is compared with. */
function held(burstSeconds: number, { instantSeconds }: Form): Pick<Form, 'burstSeconds' | 'instantSeconds'> {
  return { burstSeconds, instantSeconds: Math.min(instantSeconds, burstSeconds) }
}

function lineOf(measure: Measure | NotRun): string {
  if ('why' in measure) return `${measure.name}: NOT RUN: ${measure.why}`
  const { name, value, peer, ratio, judged, limit, verdict, unit, loadAverage } = measure
  const figures = `${shown(value)} of ${shown(peer)} ${unit} = ${ratio.toFixed(2)}`
  const asked = judged === 'nothing' ? 'no limit' : `${judged} ${limit}`
  return `${name}: ${figures} (${asked}) ${verdict}; load average ${loadAverage.toFixed(1)}`
}

function shown(figure: number): string {
  return figure < 100 ? figure.toFixed(2) : String(Math.round(figure))
}

process.exitCode = await main(process.argv.slice(2))
