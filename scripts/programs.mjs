// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { run } from './child.mjs'
import { ROOT } from './paths.mjs'

/** The programs of this project. Node runs their TypeScript as it is. */
export const PROGRAM = Object.freeze({
  harness: join('packages', 'harness', 'src', 'bin.ts'),
  mocks: join('packages', 'mocks', 'src', 'bin.mjs'),
  suites: join('packages', 'scenarios', 'src', 'run-suites.ts'),
  strength: join('packages', 'scenarios', 'src', 'run-strength.ts'),
  rules: join('packages', 'scenarios', 'src', 'run-rules.ts'),
  bench: join('bench', 'run.ts'),
})

export const LINT = ['oxlint', '--type-aware', '--deny-warnings']
export const FORMAT = ['prettier', '.']

/**
 * @param {import('./tools.mjs').Tools} tools
 * @param {readonly string[]} command a program of node_modules/.bin and its arguments
 * @param {NodeJS.ProcessEnv} [extra]
 */
export function runTool(tools, [name = '', ...args], extra = {}) {
  return run(name, args, { env: { ...tools.env, ...extra } })
}

/**
 * The packages, and these scripts, which are JavaScript with types in comments.
 * @param {import('./tools.mjs').Tools} tools
 * @param {readonly string[]} [args]
 */
export async function checkTypes(tools, args = []) {
  const packages = await runTool(tools, ['tsc', '--noEmit', ...args])
  const scripts = await runTool(tools, ['tsc', '--noEmit', '--project', 'scripts', ...args])
  return packages || scripts
}

/**
 * @param {import('./tools.mjs').Tools} tools
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [extra]
 */
export function runProgram(tools, program, args, extra = {}) {
  const env = { ...tools.env, ...extra }
  // Node 22 warns of each TypeScript file that it runs as it is.
  return run(tools.node, ['--disable-warning=ExperimentalWarning', join(ROOT, program), ...args], {
    env: { ...compileCache(env), ...env },
  })
}

/**
 * Where Node keeps what it made of sources, types stripped, for the next start. Coverage would be less exact with it.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function compileCache(env) {
  return env.NODE_V8_COVERAGE ? {} : { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }
}

/**
 * A password for the users of the embedded stand-in, new for each run and never written down.
 * A real backend has passwords of its own: there an unset one stays unset, and is asked for.
 * @param {NodeJS.ProcessEnv} env
 */
export function withPassword(env) {
  if (env.EUCORA_PASSWORD || env.EUCORA_BASE_URL) return env
  return { ...env, EUCORA_PASSWORD: `Aa1-${randomBytes(18).toString('base64url')}` }
}
