// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { closed } from './envelopes.ts'

/** ai_agents/models.py: AIModelProvider.ProviderType */
export const aiProviderTypes = [
  'openai',
  'anthropic',
  'groq',
  'huggingface',
  'azure_openai',
  'google_gemini',
] as const
export const AiProviderType = Type.Enum(aiProviderTypes)
export type AiProviderType = (typeof aiProviderTypes)[number]

/** ai_agents/models.py: AIAgentType */
export const aiAgentTypes = [
  'amani',
  'packaging',
  'cab_evidence',
  'risk_explainer',
  'deployment',
  'compliance',
  'incident',
] as const
export const AiAgentType = Type.Enum(aiAgentTypes)
export type AiAgentType = (typeof aiAgentTypes)[number]

/** ai_agents/models.py: AIAgentTask.TaskStatus */
export const aiTaskStatuses = [
  'pending',
  'in_progress',
  'awaiting_approval',
  'revision_requested',
  'approved',
  'rejected',
  'executing',
  'completed',
  'failed',
] as const
export const AiTaskStatus = Type.Enum(aiTaskStatuses)
export type AiTaskStatus = (typeof aiTaskStatuses)[number]

export const Person = closed({ username: Type.String(), email: Type.String(), name: Type.String() })
