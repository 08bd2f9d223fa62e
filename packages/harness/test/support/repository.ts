// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderWith } from './folder.ts'

/** A repository of two commits; the second one changes `inner/b` and moves `inner/c`. */
export async function repository(): Promise<string> {
  const folder = await folderWith({ a: 'a' })
  mkdirSync(join(folder, 'inner'))
  writeFileSync(join(folder, 'inner', 'b'), 'b')
  writeFileSync(join(folder, 'inner', 'c'), 'a file that is moved')
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=n', '-c', 'user.email=n@example.org', ...args])
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'first')
  writeFileSync(join(folder, 'inner', 'b'), 'changed')
  git('mv', 'inner/c', 'inner/d')
  git('commit', '--quiet', '--all', '--message', 'second')
  return folder
}
