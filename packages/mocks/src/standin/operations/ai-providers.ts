// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import type { AnswerBody } from '@eucora/harness/contract'
import { providerInput } from '../ai/provider-input.ts'
import type { Call, HandlersOf } from '../call.ts'
import { objectBody } from '../problems.ts'
import { truthy } from '../python-text.ts'
import type { AiProvider } from '../store/ai-providers.ts'

const notAdmin = { error: 'Platform Admin permission required to configure AI providers' } as const

export const aiProviders = {
  'ai.providers.list': (call) => ({
    status: 200,
    body: { providers: call.state.aiProviders.list().map(answerOf) },
  }),

  'ai.providers.configure': (call) => {
    if (!isAdmin(call)) return { status: 403, body: notAdmin }
    const { aiProviders: table } = call.state
    const body = objectBody(call)
    const named = ['provider_type', 'model_name'].map((field) =>
      call.holds(`input:${field}`, truthy(body[field])),
    )
    if (named.includes(false)) {
      return { status: 400, body: { error: 'provider_type and model_name are required' } }
    }
    const input = providerInput(call, body)
    const known = table.ofModel(input.providerType, input.modelName)
    if (!call.holds('input:api_key', input.apiKey !== '' || known !== undefined)) {
      return { status: 400, body: { error: 'api_key is required for new provider configurations' } }
    }
    if (input.isDefault) table.unsetDefaults()
    const provider: AiProvider = {
      ...input,
      id: known?.id ?? randomUUID(),
      apiKey: input.apiKey === '' ? (known?.apiKey ?? '') : input.apiKey,
      keyVaultRef: known?.keyVaultRef ?? '',
      isActive: true,
    }
    table.save(provider)
    if (call.rules.postsProviderEvents) appendEvent(call, provider, known === undefined)
    return known === undefined
      ? { status: 201, body: { success: true, created: true, provider: answerOf(provider) } }
      : { status: 200, body: { success: true, created: false, provider: answerOf(provider) } }
  },

  'ai.providers.delete': (call) => {
    if (!isAdmin(call)) return { status: 403, body: notAdmin }
    const { aiProviders: table } = call.state
    const provider = table.find(call.param('provider_id'))
    if (provider === undefined) return { status: 404, body: { error: 'Provider not found' } }
    table.remove(provider.id)
    const message = `Provider ${provider.providerType}/${provider.modelName} deleted successfully`
    return { status: 200, body: { success: true, message } }
  },

  'ai.providers.deleteByType': (call) => {
    if (!isAdmin(call)) return { status: 403, body: notAdmin }
    const { aiProviders: table } = call.state
    const type = call.param('provider_type')
    const found = table.ofType(type)
    if (found.length === 0) return { status: 404, body: { error: `No providers found for type: ${type}` } }
    for (const { id } of found) table.remove(id)
    const message = `Deleted ${found.length} provider(s) of type ${type}`
    return { status: 200, body: { success: true, message } }
  },
} satisfies HandlersOf<'ai.providers'>

/** The permission `ai_agents.change_aimodelprovider`, which superusers have. */
function isAdmin(call: Call): boolean {
  return call.holds('role', call.caller.isSuperuser)
}

/** What the real backend appends here, of a type that means something else (ai_agents/views.py:119-132). */
function appendEvent(call: Call, provider: AiProvider, created: boolean): void {
  call.state.events.append({
    correlationId: randomUUID(),
    type: 'DEPLOYMENT_CREATED',
    data: {
      action: 'ai_provider_configured',
      provider_type: provider.providerType,
      model_name: provider.modelName,
      display_name: provider.displayName,
      is_default: provider.isDefault,
      created,
    },
    actor: call.caller.username,
    isDemo: call.state.demoMode,
  })
}

function answerOf(provider: AiProvider): AnswerBody<'ai.providers.list', 200>['providers'][number] {
  return {
    id: provider.id,
    provider_type: provider.providerType,
    display_name: provider.displayName,
    model_name: provider.modelName,
    is_active: provider.isActive,
    is_default: provider.isDefault,
    key_configured: provider.apiKey !== '' || provider.keyVaultRef !== '',
    endpoint_url: provider.endpointUrl === '' ? null : provider.endpointUrl,
    max_tokens: provider.maxTokens,
    temperature: provider.temperature,
  }
}
