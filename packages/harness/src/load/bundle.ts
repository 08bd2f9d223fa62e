// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { HarnessError } from '../errors.ts'

/** Bundles a k6 entry script into one file, `k6/*` left to k6; answers the SHA-256 of what runs. */
export async function bundleScript(script: URL, outfile: string): Promise<string> {
  const entry = fileURLToPath(script)
  try {
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      platform: 'neutral',
      external: ['k6', 'k6/*'],
      logLevel: 'silent',
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    throw new HarnessError('internal', `The k6 script cannot be bundled: ${why}`, 'Run the type check', {
      cause: error,
    })
  }
  return createHash('sha256')
    .update(await readFile(outfile))
    .digest('hex')
}
