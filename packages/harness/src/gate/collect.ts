// SPDX-License-Identifier: Apache-2.0
import { readFile, readdir } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import { mergeScriptCovs } from '@bcoe/v8-coverage'
import type { FileCoverageData } from 'istanbul-lib-coverage'

import { readCounts, type CountedScript } from './raw.ts'
import { ranAsWritten, toFileCoverage, toSource, type Source } from './source.ts'

/** What ran of every source file, over all processes that left their counts. */
export interface Collected {
  readonly files: ReadonlyMap<string, FileCoverageData>
  /** How many counted scripts went into it; none means that nothing was measured. */
  readonly records: number
  /** Counts that were left out, one sentence each. */
  readonly leftOut: readonly string[]
}

/** Only generated files are left out; no comment and no setting takes more away. */
function countsAsSource(path: string): boolean {
  return path.endsWith('.ts') && !path.endsWith('.d.ts') && !path.split(sep).includes('generated')
}

async function sourcesOf(root: string): Promise<Map<string, Source>> {
  const sources = new Map<string, Source>()
  for (const name of await readdir(join(root, 'packages')).catch(() => [])) {
    const folder = join(root, 'packages', name, 'src')
    const files = await readdir(folder, { recursive: true }).catch(() => [])
    for (const file of files.filter(countsAsSource)) {
      const path = join(folder, file)
      sources.set(path, toSource(path, await readFile(path, 'utf8')))
    }
  }
  return sources
}

/**
 * Adds up what every process ran of the sources of all packages. A file that no process loaded
 * stands there with all of its code unrun.
 * @param folder where Node wrote its counts (NODE_V8_COVERAGE), one file a process
 */
export async function collectCoverage(root: string, folder: string): Promise<Collected> {
  const sources = await sourcesOf(root)
  const runs = new Map<string, CountedScript[]>()
  const changed = new Set<string>()
  let records = 0
  for await (const script of readCounts(folder)) {
    // Vitest puts a query behind the name of a file that it runs again.
    const path = script.url.startsWith('file://') ? fileURLToPath(script.url.replace(/\?.*$/, '')) : ''
    const source = sources.get(path)
    if (source === undefined) continue
    if (!ranAsWritten(source, script)) {
      changed.add(path)
      continue
    }
    records += 1
    runs.set(path, [...(runs.get(path) ?? []), { ...script, url: source.url }])
  }

  const files = new Map<string, FileCoverageData>()
  for (const [path, source] of sources) {
    // All of one text, so V8's own ranges can be added up, and each file is converted once.
    const merged = mergeScriptCovs(runs.get(path) ?? [])
    files.set(path, await toFileCoverage(source, merged?.functions))
  }
  const leftOut = [...changed].map(
    (path) => `a process ran another text of ${path} than the file has now; its counts are left out`,
  )
  return { files, records, leftOut }
}
