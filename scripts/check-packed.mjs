// SPDX-License-Identifier: Apache-2.0
// Packs the packages, makes a suite project from them in an empty folder outside of this repository, and runs it: its
// suite passes on a stand-in that obeys the rules and fails on one that does not.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { run } from './child.mjs'
import { EXIT } from './exit-codes.mjs'
import { ROOT } from './paths.mjs'
import { say } from './say.mjs'

const PNPM = `pnpm@${process.env.EUCORA_PNPM ?? '12'}`
// The scripts of `npm test` reach npm through the environment, which must not be taken for the new project's.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_V8_COVERAGE|EUCORA_BASE_URL)/i.test(name)),
)

const folder = await mkdtemp(join(tmpdir(), 'eucora packed '))
try {
  process.exitCode = await check()
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function check() {
  const packs = join(folder, 'packs')
  const project = join(folder, 'my suites')
  for (const name of ['harness', 'mocks']) {
    const cwd = join(ROOT, 'packages', name)
    await expectCode(0, 'npx', ['--yes', PNPM, 'pack', '--pack-destination', packs], cwd)
  }
  const harness = join(ROOT, 'packages', 'harness', 'src', 'bin.ts')
  await expectCode(0, process.execPath, [harness, 'init', project, '--packages', packs], ROOT)
  await expectCode(0, 'npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], project)
  await expectCode(0, 'npm', ['run', 'types'], project)
  const doors = "await import('@eucora/harness'); await import('@eucora/mocks')"
  await expectCode(0, process.execPath, ['--input-type=module', '--eval', doors], project)
  await expectCode(0, 'npm', ['run', 'scenarios'], project)

  const config = join(project, 'harness.config.ts')
  const text = await readFile(config, 'utf8')
  await writeFile(config, text.replace("'--control',", "'--control',\n      '--defects',\n      'D-01',"))
  await expectCode(EXIT.backendWrong, 'npm', ['run', 'scenarios'], project)
  say('A project made from the packed packages passes, and fails on a backend that breaks its rule.')
  return EXIT.conformant
}

/** @param {number} due @param {string} command @param {string[]} args @param {string} cwd */
async function expectCode(due, command, args, cwd) {
  const code = await run(command, args, { cwd, env, stdout: 'stderr' })
  if (code !== due)
    throw new Error(`${command} ${args.join(' ')} ended with exit code ${code} instead of ${due}.`)
}
