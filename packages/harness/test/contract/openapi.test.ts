// SPDX-License-Identifier: Apache-2.0
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { operationList } from '../../src/contract/index.ts'
import { openApiDocument } from '../../src/contract/openapi.ts'

/** As a reader of the exported file sees it. */
function exported(): unknown {
  return JSON.parse(JSON.stringify(openApiDocument()))
}

describe('the exported OpenAPI document', () => {
  it('is accepted by a public validator as version 3.1', async () => {
    const validator = new Validator()
    const result = await validator.validate(Object.assign({}, exported()))
    expect(result).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('has every operation of the contract once, under its own id', () => {
    const text = JSON.stringify(exported())
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id = '']) => id)
    expect(ids.toSorted()).toEqual(operationList.map(({ id }) => id).toSorted())
  })

  it('describes an operation as the contract does', () => {
    expect(exported()).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/api/v1/deployments/{correlation_id}/': {
          get: {
            operationId: 'deployments.get',
            tags: ['deployments'],
            security: [{ session: [] }],
            'x-throttle': 'api',
            'x-origin': 'coded',
            parameters: [
              {
                name: 'correlation_id',
                in: 'path',
                required: true,
                schema: { type: 'string', format: 'uuid' },
              },
              { name: 'include_demo', in: 'query', required: false },
            ],
            responses: { 404: { content: { 'application/json': { schema: { required: ['error'] } } } } },
          },
        },
        '/api/v1/deployments/': {
          post: {
            security: [{ session: [], csrf: [] }],
            requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
          },
        },
        '/api/v1/evidence/': {
          post: { requestBody: { content: { 'multipart/form-data': { schema: { type: 'object' } } } } },
        },
        '/api/v1/auth/login': { post: { security: [{}] } },
        '/api/v1/metrics/': {
          get: {
            responses: {
              200: { content: { 'text/plain': {} } },
              403: { content: { 'application/json': {} } },
            },
          },
        },
      },
    })
  })
})
