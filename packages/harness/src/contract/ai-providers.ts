// SPDX-License-Identifier: Apache-2.0
import { Type } from './schema.ts'
import { AiProviderType } from './enums-ai.ts'
import { closed, common, commonWithBody, ErrorB, inputError, refusal, Uuid } from './envelopes.ts'
import { operations } from './operation.ts'

const Provider = closed({
  id: Uuid,
  provider_type: AiProviderType,
  display_name: Type.String(),
  model_name: Type.String(),
  is_active: Type.Boolean(),
  is_default: Type.Boolean(),
  /** The key itself is never shown. */
  key_configured: Type.Boolean(),
  endpoint_url: Type.Union([Type.String(), Type.Null()]),
  max_tokens: Type.Integer(),
  temperature: Type.Number(),
})

const Configured = (created: boolean) =>
  closed({ success: Type.Literal(true), created: Type.Literal(created), provider: Provider })
const Deleted = closed({ success: Type.Literal(true), message: Type.String() })

export const aiProviders = operations('ai', {
  'ai.providers.list': {
    method: 'GET',
    path: '/api/v1/ai/providers/',
    summary: 'Lists the configured AI providers, without their keys.',
    auth: 'session',
    throttle: 'api',
    responses: { ...common, 200: closed({ providers: Type.Array(Provider) }) },
    source: 'ai_agents/views.py:26-54; D-20',
  },
  'ai.providers.configure': {
    method: 'POST',
    path: '/api/v1/ai/providers/configure/',
    summary: 'Adds an AI provider or changes the one of this type and model; platform administrators may.',
    auth: 'session',
    throttle: 'api',
    body: Type.Object({
      provider_type: AiProviderType,
      model_name: Type.String({ minLength: 1, maxLength: 128 }),
      /** Needed for a new provider; without it a known one keeps its own. */
      api_key: Type.Optional(Type.String({ maxLength: 2048 })),
      display_name: Type.Optional(Type.String({ maxLength: 128 })),
      is_default: Type.Optional(Type.Boolean()),
      endpoint_url: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
      max_tokens: Type.Optional(Type.Integer()),
      temperature: Type.Optional(Type.Number()),
    }),
    responses: {
      ...commonWithBody,
      200: Configured(false),
      201: Configured(true),
      400: inputError,
      403: refusal,
    },
    source: 'ai_agents/views.py:57-156; D-31, D-42, D-44; rules: Events',
  },
  'ai.providers.delete': {
    method: 'DELETE',
    path: '/api/v1/ai/providers/{provider_id}/delete/',
    summary: 'Deletes an AI provider; platform administrators may.',
    auth: 'session',
    throttle: 'api',
    reach: 'global',
    params: closed({ provider_id: Uuid }),
    responses: { ...common, 200: Deleted, 403: refusal, 404: ErrorB },
    source: 'ai_agents/views.py:159-184; D-18',
  },
  'ai.providers.deleteByType': {
    method: 'DELETE',
    path: '/api/v1/ai/providers/type/{provider_type}/delete/',
    summary: 'Deletes every AI provider of a type; platform administrators may.',
    auth: 'session',
    throttle: 'api',
    reach: 'global',
    params: closed({ provider_type: Type.String() }),
    responses: { ...common, 200: Deleted, 403: refusal, 404: ErrorB },
    source: 'ai_agents/views.py:187-216; D-18',
  },
})
