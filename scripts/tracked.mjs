// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { capture } from './child.mjs'
import { ROOT } from './paths.mjs'
import { SetupError } from './say.mjs'

/**
 * The files that are, or are about to be, part of the project: tracked, or new and not ignored.
 * @returns {Promise<string[]>} paths from the root
 */
export async function projectFiles() {
  const { code, stdout, stderr } = await capture('git', [
    '-c',
    `safe.directory=${ROOT}`,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
  ])
  if (code !== 0) {
    throw new SetupError(
      `git could not list the files of this project: ${stderr.trim()}`,
      'Run this in a git clone.',
    )
  }
  const files = [...new Set(stdout.split('\0').filter(Boolean))]
  return files.filter((file) => existsSync(join(ROOT, file)))
}
