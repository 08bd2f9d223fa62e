// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { HarnessError } from '../errors.ts'

/** The minor release that scripts, types and the push format are tested with. */
export const k6Minor = '2.2'

export interface K6Binary {
  readonly path: string
  /** Such as `2.2.0`. */
  readonly version: string
}

/** Finds k6: `K6_BIN`, else `k6` on PATH; throws a HarnessError (exit 4) where there is none of release 2.2. */
export async function findK6(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<K6Binary> {
  const path = env['K6_BIN'] || 'k6'
  const origin = env['K6_BIN'] ? `K6_BIN names "${path}"` : '"k6" was looked for on PATH'
  const next = `Install k6 ${k6Minor} and put it on PATH, or name it: K6_BIN=/path/to/k6`
  const output = await versionOutput(path, env).catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'it does not run'
    throw new HarnessError(
      'configuration',
      `No load generator: ${origin} and it cannot be run (${why})`,
      next,
      {
        cause: error,
      },
    )
  })
  const version = /k6(?:\.exe)? v(\d+\.\d+\.\d+)/.exec(output)?.[1]
  if (version?.startsWith(`${k6Minor}.`)) return { path, version }
  const found = version ? `is release ${version}` : 'does not say that it is k6'
  throw new HarnessError('configuration', `The load generator does not fit: ${origin}, and it ${found}`, next)
}

async function versionOutput(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { stdout } = await promisify(execFile)(path, ['version'], {
    env: { PATH: env['PATH'], HOME: env['HOME'] },
    timeout: 20_000,
  })
  return stdout
}
