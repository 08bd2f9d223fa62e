// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { changedFiles } from '../../src/strength/changed-files.ts'
import { folderWith } from '../support/folder.ts'
import { repository } from '../support/repository.ts'

describe('what changed since a revision', () => {
  it('are the files of the commits since, both names of a moved one, and what is not committed', async () => {
    const folder = await repository()
    writeFileSync(join(folder, 'a'), 'changed')

    expect(await changedFiles(folder, 'HEAD~1')).toEqual({ files: ['a', 'inner/b', 'inner/c', 'inner/d'] })
    expect(await changedFiles(folder, 'HEAD')).toEqual({ files: ['a'] })
  })

  it('is told from the folder, of what is below it', async () => {
    const folder = await repository()

    expect(await changedFiles(join(folder, 'inner'), 'HEAD~1')).toEqual({ files: ['b', 'c', 'd'] })
  })

  it('is unknown without Git', async () => {
    const folder = await folderWith()
    onTestFinished(() => void vi.unstubAllEnvs())
    vi.stubEnv('PATH', folder)

    expect(await changedFiles(folder, 'HEAD')).toEqual({ unknown: 'spawn git ENOENT' })
  })

  it('is unknown without the revision and without the folder, with what Git says', async () => {
    const folder = await repository()

    expect(await changedFiles(folder, 'nowhere')).toEqual({ unknown: expect.stringContaining("'nowhere'") })
    expect(await changedFiles(folder, '--output=a')).toEqual({
      unknown: expect.stringContaining("'--output=a'"),
    })
    expect(await changedFiles(join(folder, 'none'), 'HEAD')).toEqual({
      unknown: expect.stringContaining('none'),
    })
  })
})
