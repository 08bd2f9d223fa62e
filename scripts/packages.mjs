// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { run } from './child.mjs'
import { ROOT } from './paths.mjs'
import { SetupError, say, seconds } from './say.mjs'

const VERSION = '12.21.0'
const PNPM = `pnpm@${VERSION}`
const STAMP = join(ROOT, 'node_modules', '.eucora-installed')

/** All that decides what an install lays down. */
async function fingerprint() {
  const packages = await readdir(join(ROOT, 'packages'))
  const files = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...packages.sort().map((name) => join('packages', name, 'package.json')),
  ]
  const hash = createHash('sha256').update(`${process.platform}-${process.arch} ${PNPM}`)
  for (const file of files) hash.update(await readFile(join(ROOT, file)).catch(() => ''))
  return hash.digest('hex')
}

/**
 * Installs the workspace's packages, or sees in a few milliseconds that they are there.
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensurePackages(env) {
  env.EUCORA_PNPM = VERSION
  const wanted = await fingerprint()
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === wanted) return
  say('Installing the packages of this project with pnpm (about 20 s the first time)')
  const started = performance.now()
  const code = await run(
    'npx',
    ['--yes', PNPM, 'install', '--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false'],
    { env, stdout: 'stderr' },
  )
  if (code !== 0) {
    throw new SetupError(
      `\`npx ${PNPM} install --frozen-lockfile\` ended with exit code ${code}; its message stands above.`,
      `Check that the npm registry can be reached. After a change of a package.json run \`npx ${PNPM} install\` yourself, so that the lockfile follows.`,
    )
  }
  await writeFile(STAMP, wanted)
  say(`  packages are ready after ${seconds(started)}`)
}
