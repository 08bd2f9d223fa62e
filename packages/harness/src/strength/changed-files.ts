// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { messageOf } from '../errors.ts'

const mostBytes = 16 * 1024 * 1024

/** The files, or why Git could not tell. */
export type ChangedFiles = { readonly files: readonly string[] } | { readonly unknown: string }

/**
 * Which files below a folder differ from a revision, those not yet committed included; paths from the folder. Two files
 * for a renamed one. `A...` stands for where `A` and the present one part. Unknown without Git or the revision.
 */
export async function changedFiles(folder: string, since: string): Promise<ChangedFiles> {
  const diff = ['diff', '--name-only', '--no-renames', '--relative', '-z', '--end-of-options', since, '--']
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', folder, ...diff], { maxBuffer: mostBytes })
    return { files: stdout.split('\0').filter(Boolean) }
  } catch (error) {
    return { unknown: whyOf(error) }
  }
}

function whyOf(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  return said.split('\n').find(Boolean) ?? messageOf(error)
}
