// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import Type, { type Static, type TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { RunFile } from '../load/run-schema.ts'
import { ScenarioResults } from '../playwright/results.ts'
import type { TimelinePoint } from '../load/timeline.ts'
import { indexHtml } from './index-page.ts'
import { runReportHtml } from './run-report.ts'

const Interval = Type.Union([Type.Object({ lower: Type.Number(), upper: Type.Number() }), Type.Null()])
const TimelineFile = Type.Object({
  points: Type.Array(
    Type.Object({
      atSeconds: Type.Number(),
      overSeconds: Type.Number(),
      phase: Type.String(),
      users: Type.Number(),
      perSecond: Type.Number(),
      failedPerSecond: Type.Number(),
      p50Ms: Interval,
      p99Ms: Interval,
    }),
  ),
})

/** Rebuilds every page below a reports folder from the recorded results; answers the start page's path. */
export async function rebuildReports(reportsDir: string, madeAt: Date = new Date()): Promise<string> {
  const unreadable: string[] = []
  const read = async <Schema extends TSchema>(
    path: string,
    schema: Schema,
  ): Promise<Static<Schema> | undefined> => {
    const found = await readJson(join(reportsDir, path), schema)
    if (typeof found === 'string') unreadable.push(`${path}: ${found}.`)
    return typeof found === 'string' ? undefined : found?.value
  }
  const runs: RunFile[] = []
  for (const folder of await foldersIn(join(reportsDir, 'runs'))) {
    const run = await read(join('runs', folder, 'run.json'), RunFile)
    if (!run) continue
    runs.push(run)
    const timeline = await read(join('runs', folder, 'timeline.json'), TimelineFile)
    const points: readonly TimelinePoint[] = timeline?.points ?? []
    await replaceFile(join(reportsDir, 'runs', folder, 'report.html'), await runReportHtml(run, points))
  }
  const scenarios = await read(join('scenarios', 'results.json'), ScenarioResults)
  const newestFirst = runs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
  const path = join(reportsDir, 'index.html')
  await replaceFile(path, indexHtml({ scenarios, runs: newestFirst, unreadable, madeAt }))
  return path
}

/** The value where it fits, undefined where there is no file, else what is wrong with it. */
async function readJson<Schema extends TSchema>(
  path: string,
  schema: Schema,
): Promise<{ value: Static<Schema> } | string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (Check(schema, value)) return { value }
    const first = Errors(schema, value)[0]
    return `it does not fit its schema (${first?.instancePath || '/'} ${first?.message ?? ''})`
  } catch {
    return 'it is not JSON'
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
}

/** Writes a file whole or not at all. */
async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = join(dirname(path), `.unfinished-${relative(dirname(path), path)}`)
  await writeFile(unfinished, text)
  await rename(unfinished, path)
}
