// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claim } from '../../src/playwright/claim.ts'
import { password } from '../support/eucora.ts'
import { folderWith } from '../support/folder.ts'
import { runProgram, startProgram } from '../support/program.ts'

const runFile = join(import.meta.dirname, 'project', 'run.ts')

/** A folder to which a process is writing, by the file that says so. */
async function claimedBy(pid: number): Promise<string> {
  const folder = await folderWith()
  await mkdir(join(folder, 'running'))
  await writeFile(join(folder, 'running', String(pid)), '')
  return folder
}

describe('a claim on a folder', () => {
  it('stands until it is disposed of', async () => {
    const folder = await folderWith()
    const held = claim(folder)
    expect(await readdir(join(folder, 'running'))).toEqual([String(process.pid)])
    held[Symbol.dispose]()
    expect(await readdir(join(folder, 'running'))).toEqual([])
  })

  it('is refused while another process writes there, and leaves nothing', async () => {
    const folder = await claimedBy(process.ppid)
    expect(() => claim(folder)).toThrow(`Process ${process.ppid} is writing to ${folder}`)
    expect(await readdir(join(folder, 'running'))).toEqual([String(process.ppid)])
  })

  it('takes the place of one whose process has died', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    const folder = await claimedBy(pid)
    claim(folder)
    expect(await readdir(join(folder, 'running'))).toEqual([String(process.pid)])
  })
})

describe('a run of suites', () => {
  it(
    'that finds another one under way exits 4 and leaves its results alone',
    { timeout: 60_000 },
    async () => {
      const reports = await folderWith()
      const env = { TEST_REPORTS: reports, EUCORA_PASSWORD: password }
      const first = startProgram(runFile, ['--grep', 'waits for ever', '--workers', '1'], env)
      await first.until('Running 1 test')
      const { code, stderr } = await runProgram(runFile, ['--grep', 'a create is answered'], env)
      first.signal('SIGTERM')

      expect([code, stderr]).toEqual([4, expect.stringContaining("would overwrite each other's results")])
      expect((await first.ended).code).toBe(143)
      expect(existsSync(join(reports, 'scenarios', 'results.json'))).toBe(true)
      expect(await readdir(join(reports, 'scenarios', 'running'))).toEqual([])
    },
  )
})
