// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defineConfig, loadConfig, runIdFrom } from '../src/config.ts'
import { folderWith } from './support/folder.ts'

const good = `export default { target: { command: ['node', 'x.ts'], server: 'standin' } }`

describe('the configuration', () => {
  it('is found above the folder and completed with its defaults', async () => {
    const root = await folderWith({ 'harness.config.ts': good })
    await mkdir(join(root, 'a', 'b'), { recursive: true })

    expect(await loadConfig(join(root, 'a', 'b'))).toEqual({
      root,
      target: { command: ['node', 'x.ts'], server: 'standin', startTimeoutMs: 20_000, loadArgs: [] },
      timeoutMs: 10_000,
      reports: join(root, 'reports'),
      profiles: {},
    })
  })

  it('keeps what it says', async () => {
    const text = `export default {
      target: { command: ['x'], server: 's', startTimeoutMs: 1, loadArgs: ['--fast'] },
      timeoutMs: 2, reports: 'out', profiles: { one: async () => ({ profile: {} }) },
    }`
    const root = await folderWith({ 'harness.config.ts': text })
    expect(await loadConfig(root)).toMatchObject({
      target: { startTimeoutMs: 1, loadArgs: ['--fast'] },
      timeoutMs: 2,
      reports: join(root, 'out'),
    })
  })

  it.each([
    ['with an unknown key', `export default { target: { command: ['x'], server: 's' }, wrong: 1 }`, 'wrong'],
    ['without a target', `export default {}`, 'the body lacks target'],
    ['without a default export', `export const a = 1`, 'is malformed'],
    [
      'with a load that is not a function',
      `export default { target: { command: ['x'], server: 's' }, profiles: { one: { profile: {} } } }`,
      '/profiles/one must be a function that loads the workload',
    ],
    ['that does not parse', `export default {`, 'cannot be loaded'],
  ])('%s is refused as bad configuration', async (_, text, said) => {
    const root = await folderWith({ 'harness.config.ts': text })
    await expect(loadConfig(root)).rejects.toMatchObject({ kind: 'configuration', exitCode: 4 })
    await expect(loadConfig(root)).rejects.toThrow(said)
  })

  it('that is nowhere is refused as bad configuration', async () => {
    await expect(loadConfig(await folderWith())).rejects.toThrow('There is no harness.config.ts in')
  })

  it('is given as it is by defineConfig', () => {
    const config = { target: { command: ['x'], server: 's' } }
    expect(defineConfig(config)).toBe(config)
  })
})

describe('the run id', () => {
  it('is the one given', () => {
    expect(runIdFrom({ EUCORA_RUN_ID: 'nightly-7' })).toBe('nightly-7')
  })

  it('is fresh where none is given', () => {
    const fresh = [runIdFrom({}), runIdFrom({ EUCORA_RUN_ID: '' })]
    expect(fresh).toEqual([
      expect.stringMatching(/^run-[0-9a-f]{8}$/),
      expect.stringMatching(/^run-[0-9a-f]{8}$/),
    ])
    expect(fresh[0]).not.toBe(fresh[1])
  })

  it('with other characters is refused as bad configuration', () => {
    expect(() => runIdFrom({ EUCORA_RUN_ID: 'a b c d' })).toThrow('EUCORA_RUN_ID is "a b c d"')
  })
})
