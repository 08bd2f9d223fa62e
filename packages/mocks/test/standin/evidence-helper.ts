// SPDX-License-Identifier: Apache-2.0
import type { ObjectStorage } from '../../src/standin/object-storage.ts'
import type { State } from '../../src/standin/state.ts'
import { cabState, type FormParts } from './cab-helper.ts'

/** A storage that keeps objects in memory and fails where it is told to. */
export class MemoryStorage implements ObjectStorage {
  readonly objects = new Map<string, Buffer>()
  /** Which step fails next; a write that fails `late` has stored its object. */
  fails: 'read' | 'write' | 'write late' | 'remove' | undefined
  /** How many steps run at this moment, and how many ever did at once. */
  running = 0
  most = 0

  async read(key: string): Promise<Buffer | undefined> {
    await this.#step('read')
    return this.objects.get(key)
  }

  async write(key: string, bytes: Buffer): Promise<void> {
    if (this.fails === 'write late') this.objects.set(key, bytes)
    await this.#step('write')
    this.objects.set(key, bytes)
  }

  async remove(key: string): Promise<void> {
    await this.#step('remove')
    this.objects.delete(key)
  }

  async #step(name: 'read' | 'write' | 'remove'): Promise<void> {
    this.running += 1
    this.most = Math.max(this.most, this.running)
    await new Promise((resolve) => setImmediate(resolve))
    this.running -= 1
    if (this.fails?.split(' ')[0] === name) throw new Error('connect ECONNREFUSED 10.0.0.1:9000')
  }
}

export function evidenceState(): { readonly state: State; readonly storage: MemoryStorage } {
  const state = cabState()
  const storage = new MemoryStorage()
  state.storage = storage
  return { state, storage }
}

export const plan = 'x'.repeat(50)

/** An upload that is enough. */
export const enough: FormParts = {
  app_name: 'appA',
  version: '1.0',
  artifact: { name: 'x.msi', text: 'hello' },
  sbom_data: '{"packages":[{"n":1}]}',
  vulnerability_scan_results: '{"critical":0,"high":5}',
  rollback_plan: plan,
}

export const sha256OfHello = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
