// SPDX-License-Identifier: Apache-2.0
import { access, constants, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Check, Errors } from 'typebox/value'
import { HarnessError } from '../errors.ts'
import { toRows, type NativeHistogram } from './native-histogram.ts'
import type { Session } from './plan.ts'
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

/** Writes a run's folder whole or not at all, and answers the path of its run.json; throws a HarnessError (exit 2). */
export async function writeRunFiles(runsDir: string, files: RunFiles): Promise<string> {
  const { run, histograms, timeline, k6Log, html } = files
  const fits: boolean = Check(RunFile, run)
  if (!fits) {
    const first = Errors(RunFile, run)[0]
    const what = first ? `${first.instancePath || '/'} ${first.message}` : 'unknown'
    throw new HarnessError(
      'internal',
      `The result of run "${run.id}" does not fit its own schema (${what})`,
      'Report this as a bug',
    )
  }
  const folder = join(runsDir, run.id)
  const unfinished = join(runsDir, `.unfinished-${run.id}`)
  const rows = Object.fromEntries(Object.entries(histograms).map(([name, found]) => [name, toRows(found)]))
  try {
    await mkdir(unfinished)
    await writeFile(
      join(unfinished, 'histograms.json'),
      toJson({ unit: 'seconds', schema: 3, histograms: rows }),
    )
    await writeFile(join(unfinished, 'timeline.json'), toJson({ points: timeline }))
    await writeFile(join(unfinished, 'k6.log'), k6Log)
    await writeFile(join(unfinished, 'report.html'), html)
    await writeFile(join(unfinished, 'run.json'), toJson(run))
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const next = 'Check free space and permissions, then run again'
    throw new HarnessError('internal', `The results of run "${run.id}" could not be written (${why})`, next, {
      cause: error,
    })
  }
  return join(folder, 'run.json')
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** k6's log without the sessions' secrets; empty where k6 never started. */
export async function readLog(logFile: string, sessions: readonly Session[]): Promise<string> {
  let text = await readFile(logFile, 'utf8').catch(() => '')
  for (const { cookie, csrfToken } of sessions) {
    const sessionId = /sessionid=([^;]+)/.exec(cookie)?.[1] ?? cookie
    for (const secret of [sessionId, csrfToken]) text = text.replaceAll(secret, '[secret]')
  }
  return text
}
