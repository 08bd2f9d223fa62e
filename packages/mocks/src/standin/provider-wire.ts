// SPDX-License-Identifier: Apache-2.0
import { listOf, objectOf, textOf, type JsonObject } from '../providers/json-value.ts'
import type { ChatOrder } from './provider-gateway.ts'

/** One question in the form of its provider. */
export interface Wire {
  /** Behind the base URL. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: JsonObject
  /** The text of an answer; empty where it has none. */
  readonly text: (body: unknown) => string
}

/** As the backend's own clients send it (ai_agents/providers; the older version of Anthropic's API takes a temperature). */
export function wireOf(order: ChatOrder): Wire {
  const { model, maxTokens, temperature, messages, apiKey } = order
  const common = { model, max_tokens: maxTokens, temperature }
  switch (order.providerType) {
    case 'openai':
    case 'groq':
      return {
        path: order.providerType === 'openai' ? '/chat/completions' : '/openai/v1/chat/completions',
        headers: { Authorization: `Bearer ${apiKey}` },
        body: { ...common, messages },
        text: chatText,
      }
    case 'anthropic':
      return {
        path: '/v1/messages',
        headers: { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' },
        body: {
          ...common,
          system: messages
            .filter(({ role }) => role === 'system')
            .map(({ content }) => content)
            .join('\n\n'),
          messages: messages.filter(({ role }) => role !== 'system'),
        },
        text: messageText,
      }
  }
}

function chatText(body: unknown): string {
  const [choice] = listOf(objectOf(body)['choices'])
  return textOf(objectOf(objectOf(choice)['message'])['content'])
}

function messageText(body: unknown): string {
  return listOf(objectOf(body)['content'])
    .map(objectOf)
    .filter(({ type }) => type === 'text')
    .map(({ text }) => textOf(text))
    .join('')
}
