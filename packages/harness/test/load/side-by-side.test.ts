// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { sideBySide } from '../../src/load/side-by-side.ts'

describe('side by side', () => {
  it('does each once, and stops at a failure', async () => {
    const done: number[] = []
    await sideBySide([1, 2, 3], 2, async (item) => void done.push(item))
    expect(done).toEqual([1, 2, 3])
    const failing = sideBySide([1, 2, 3], 1, async (item) => {
      done.push(item * 10)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(done).toEqual([1, 2, 3, 10])
  })

  it('waits at a failure for what is under way, and begins no more', async () => {
    const done: number[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const failing = sideBySide([1, 2, 3], 2, async (item) => {
      if (item === 1) throw new Error('no')
      await promise
      done.push(item)
    })
    resolve()
    await expect(failing).rejects.toThrow('no')
    expect(done).toEqual([2])
  })
})
