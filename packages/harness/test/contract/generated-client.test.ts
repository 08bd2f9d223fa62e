// SPDX-License-Identifier: Apache-2.0
import openapiTypescript, { astToString } from 'openapi-typescript'
import { describe, expect, it } from 'vitest'
import { operationList } from '../../src/contract/index.ts'
import { openApiDocument } from '../../src/contract/openapi.ts'

describe('a public client generator', () => {
  it('takes the exported OpenAPI document and types every operation', async () => {
    const types = astToString(await openapiTypescript(JSON.stringify(openApiDocument())))

    const missing = operationList.filter(({ id }) => !types.includes(`operations["${id}"]`))
    expect(missing).toEqual([])
    expect(types).toContain('target_ring: "LAB" | "CANARY" | "PILOT" | "DEPARTMENT" | "GLOBAL"')
  })
})
