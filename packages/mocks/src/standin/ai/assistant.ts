// SPDX-License-Identifier: Apache-2.0
import type { Rules } from '../rules.ts'
import type { State } from '../state.ts'
import type { AiConversation } from '../store/ai-conversations.ts'
import type { AiProvider } from '../store/ai-providers.ts'
import { askedProviderTypes, type ChatAnswer, type ChatMessage } from '../provider-gateway.ts'
import { requiresAction } from './requires-action.ts'

export interface Question {
  /** Called once the provider is about to be asked. */
  readonly conversation: () => AiConversation
  readonly text: string
  readonly requestId: string
  /** Real EUCORA asks in two processes, which fail independently (D-27). */
  readonly process: 'web' | 'worker'
}

const instructions: ChatMessage = {
  role: 'system',
  content:
    'You are Amani, the assistant of EUCORA. You advise, people decide: whatever you propose needs human approval, ' +
    'never goes round the CAB and never changes a risk score. Be short and concrete.',
}

/** A conversation for a question: the user's own one of this id, else a new one that is named after the question. */
export function conversationFor(
  state: State,
  userId: number,
  conversationId: string | undefined,
  text: string,
): AiConversation {
  const known = conversationId === undefined ? undefined : state.aiConversations.find(conversationId)
  if (known !== undefined && known.userId === userId) return known
  const title = Array.from(text).slice(0, 100).join('')
  return state.aiConversations.open(userId, 'amani', title, state.clock.stampUs())
}

/** Puts a question to the provider in use. An answer joins the conversation with its question; a failure does not. */
export async function ask(state: State, rules: Rules, question: Question): Promise<ChatAnswer> {
  if (!rules.asksProvidersReliably && isLost(state, question.process)) {
    return { ok: false, error: 'AI provider error: Event loop is closed' }
  }
  const conversation = question.conversation()
  const provider = state.aiProviders.inUse()
  if (provider === undefined) {
    return {
      ok: false,
      error: 'AI provider not configured. Please configure a model provider in Settings.',
    }
  }
  const answer = await put(state, rules, provider, question, conversation)
  if (answer.ok) remember(state, conversation, question.text, answer.text)
  return answer
}

/** In the real backend every second call of a process fails; its first one does in the web process, too (D-27). */
function isLost(state: State, process: Question['process']): boolean {
  state.aiCalls[process] += 1
  return state.aiCalls[process] % 2 === (process === 'web' ? 1 : 0)
}

async function put(
  state: State,
  rules: Rules,
  provider: AiProvider,
  question: Question,
  conversation: AiConversation,
): Promise<ChatAnswer> {
  const providerType = askedProviderTypes.find((each) => each === provider.providerType)
  if (providerType === undefined) {
    return {
      ok: false,
      error: `AI provider error: Unsupported provider type: ${provider.providerType}`,
    }
  }
  if (provider.apiKey === '') {
    return { ok: false, error: 'Invalid API key. Please check your API key in Settings and try again.' }
  }
  const history = state.aiConversations
    .messages(conversation.id)
    .map(({ role, content }) => ({ role, content }))
  return state.providers.chat({
    providerType,
    model: provider.modelName,
    apiKey: provider.apiKey,
    endpointUrl: rules.usesProviderEndpoint ? (provider.endpointUrl ?? undefined) : undefined,
    maxTokens: provider.maxTokens,
    temperature: provider.temperature,
    messages: [instructions, ...history, { role: 'user', content: question.text }],
    requestId: question.requestId,
  })
}

function remember(state: State, conversation: AiConversation, text: string, answer: string): void {
  const { aiConversations, clock } = state
  aiConversations.say(conversation.id, {
    role: 'user',
    content: text,
    tokens: tokensOf(text),
    requiresAction: false,
    createdUs: clock.stampUs(),
  })
  aiConversations.say(conversation.id, {
    role: 'assistant',
    content: answer,
    tokens: tokensOf(answer),
    requiresAction: requiresAction(text, answer),
    createdUs: clock.stampUs(),
  })
}

/** Four characters are about a token (ai_agents/providers/base.py:51-56). */
function tokensOf(text: string): number {
  return Math.floor(Array.from(text).length / 4)
}
