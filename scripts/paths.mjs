// SPDX-License-Identifier: Apache-2.0
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of this clone, whatever folder the command was called from. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

/** What clones share: Node and k6. Outside the clone, so that a fresh clone starts fast. */
export function cacheDir(env = process.env) {
  const base = env.EUCORA_CACHE_DIR || env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(base, 'eucora-harness')
}
