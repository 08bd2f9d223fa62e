// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

import { capture, run } from './child.mjs'
import { ROOT, cacheDir } from './paths.mjs'
import { say, seconds } from './say.mjs'

/** Pinned here and in tools/k6/go.mod: native histograms and type stripping are as 2.2 has them. */
export const K6_VERSION = '2.2.0'
const MINOR = K6_VERSION.slice(0, K6_VERSION.lastIndexOf('.'))
const DOWNLOAD_LIMIT_MS = 10_000
const RELEASES = 'https://github.com/grafana/k6/releases/download'

/**
 * @typedef {{ path: string, version: string, how: string }} FoundK6
 * @typedef {{ path: null, tried: string[] }} MissingK6 what was tried, and why each did not serve
 */

/**
 * @param {string} path
 * @returns {Promise<string | null>} its version, or null where it is no k6 that runs
 */
async function versionOf(path) {
  const { code, stdout } = await capture(path, ['version'])
  return code === 0 ? (/k6(?:\.exe)? v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null) : null
}

/** @param {NodeJS.ProcessEnv} env */
function cachedPath(env) {
  return join(cacheDir(env), `k6-${K6_VERSION}-${process.platform}-${process.arch}`, 'k6')
}

/**
 * Looks where a k6 may already be. Nothing is downloaded or built.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<FoundK6 | MissingK6>}
 */
export async function findK6(env) {
  if (env.K6_BIN) {
    const version = await versionOf(env.K6_BIN)
    if (version !== null) return { path: env.K6_BIN, version, how: 'K6_BIN' }
    // Whoever sets K6_BIN means that program: another one in its place would be a surprise.
    return { path: null, tried: [`K6_BIN is ${env.K6_BIN}, which is not a k6 that runs`] }
  }
  const tried = ['K6_BIN is not set']
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, 'k6')
    if (!existsSync(path)) continue
    const version = await versionOf(path)
    if (version?.startsWith(`${MINOR}.`)) return { path, version, how: 'PATH' }
    tried.push(`${path} is ${version === null ? 'not a k6 that runs' : `k6 ${version}, not ${MINOR}`}`)
  }
  if (tried.length === 1) tried.push('no k6 on PATH')
  const cached = cachedPath(env)
  if (existsSync(cached)) {
    const version = await versionOf(cached)
    if (version !== null) return { path: cached, version, how: 'cache' }
    tried.push(`${cached} does not run`)
  } else {
    tried.push(`no k6 in the cache (${cached})`)
  }
  return { path: null, tried }
}

/**
 * Finds k6 or gets it: the official release first (seconds), then a build of tools/k6 (minutes).
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<FoundK6 | MissingK6>}
 */
export async function ensureK6(env) {
  const found = await findK6(env)
  if (found.path !== null || env.K6_BIN) return found
  for (const [how, get] of /** @type {const} */ ([
    ['release', download],
    ['go build', build],
  ])) {
    const why = await get(env)
    const path = cachedPath(env)
    const version = existsSync(path) ? await versionOf(path) : null
    if (version !== null) return { path, version, how }
    found.tried.push(why ?? `${how} gave no k6 that runs`)
  }
  return found
}

/**
 * Puts a finished binary in its place in one step, so that two clones may fill the cache at once.
 * @param {NodeJS.ProcessEnv} env
 * @param {(folder: string) => Promise<string | null>} make writes `k6` into the folder; says why not
 */
async function intoCache(env, make) {
  const target = cachedPath(env)
  const temporary = `${target.slice(0, -'/k6'.length)}.${process.pid}.tmp`
  await mkdir(temporary, { recursive: true })
  try {
    const why = await make(temporary)
    if (why !== null) return why
    await mkdir(join(target, '..'), { recursive: true })
    await rename(join(temporary, 'k6'), target)
    return null
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** @param {string} url @param {AbortSignal} signal */
async function bytesOf(url, signal) {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<string | null>} */
async function download(env) {
  const system = process.platform === 'darwin' ? 'macos' : process.platform
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const stem = `k6-v${K6_VERSION}-${system}-${arch}`
  // A mirror of the releases serves where the original cannot be reached.
  const release = `${env.EUCORA_K6_RELEASES || RELEASES}/v${K6_VERSION}`
  const archive = `${stem}.${system === 'macos' ? 'zip' : 'tar.gz'}`
  say(`Getting k6 ${K6_VERSION}: its official release (10 s at most)`)
  const started = performance.now()
  try {
    const signal = AbortSignal.timeout(DOWNLOAD_LIMIT_MS)
    const [sums, bytes] = await Promise.all([
      bytesOf(`${release}/k6-v${K6_VERSION}-checksums.txt`, signal),
      bytesOf(`${release}/${archive}`, signal),
    ])
    const expected = checksumFor(sums.toString('utf8'), archive)
    const actual = createHash('sha256').update(bytes).digest('hex')
    if (expected !== actual) {
      return refused(`${archive} has the SHA-256 ${actual}, its release says ${expected ?? 'nothing of it'}`)
    }
    const why = await intoCache(env, async (folder) => {
      await writeFile(join(folder, archive), bytes)
      // Both the tar of macOS and, for .tar.gz, that of Linux unpack what is asked for here.
      const { code, stderr } = await capture('tar', ['-xf', archive, '--strip-components=1', `${stem}/k6`], {
        cwd: folder,
      })
      return code === 0 ? null : `unpacking ${archive} failed: ${stderr.trim()}`
    })
    if (why !== null) return refused(why)
    say(`  k6 ${K6_VERSION} is ready after ${seconds(started)}`)
    return null
  } catch (error) {
    return refused(`its release could not be downloaded: ${reason(error)}`)
  }
}

/** @param {string} why */
function refused(why) {
  say(`  ${why}`)
  return why
}

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}

/**
 * @param {string} sums lines of "<sha256>  <file>"
 * @param {string} file
 */
export function checksumFor(sums, file) {
  for (const line of sums.split('\n')) {
    const [sum, name] = line.trim().split(/\s+\*?/)
    if (name === file) return sum
  }
  return undefined
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<string | null>} */
async function build(env) {
  if ((await capture('go', ['version'], { env })).code !== 0) {
    return refused('it could not be built either: there is no Go on PATH')
  }
  say(`Building k6 ${K6_VERSION} from its pinned source with Go (about 2 minutes, once for all clones)`)
  const started = performance.now()
  return intoCache(env, async (folder) => {
    const code = await run('go', ['build', '-trimpath', '-o', join(folder, 'k6'), 'go.k6.io/k6/v2'], {
      cwd: join(ROOT, 'tools', 'k6'),
      // A build without C runs on any Linux of this architecture.
      env: { ...env, CGO_ENABLED: '0', GOWORK: 'off' },
      stdout: 'stderr',
    })
    if (code !== 0) return refused(`\`go build\` in tools/k6 ended with exit code ${code}`)
    say(`  k6 ${K6_VERSION} is ready after ${seconds(started)}`)
    return null
  })
}

/**
 * What a user reads where a load cannot run.
 * @param {MissingK6} missing
 */
export function missingK6Message(missing) {
  return [
    `k6 ${MINOR} is needed for a load and was not found:`,
    ...missing.tried.map((line) => `  - ${line}`),
    `  Install k6 ${K6_VERSION} and set K6_BIN to it, or install Go 1.26 and start again: k6 is then built once.`,
  ].join('\n')
}
