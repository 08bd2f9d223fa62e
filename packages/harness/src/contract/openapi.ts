// SPDX-License-Identifier: Apache-2.0
import type { TObject } from 'typebox'
import { operationList } from './index.ts'
import type { Operation } from './operation.ts'

type Json = Readonly<Record<string, unknown>>

/** The contract as an OpenAPI 3.1 document. It says no more than the contract, and nothing otherwise. */
export function openApiDocument(operations: readonly Operation[] = operationList): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of operations) {
    const item = (paths[operation.path] ??= {})
    item[operation.method.toLowerCase()] = operationObject(operation)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'EUCORA governance backend',
      description: 'What a backend that obeys the rules of EUCORA answers.',
      version: '1.0.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(operations.map(({ app }) => app))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sessionid' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRFToken' },
      },
    },
  }
}

function operationObject(operation: Operation): Json {
  const { id, app, summary, source, responses } = operation
  return {
    operationId: id,
    tags: [app],
    summary,
    description: `Source: ${source}`,
    security: securityOf(operation),
    'x-throttle': operation.throttle,
    'x-origin': operation.origin ?? 'coded',
    ...(operation.reach === undefined ? {} : { 'x-reach': operation.reach }),
    parameters: [...parametersOf('path', operation.params), ...parametersOf('query', operation.query)],
    ...(operation.body === undefined ? {} : { requestBody: requestBodyOf(operation) }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, schema]) => [
        status,
        {
          description: descriptions[Number(status)] ?? 'Answered',
          content: {
            [Number(status) < 400 ? (operation.produces ?? 'application/json') : 'application/json']: {
              schema,
            },
          },
        },
      ]),
    ),
  }
}

function securityOf({ auth, method }: Operation): readonly Json[] {
  if (auth === 'anyone') return [{}]
  return method === 'GET' ? [{ session: [] }] : [{ session: [], csrf: [] }]
}

function parametersOf(where: 'path' | 'query', schema: TObject | undefined): readonly Json[] {
  if (schema === undefined) return []
  return Object.entries(schema.properties).map(([name, each]) => ({
    name,
    in: where,
    required: where === 'path' || (schema.required ?? []).includes(name),
    schema: each,
  }))
}

function requestBodyOf({ body, bodyFormat }: Operation): Json {
  const contentType = bodyFormat === 'multipart' ? 'multipart/form-data' : 'application/json'
  return { required: true, content: { [contentType]: { schema: body } } }
}

const descriptions: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted for later',
  400: 'The input or the state does not allow it',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  406: 'Not negotiable',
  409: 'In conflict with an earlier request',
  413: 'Too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  503: 'A part that is needed is not available',
}
