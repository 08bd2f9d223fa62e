// SPDX-License-Identifier: Apache-2.0
// Every file of the project says its licence: in its first lines, or through an annotation of REUSE.toml
// where a file has no place for a comment.
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { EXIT } from './exit-codes.mjs'
import { ROOT } from './paths.mjs'
import { say } from './say.mjs'
import { projectFiles } from './tracked.mjs'

const LICENCE = 'Apache-2.0'
const HEADER = new RegExp(`SPDX-License-Identifier: ${LICENCE.replaceAll('.', '\\.')}(?![\\w.-])`)
const FIRST_LINES = 5

/**
 * Reads the `path` lists of the annotations with our licence. Of TOML only what REUSE.toml uses here is
 * understood, and anything else there is refused rather than passed over.
 * @param {string} text
 */
export function annotatedPaths(text) {
  /** @type {string[]} */
  const patterns = []
  for (const block of text.split(/^\[\[annotations\]\]$/m).slice(1)) {
    const path = /^path = (\[[^\]]*\]|"[^"]*")$/m.exec(block)?.[1]
    const licence = /^SPDX-License-Identifier = "([^"]*)"$/m.exec(block)?.[1]
    if (path === undefined || licence === undefined) {
      throw new Error(`REUSE.toml has an annotation without path or licence:\n${block.trim()}`)
    }
    if (licence === LICENCE) patterns.push(...[...path.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? ''))
  }
  return patterns
}

/**
 * REUSE's globs: `*` stays within a folder, `**` does not.
 * @param {string} pattern
 */
export function globToRegExp(pattern) {
  const source = pattern
    .split(/(\*\*\/|\*\*|\*)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?'
      if (part === '**') return '.*'
      return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    })
    .join('')
  return new RegExp(`^${source}$`)
}

/** @param {string} text the start of a file */
export function hasHeader(text) {
  return HEADER.test(text.split('\n', FIRST_LINES).join('\n'))
}

/** @param {string} path */
async function startOf(path) {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(1024) })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

async function main() {
  const covered = annotatedPaths(await readFile(join(ROOT, 'REUSE.toml'), 'utf8')).map(globToRegExp)
  const files = await projectFiles()
  const bare = []
  for (const file of files) {
    if (covered.some((pattern) => pattern.test(file))) continue
    if (!hasHeader(await startOf(join(ROOT, file)))) bare.push(file)
  }
  if (bare.length === 0) {
    say(`${files.length} files say their licence`)
    return EXIT.conformant
  }
  say(`${bare.length} of ${files.length} files do not say their licence:`)
  for (const file of bare) say(`  ${file}`)
  say(
    `  Begin each with a comment "SPDX-License-Identifier: ${LICENCE}", or name it in REUSE.toml if it can hold none.`,
  )
  return EXIT.missed
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main()
