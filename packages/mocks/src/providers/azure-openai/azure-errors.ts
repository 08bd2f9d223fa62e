// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../chat/chat-problem.ts'
import { waitMs } from '../chat/rate-headers.ts'
import { openAiError, openAiProblem } from '../openai/openai-errors.ts'
import type { ProviderCall, ProviderHeaders } from '../provider.ts'
import type { Taken } from '../rate-limit.ts'

/** What Azure's gateway answers itself has a code and a message only. */
export function azureError(
  status: number,
  code: string,
  message: string,
  headers: ProviderHeaders = {},
): Response {
  return Response.json({ error: { code, message } }, { status, headers })
}

export function wrongAzureKey(): Response {
  const message =
    'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.'
  return azureError(401, '401', message)
}

/** For a call without a key: it is then a token of Entra that counts. */
export function wrongAzureToken(): Response {
  const message =
    'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.'
  return azureError(401, '401', message)
}

export const noSuchDeployment = {
  code: 'DeploymentNotFound',
  message:
    'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
} as const

/** Problems that the gateway finds have its envelope; those of the model have OpenAI's. */
export function azureProblem(problem: Problem): Response {
  const { status, code, message } = problem
  return status === 404 ? azureError(404, code ?? '404', message) : openAiProblem(problem)
}

export function azureRateLimited({ url }: ProviderCall, taken: Taken): Response {
  const seconds = Math.ceil(waitMs(taken) / 1000)
  return rateLimited(url, taken.over === 'tokens' ? 'token' : 'call', String(seconds))
}

function rateLimited(url: URL, what: string, seconds: string): Response {
  const version = url.searchParams.get('api-version') ?? ''
  const message = `Requests to the ChatCompletions_Create Operation under Azure OpenAI API version ${version} have exceeded ${what} rate limit of your current OpenAI S0 pricing tier. Please retry after ${seconds} seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.`
  return azureError(429, '429', message, { 'retry-after': seconds })
}

const categories = ['hate', 'self_harm', 'sexual', 'violence'] as const

/** What the filters found: nothing, or violence. */
export function filterResults(harmful: boolean) {
  const entries = categories.map((name) => {
    const filtered = harmful && name === 'violence'
    return [name, { filtered, severity: filtered ? 'medium' : 'safe' }] as const
  })
  return Object.fromEntries(entries)
}

export function contentFiltered(): Response {
  const error = {
    message:
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
    type: null,
    param: 'prompt',
    code: 'content_filter',
    status: 400,
    innererror: {
      code: 'ResponsibleAIPolicyViolation',
      content_filter_result: { ...filterResults(true), jailbreak: { filtered: false, detected: false } },
    },
  }
  return Response.json({ error }, { status: 400 })
}

/** A failure on purpose, in Azure's words. A 429 asks to wait a second. */
export function azureFailure({ url }: ProviderCall, failure: number | 'expired-token'): Response {
  switch (failure) {
    case 'expired-token':
      return wrongAzureToken()
    case 401:
      return wrongAzureKey()
    case 404:
      return azureError(404, noSuchDeployment.code, noSuchDeployment.message)
    case 429:
      return rateLimited(url, 'call', '1')
    case 204:
    case 304:
      return new Response(null, { status: failure })
    case 500: {
      const message = 'The server had an error while processing your request. Sorry about that!'
      return openAiError(500, { message, type: 'server_error', param: null, code: null })
    }
    default:
      return azureError(failure, String(failure), `Failure ${failure}.`)
  }
}
