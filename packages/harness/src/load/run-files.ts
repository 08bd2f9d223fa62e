// SPDX-License-Identifier: Apache-2.0
import { access, constants, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HarnessError } from '../errors.ts'
import type { Secrets } from '../journal/secrets.ts'
import { checkedJson, jsonText, notWritten } from '../json-file.ts'
import { toRows, type NativeHistogram } from './native-histogram.ts'
import { RunFile } from './run-schema.ts'
import type { TimelinePoint } from './timeline.ts'

/** All that a run leaves behind. */
export interface RunFiles {
  readonly run: RunFile
  /** Latency of the expected answers of the hold, for each operation and `overall`. */
  readonly histograms: Readonly<Record<string, NativeHistogram>>
  readonly timeline: readonly TimelinePoint[]
  readonly k6Log: string
  /** The report as one HTML page. */
  readonly html: string
}

/** Makes sure that results can be written below `reportsDir`; throws a HarnessError (exit 4) otherwise. */
export async function prepareRunsDir(reportsDir: string): Promise<string> {
  const runsDir = join(reportsDir, 'runs')
  try {
    await mkdir(runsDir, { recursive: true })
    await access(runsDir, constants.W_OK | constants.X_OK)
    const probe = await mkdtemp(join(runsDir, '.probe-'))
    await rm(probe, { recursive: true })
    return runsDir
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const next = 'Make it writable, or free the name'
    throw new HarnessError('configuration', `Results cannot be written to ${runsDir} (${why})`, next, {
      cause: error,
    })
  }
}

/** Writes a run's folder whole or not at all, and answers the path of its run.json. Throws a HarnessError (exit 2). */
export async function writeRunFiles(runsDir: string, files: RunFiles): Promise<string> {
  const { run, histograms, timeline, k6Log, html } = files
  const folder = join(runsDir, run.id)
  const runFile = join(folder, 'run.json')
  const unfinished = join(runsDir, `.unfinished-${run.id}`)
  const rows = Object.fromEntries(Object.entries(histograms).map(([name, found]) => [name, toRows(found)]))
  const texts = {
    'histograms.json': jsonText({ unit: 'seconds', schema: 3, histograms: rows }),
    'timeline.json': jsonText({ points: timeline }),
    'k6.log': k6Log,
    'report.html': html,
    'run.json': checkedJson(runFile, RunFile, run),
  }
  try {
    await mkdir(unfinished)
    for (const [name, text] of Object.entries(texts)) await writeFile(join(unfinished, name), text)
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw notWritten(folder, error)
  }
  return runFile
}

/** What k6 said, without the secrets that this run has learnt; empty where it never started. */
export async function readLog(logFile: string, secrets: Secrets): Promise<string> {
  return secrets.scrub(await readFile(logFile, 'utf8').catch(() => ''))
}
