// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith } from '../support/folder.ts'
import { startProgram, type Program } from '../support/program.ts'
import { hasK6 } from './tiny-load.ts'

const bin = join(import.meta.dirname, '..', '..', 'src', 'bin.ts')
const target = join(import.meta.dirname, 'fake-target.ts')
const config = `import { tinyLoad } from ${JSON.stringify(join(import.meta.dirname, 'tiny-load.ts'))}
export default {
  target: { command: [process.execPath, ${JSON.stringify(target)}], server: 'standin' },
  profiles: { tiny: async () => tinyLoad },
}`

/** Runs the short form, stops it in its own way once it has said `when`, and tells what is left. */
async function stopped(when: string, stop: (program: Program) => void, env: Record<string, string> = {}) {
  const folder = await folderWith({ 'harness.config.ts': config })
  const program = startProgram(bin, ['load', 'tiny', '--short'], env, folder)
  const started = /Run (\S+): .* on (\S+)/.exec(await program.until(when))
  const [, runId = '', url = ''] = started ?? []
  stop(program)
  const { code, stdout } = await program.ended
  const runs = join(folder, 'reports', 'runs')
  const file = join(runs, runId, 'run.json')
  const run: unknown = JSON.parse(await readFile(file, 'utf8'))
  const processes = execFileSync('ps', ['-eo', 'args']).toString()
  return {
    code,
    run,
    lastLine: stdout.trimEnd().split('\n').at(-1),
    file,
    runs: await readdir(runs),
    runId,
    targetIsDown: await fetch(url).then(
      () => false,
      () => true,
    ),
    stillLoads: processes.includes(runId),
  }
}

const whole = { code: 5, targetIsDown: true, stillLoads: false }
const invalid = { verdict: 'INVALID', interrupted: true, exitCode: 5 }

describe('a load that is interrupted', () => {
  it.skipIf(!hasK6).each([
    ['Ctrl-C, which reaches all in its group', (program: Program) => program.signalGroup('SIGINT')],
    ['SIGTERM', (program: Program) => program.signal('SIGTERM')],
  ])('by %s reads back, keeps its files and leaves nothing running', async (_, stop) => {
    const left = await stopped('users  ', stop)
    expect(left).toMatchObject({ ...whole, runs: [left.runId], lastLine: left.file })
    expect(left.run).toMatchObject({ ...invalid, invariants: [{ verdict: 'PASS' }, { verdict: 'PASS' }] })
  })

  it.skipIf(!hasK6)('while users sign in keeps its files and starts no load', async () => {
    const left = await stopped('Signing in', (program) => program.signalGroup('SIGINT'), {
      FAKE_HANGS: '/api/v1/auth/login',
    })
    expect(left).toMatchObject({ ...whole, runs: [left.runId], lastLine: left.file })
    expect(left.run).toMatchObject({ ...invalid, environment: { generatorExit: 'not started' } })
  })

  it.skipIf(!hasK6)('by the death of the harness leaves no target behind', async () => {
    const folder = await folderWith({ 'harness.config.ts': config })
    const program = startProgram(bin, ['load', 'tiny'], { FAKE_HANGS: '/api/v1/auth/login' }, folder)
    const [, port = ''] = / on http\S+:(\d+)/.exec(await program.until('Signing in')) ?? []
    const connection = connect(Number(port), '127.0.0.1').resume()
    await once(connection, 'connect')
    // A target that had not yet taken the connection resets it as it ends.
    const closed = new Promise((resolve) => connection.on('error', () => {}).once('close', resolve))
    program.signal('SIGKILL')
    await closed
    expect(connection.destroyed).toBe(true)
  })

  it.skipIf(!hasK6)('by the death of the harness leaves no load generator behind', async () => {
    const folder = await folderWith({ 'harness.config.ts': config })
    const program = startProgram(bin, ['load', 'tiny', '--short'], {}, folder)
    const [, runId = ''] = /Run (\S+):/.exec(await program.until('users  ')) ?? []
    const processes = () => execFileSync('ps', ['-eo', 'args']).toString()
    expect(runId).not.toBe('')
    program.signal('SIGKILL')
    await expect.poll(processes, { timeout: 8000 }).not.toContain(runId)
  })
})
