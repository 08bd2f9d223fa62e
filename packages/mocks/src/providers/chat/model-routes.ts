// SPDX-License-Identifier: Apache-2.0
import type { PlaneRoute } from '../../plane/routes.ts'
import type { JsonObject } from '../json-value.ts'
import type { ProviderCall, ProviderState } from '../provider.ts'

export interface ModelList {
  readonly refuse: (call: ProviderCall) => Response | undefined
  readonly models: readonly JsonObject[]
  readonly notFound: (name: string) => Response
}

/** The routes that list models and find one, as OpenAI and Groq have them. */
export function modelRoutes(path: string, list: ModelList): readonly PlaneRoute<ProviderState>[] {
  const { refuse, models, notFound } = list
  return [
    {
      method: 'GET',
      path,
      answer: (call) => refuse(call) ?? Response.json({ object: 'list', data: models }),
    },
    {
      method: 'GET',
      path: `${path}/{model*}`,
      answer: (call) => {
        const name = call.params['model'] ?? ''
        const model = models.find(({ id }) => id === name)
        return refuse(call) ?? (model === undefined ? notFound(name) : Response.json(model))
      },
    },
  ]
}
