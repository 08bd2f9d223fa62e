// SPDX-License-Identifier: Apache-2.0
import type { Plane } from '../plane/plane.ts'
import { createAnthropic } from './anthropic/anthropic.ts'
import { createAzureOpenAi } from './azure-openai/azure-openai.ts'
import { createGemini } from './gemini/gemini.ts'
import { createGroq } from './groq/groq.ts'
import { createOpenAi } from './openai/openai.ts'
import type { ProviderOptions, ProviderState } from './provider.ts'

/** Names of the AI providers, and the environment variable with the key that each takes. */
export const providerKeys = {
  openai: 'OPENAI_API_KEY',
  'azure-openai': 'AZURE_OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  groq: 'GROQ_API_KEY',
  gemini: 'GEMINI_API_KEY',
} as const

export type ProviderName = keyof typeof providerKeys

const makers: Readonly<Record<ProviderName, (options: ProviderOptions) => Plane<ProviderState>>> = {
  openai: createOpenAi,
  'azure-openai': createAzureOpenAi,
  anthropic: createAnthropic,
  groq: createGroq,
  gemini: createGemini,
}

/** Makes the mocks of all providers. `keyFor` answers the key for a variable's name. */
export function createProviders(
  keyFor: (variable: string) => string,
): readonly { readonly name: ProviderName; readonly plane: Plane<ProviderState> }[] {
  const names: readonly ProviderName[] = ['openai', 'azure-openai', 'anthropic', 'groq', 'gemini']
  return names.map((name) => ({ name, plane: makers[name]({ apiKey: keyFor(providerKeys[name]) }) }))
}
