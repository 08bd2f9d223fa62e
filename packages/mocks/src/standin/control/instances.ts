// SPDX-License-Identifier: Apache-2.0
import type { StandIn } from '../server.ts'

/** One further stand-in in this process. */
export interface Instance {
  readonly id: number
  readonly url: string
  readonly defects: readonly string[]
}

const mostInstances = 500

/** The further stand-ins that the control API started. They listen on free ports of loopback. */
export class Instances {
  readonly #running = new Map<number, StandIn>()
  #lastId = 0
  #starting = 0

  get size(): number {
    return this.#running.size
  }

  get isFull(): boolean {
    return this.#running.size + this.#starting >= mostInstances
  }

  async start(standIn: StandIn, defects: readonly string[]): Promise<Instance> {
    this.#lastId += 1
    const id = this.#lastId
    this.#starting += 1
    try {
      await standIn.listen()
    } finally {
      this.#starting -= 1
    }
    this.#running.set(id, standIn)
    return { id, url: standIn.url, defects }
  }

  /** Ends one; answers whether there was one. */
  async stop(id: number): Promise<boolean> {
    const standIn = this.#running.get(id)
    if (standIn === undefined) return false
    this.#running.delete(id)
    await standIn.close()
    return true
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.stop(id)))
  }
}
