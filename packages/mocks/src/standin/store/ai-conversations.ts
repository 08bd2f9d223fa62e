// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { aiAgentTypes, type AiAgentType } from '@eucora/harness/contract'
import { FixtureFields, type FixtureRow } from './fixture.ts'

export interface AiMessage {
  readonly id: string
  readonly role: 'user' | 'assistant'
  readonly content: string
  /** About: one for four characters. */
  readonly tokens: number
  readonly requiresAction: boolean
  readonly createdUs: number
}

export interface AiConversation {
  readonly id: string
  readonly userId: number
  readonly agentType: AiAgentType
  readonly title: string
  readonly createdUs: number
}

/** Conversations and their messages; a message that was said stays as it is. */
export class AiConversations {
  readonly #byId = new Map<string, AiConversation>()
  readonly #messages = new Map<string, readonly AiMessage[]>()

  open(userId: number, agentType: AiAgentType, title: string, createdUs: number): AiConversation {
    const conversation = { id: randomUUID(), userId, agentType, title, createdUs }
    this.#byId.set(conversation.id, conversation)
    return conversation
  }

  find(id: string): AiConversation | undefined {
    return this.#byId.get(id)
  }

  /** A user's own, newest first. */
  ofUser(userId: number): readonly AiConversation[] {
    return [...this.#byId.values()].filter((each) => each.userId === userId).reverse()
  }

  /** Oldest first. */
  messages(id: string): readonly AiMessage[] {
    return this.#messages.get(id) ?? []
  }

  say(id: string, message: Omit<AiMessage, 'id'>): AiMessage {
    const said = { ...message, id: randomUUID() }
    this.#messages.set(id, [...this.messages(id), said])
    return said
  }

  /** Loads an `ai_agents.aiconversation`. */
  load(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    this.#byId.set(String(row.pk), {
      id: String(row.pk),
      userId: fields.integer('user'),
      agentType: fields.oneOf('agent_type', aiAgentTypes),
      title: fields.text('title', ''),
      createdUs: fields.instantUs('created_at'),
    })
  }

  /** Loads an `ai_agents.aimessage`; messages stand in a fixture in the order in which they were said. */
  loadMessage(row: FixtureRow): void {
    const fields = new FixtureFields(row)
    const conversation = fields.text('conversation')
    const message = {
      id: String(row.pk),
      role: fields.oneOf('role', ['user', 'assistant']),
      content: fields.text('content'),
      tokens: fields.integer('token_count', 0),
      requiresAction: fields.flag('requires_human_action'),
      createdUs: fields.instantUs('created_at'),
    }
    this.#messages.set(conversation, [...this.messages(conversation), message])
  }
}
