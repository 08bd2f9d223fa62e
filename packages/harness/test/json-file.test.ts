// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { readJsonFile, writeJsonFile } from '../src/json-file.ts'
import { folderWith } from './support/folder.ts'

const Count = Type.Object({ count: Type.Integer() })

describe('a result as a file', () => {
  it('is read as it was written, in a folder that is made for it', async () => {
    const file = join(await folderWith(), 'a', 'b', 'count.json')
    writeJsonFile(file, Count, { count: 3 })
    expect(readJsonFile(file, Count)).toEqual({ count: 3 })
    expect(await readFile(file, 'utf8')).toBe('{\n  "count": 3\n}\n')
  })

  it('that breaks its schema is not written, and an earlier one stays', async () => {
    const folder = await folderWith({ 'count.json': 'before' })
    const file = join(folder, 'count.json')
    expect(() => writeJsonFile(file, Count, { count: 1.5 })).toThrow(`${file} would break its schema: `)
    expect(await readFile(file, 'utf8')).toBe('before')
  })

  it('that the disk refuses is an error that says why, and nothing half-written is left', async () => {
    const folder = await folderWith()
    const file = join(folder, 'count.json')
    await mkdir(join(file, 'in the way'), { recursive: true })
    expect(() => writeJsonFile(file, Count, { count: 1 })).toThrow(`${file} could not be written (EISDIR)`)
    expect(await readdir(folder)).toEqual(['count.json'])
  })

  it.each([
    ['that is not JSON', '{', ' is not JSON'],
    ['that breaks its schema', '{"count":"3"}', ' breaks its schema: '],
  ])('%s is not read, and the error names it', async (_, text, message) => {
    const file = join(await folderWith({ 'count.json': text }), 'count.json')
    expect(() => readJsonFile(file, Count)).toThrow(`${file}${message}`)
  })
})
