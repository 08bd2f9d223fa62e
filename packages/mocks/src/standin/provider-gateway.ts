// SPDX-License-Identifier: Apache-2.0

export const askedProviderTypes = ['openai', 'groq', 'anthropic'] as const

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface ChatOrder {
  readonly providerType: (typeof askedProviderTypes)[number]
  readonly model: string
  readonly apiKey: string
  /** Where the provider is; undefined: where the stand-in's settings say. */
  readonly endpointUrl: string | undefined
  readonly maxTokens: number
  readonly temperature: number
  readonly messages: readonly ChatMessage[]
  readonly requestId: string
}

export type ChatAnswer =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string }

/** The stand-in's way to the AI providers. It does not throw for what a provider or the way to it does. */
export interface ProviderGateway {
  chat(order: ChatOrder): Promise<ChatAnswer>
}

/** No provider can be reached. */
export const noProviders: ProviderGateway = {
  chat: ({ providerType }) =>
    Promise.resolve({ ok: false, error: `AI provider error: ${providerType} cannot be reached.` }),
}
