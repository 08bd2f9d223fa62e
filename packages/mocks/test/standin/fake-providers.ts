// SPDX-License-Identifier: Apache-2.0
import type { ChatAnswer, ChatOrder, ProviderGateway } from '../../src/standin/provider-gateway.ts'

/** A provider that answers the next text of a list, and an error where there is none. */
export class FakeProviders implements ProviderGateway {
  readonly orders: ChatOrder[] = []
  readonly #texts: string[]

  constructor(...texts: readonly string[]) {
    this.#texts = [...texts]
  }

  async chat(order: ChatOrder): Promise<ChatAnswer> {
    this.orders.push(order)
    await new Promise((resolve) => setImmediate(resolve))
    const text = this.#texts.shift()
    return text === undefined ? { ok: false, error: 'AI provider error: 529' } : { ok: true, text }
  }
}
