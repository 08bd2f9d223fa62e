// SPDX-License-Identifier: Apache-2.0
import { definePlane, type Plane } from '../../plane/plane.ts'
import type { ChatDialect } from '../chat/chat-answer.ts'
import { chatRoute } from '../chat/chat-route.ts'
import { openAiDialect } from '../openai/openai.ts'
import {
  bearerOf,
  providerStart,
  type ProviderCall,
  type ProviderOptions,
  type ProviderState,
} from '../provider.ts'
import { minuteMs } from '../rate-limit.ts'
import { isHarmful } from '../speak.ts'
import {
  azureFailure,
  azureProblem,
  azureRateLimited,
  contentFiltered,
  filterResults,
  noSuchDeployment,
  wrongAzureKey,
  wrongAzureToken,
} from './azure-errors.ts'

export interface AzureOpenAiOptions extends ProviderOptions {
  /** Names of deployments, and the model of each. Default: `gpt-4o` and `gpt-4o-mini`, named after their models. */
  readonly deployments?: Readonly<Record<string, string>>
  /** The token of Entra that is taken instead of the key. Default: none. */
  readonly accessToken?: string
}

const ownDeployments = { 'gpt-4o': 'gpt-4o-2024-08-06', 'gpt-4o-mini': 'gpt-4o-mini-2024-07-18' }

const promptFilter = [{ prompt_index: 0, content_filter_results: filterResults(false) }]

const dialect: ChatDialect = {
  ...openAiDialect,
  choice: { content_filter_results: filterResults(false) },
  whole: {},
  completion: () => ({ prompt_filter_results: promptFilter }),
  preface: { choices: [], created: 0, id: '', model: '', object: '', prompt_filter_results: promptFilter },
  pads: false,
}

/**
 * Chat completions of Azure OpenAI, by deployment and `api-version`. Default limits: 1,000 requests and 1,000,000
 * tokens a minute. A prompt with `[harmful content]` in it is filtered.
 */
export function createAzureOpenAi(options: AzureOpenAiOptions): Plane<ProviderState> {
  const deployments: Readonly<Record<string, string>> = options.deployments ?? ownDeployments
  return definePlane<ProviderState>({
    name: 'azure-openai',
    ...providerStart(options, { requests: 1000, requestsPerMs: minuteMs, tokens: 1_000_000 }),
    failure: azureFailure,
    routes: [
      chatRoute('/openai/deployments/{deployment}/chat/completions', {
        dialect,
        refuse: (call) => refusal(call, options),
        modelFor: ({ url, params }) => {
          if (!url.searchParams.has('api-version')) {
            return { status: 404, message: 'Resource not found', param: null, code: '404' }
          }
          const name = params['deployment'] ?? ''
          const model = Object.hasOwn(deployments, name) ? deployments[name] : undefined
          return model === undefined ? { status: 404, param: null, ...noSuchDeployment } : { model }
        },
        filter: (prompt) => (isHarmful(prompt) ? contentFiltered() : undefined),
        problem: azureProblem,
        rateLimited: (call, _, taken) => azureRateLimited(call, taken),
        headers: ({ random }, _, { requests, tokens }) => ({
          'apim-request-id': random.uuid(),
          'x-request-id': random.uuid(),
          'x-ms-region': 'West Europe',
          'x-ratelimit-remaining-requests': String(requests.remaining),
          'x-ratelimit-remaining-tokens': String(tokens.remaining),
        }),
      }),
    ],
  })
}

function refusal(call: ProviderCall, { apiKey, accessToken }: AzureOpenAiOptions): Response | undefined {
  const key = call.request.headers.get('api-key')
  if (key !== null) return key === apiKey ? undefined : wrongAzureKey()
  const token = bearerOf(call)
  return token !== undefined && token === accessToken ? undefined : wrongAzureToken()
}
