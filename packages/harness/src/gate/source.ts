// SPDX-License-Identifier: Apache-2.0
import { stripTypeScriptTypes } from 'node:module'
import { pathToFileURL } from 'node:url'

import { parse } from 'acorn'
import convert from 'ast-v8-to-istanbul'
import type { FileCoverageData } from 'istanbul-lib-coverage'

import type { CountedFunction, CountedScript } from './raw.ts'

/** A source file as Node runs it: types blanked out, every character where it stands in the file. */
export interface Source {
  readonly path: string
  readonly url: string
  readonly code: string
}

/** Comments that would take code out of the count. All code counts here, so they are made to say nothing. */
const ignoreHint = /(?:istanbul|c8|v8|node:coverage)(?=\s+ignore)/g

export function toSource(path: string, text: string): Source {
  const code = stripTypeScriptTypes(text).replace(ignoreHint, (hint) => '-'.repeat(hint.length))
  return { path, url: pathToFileURL(path).href, code }
}

/**
 * Whether these counts are of this text as Node runs it. A run that transformed the file, or ran an older
 * text, counts characters that stand elsewhere: laid on this text they would mark lines that never ran.
 */
export function ranAsWritten(source: Source, { url, functions }: CountedScript): boolean {
  const ran = functions[0]?.ranges[0]?.endOffset
  // Node appends the name of the file to code whose types it blanked out.
  const named = `\n\n//# sourceURL=${url}`
  return ran === source.code.length + named.length || ran === source.code.length
}

/** The counts in terms of statements, functions and branches. With no counts: all that the file has, unrun. */
export async function toFileCoverage(
  source: Source,
  functions: CountedFunction[] = [],
): Promise<FileCoverageData> {
  const { path, url, code } = source
  // Parsed anew for each conversion: the converter marks the tree, and finds fewer branches in it a second time.
  const ast = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
  const converted = await convert({ code, ast, coverage: { url, functions } })
  const coverage = converted[path]
  if (coverage !== undefined) return 'data' in coverage ? coverage.data : coverage
  // A file of types alone has nothing that runs.
  return { path, statementMap: {}, fnMap: {}, branchMap: {}, s: {}, f: {}, b: {} }
}
