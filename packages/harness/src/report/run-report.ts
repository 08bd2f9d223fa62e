// SPDX-License-Identifier: Apache-2.0
import type { RunFile } from '../load/run-schema.ts'
import type { TimelinePoint } from '../load/timeline.ts'

export async function runReportHtml(run: RunFile, points: readonly TimelinePoint[]): Promise<string> {
  return `<!doctype html>${run.id}${points.length}`
}
