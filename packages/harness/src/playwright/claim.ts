// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HarnessError } from '../errors.ts'

/**
 * Says that this process writes results below a folder, until it is disposed of. Throws a HarnessError `usage` where
 * another process does. What a process left that has died does not count.
 */
export function claim(folder: string): Disposable {
  const claims = join(folder, 'running')
  const own = join(claims, String(process.pid))
  mkdirSync(claims, { recursive: true })
  // Each puts up its own first and looks then: of two at once, both may give way, but never neither.
  writeFileSync(own, '')
  for (const name of readdirSync(claims)) {
    if (name === String(process.pid)) continue
    if (isAlive(Number(name))) {
      rmSync(own, { force: true })
      throw new HarnessError(
        'usage',
        `Process ${name} is writing to ${folder}: two runs would overwrite each other's results`,
        `Wait for it, or use another checkout; if it is no run of suites, delete ${join(claims, name)}`,
      )
    }
    rmSync(join(claims, name), { force: true })
  }
  return { [Symbol.dispose]: () => rmSync(own, { force: true }) }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Of another user, so it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
