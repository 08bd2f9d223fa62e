// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Type, type Static, type TSchema } from '../contract/schema.ts'
import { HarnessError } from '../errors.ts'
import { readJsonFile, writeWhole } from '../json-file.ts'
import { RunFile } from '../load/run-schema.ts'
import { ScenarioResults } from '../playwright/results.ts'
import type { TimelinePoint } from '../load/timeline.ts'
import { indexHtml } from './index-page.ts'
import { roleMatrixHtml } from './role-matrix-page.ts'
import { runReportHtml } from './run-report.ts'
import { StrengthMatrix } from '../strength/matrix.ts'
import { strengthHtml } from './strength-page.ts'

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
  const read = <Schema extends TSchema>(path: string, schema: Schema): Static<Schema> | undefined => {
    const file = join(reportsDir, path)
    if (!existsSync(file)) return undefined
    try {
      return readJsonFile(file, schema)
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error
      unreadable.push(error.message)
      return undefined
    }
  }
  const runs: RunFile[] = []
  for (const folder of await foldersIn(join(reportsDir, 'runs'))) {
    const run = read(join('runs', folder, 'run.json'), RunFile)
    if (!run) continue
    runs.push(run)
    const timeline = read(join('runs', folder, 'timeline.json'), TimelineFile)
    const points: readonly TimelinePoint[] = timeline?.points ?? []
    writeWhole(join(reportsDir, 'runs', folder, 'report.html'), await runReportHtml(run, points))
  }
  const scenarios = read(join('scenarios', 'results.json'), ScenarioResults)
  if (scenarios && scenarios.roleMatrix.length > 0) {
    writeWhole(join(reportsDir, 'scenarios', 'role-matrix.html'), roleMatrixHtml(scenarios.roleMatrix))
  }
  const strength = read(join('strength', 'matrix.json'), StrengthMatrix)
  if (strength) writeWhole(join(reportsDir, 'strength', 'index.html'), strengthHtml(strength))
  const newestFirst = runs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
  const path = join(reportsDir, 'index.html')
  writeWhole(path, indexHtml({ scenarios, strength, runs: newestFirst, unreadable, madeAt }))
  return path
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
}
