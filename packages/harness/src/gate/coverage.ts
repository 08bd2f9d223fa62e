// SPDX-License-Identifier: Apache-2.0
import { sep } from 'node:path'

import libCoverage, { type FileCoverageData } from 'istanbul-lib-coverage'

const measures = ['lines', 'branches', 'functions', 'statements'] as const

/** One measure of one package against the limit. */
export interface CoverageMeasure {
  /** `<package> <measure>`, as in `harness lines`. */
  readonly name: string
  /** Percent, cut (not rounded) to two places, so that 89.999 does not read as 90. */
  readonly value: number
  readonly limit: number
  readonly verdict: 'PASS' | 'FAIL'
}

export interface CoverageVerdict {
  readonly verdict: 'PASS' | 'FAIL'
  readonly measures: readonly CoverageMeasure[]
}

/** The package of a file: the folder under `packages`. */
export function packageOf(path: string): string | undefined {
  const parts = path.split(sep)
  const at = parts.lastIndexOf('packages')
  return at === -1 ? undefined : parts[at + 1]
}

/**
 * Judges each package on its own: a well tested one must not pay for another.
 * @param limit percent that each measure of each package reaches at least
 */
export function judgeCoverage(files: Iterable<FileCoverageData>, limit: number): CoverageVerdict {
  const packages = new Map<string, libCoverage.CoverageSummary>()
  for (const file of files) {
    const name = packageOf(file.path)
    if (name === undefined) continue
    const summary = packages.get(name) ?? libCoverage.createCoverageSummary()
    summary.merge(libCoverage.createFileCoverage(file).toSummary())
    packages.set(name, summary)
  }
  const judged = [...packages].flatMap(([name, summary]) =>
    measures.map((measure): CoverageMeasure => {
      const { covered, total } = summary[measure]
      const percent = total === 0 ? 100 : (covered / total) * 100
      return {
        name: `${name} ${measure}`,
        value: Math.floor(percent * 100) / 100,
        limit,
        verdict: percent >= limit ? 'PASS' : 'FAIL',
      }
    }),
  )
  return { verdict: judged.every(({ verdict }) => verdict === 'PASS') ? 'PASS' : 'FAIL', measures: judged }
}

/** The files with the most lines that never ran, worst first: where to look when the gate is missed. */
export function leastCovered(
  files: Iterable<FileCoverageData>,
  most: number,
): { path: string; lines: number[] }[] {
  return [...files]
    .map((file) => ({
      path: file.path,
      lines: libCoverage.createFileCoverage(file).getUncoveredLines().map(Number),
    }))
    .filter(({ lines }) => lines.length > 0)
    .toSorted((a, b) => b.lines.length - a.lines.length)
    .slice(0, most)
}
