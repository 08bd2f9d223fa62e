// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import { freshState, send } from './call-helper.ts'
import { at, idOf, keysOf, rowsOf } from './look.ts'

const intent = { app_name: 'a', version: '1', target_ring: 'LAB' }

async function filled(count: number): Promise<State> {
  const state = freshState()
  for (let index = 0; index < count; index += 1) {
    await send(state, 'deployments.create', { body: { ...intent, version: String(index) } })
  }
  return state
}

describe.each(['core', 'admin'] as const)('under %s', (mount) => {
  test('a create is the same as deployments.create', async () => {
    const answer = await send(freshState(), `${mount}.deployments.create`, { body: intent })
    expect(answer).toMatchObject({ status: 201, body: { status: 'APPROVED', risk_score: 32 } })
  })

  test('one deployment is read with its evidence pack', async () => {
    const state = freshState()
    const id = crypto.randomUUID()
    const flowId = idOf(await send(state, `${mount}.deployments.create`, { body: intent, id }))
    const answer = await send(state, `${mount}.deployments.get`, { params: { correlation_id: flowId } })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ id: flowId, evidence_pack_id: id, submitter: 'plain1' })
    expect(at(answer.body, 'updated_at')).toBe(at(answer.body, 'created_at'))
  })

  test('an unknown deployment is told as such', async () => {
    const answer = await send(freshState(), `${mount}.deployments.get`, { params: { correlation_id: 'x' } })
    expect(answer).toEqual({ status: 404, body: { error: 'Deployment not found' } })
    expect((await send(freshState(), `${mount}.deployments.get`)).status).toBe(404)
  })

  test('the list is filtered by status and by the demo mode', async () => {
    const state = await filled(3)
    state.deployments.setStatus(2, 'FAILED', state.clock.stampUs())
    const failed = await send(state, `${mount}.deployments.list`, { query: { status: 'FAILED' } })
    expect(failed.body).toMatchObject({ deployments: [{ version: '1' }], total: 1, page: 1, page_size: 50 })
    const demo = await send(state, `${mount}.deployments.list`, { query: { include_demo: 'true' } })
    expect(demo.body).toEqual({ deployments: [], total: 0, page: 1, page_size: 50 })
  })

  test('the page size is cut at 100 without a word', async () => {
    const answer = await send(await filled(103), `${mount}.deployments.list`, { query: { page_size: '101' } })
    expect(at(answer.body, 'deployments')).toHaveLength(100)
    expect([at(answer.body, 'page_size'), at(answer.body, 'total')]).toEqual([100, 103])
  })

  test.each([
    [{ page_size: '0' }, { deployments: [], total: 2, page: 1, page_size: 0 }],
    [{ page: '9' }, { deployments: [], total: 2, page: 9, page_size: 50 }],
    [
      { page: ' 2 ', page_size: '+1' },
      { deployments: [{ version: '0' }], total: 2, page: 2, page_size: 1 },
    ],
  ])('%j is a page', async (query, body) => {
    expect(await send(await filled(2), `${mount}.deployments.list`, { query })).toMatchObject({
      status: 200,
      body,
    })
  })

  test.each([
    ['page', '0'],
    ['page', '-1'],
    ['page', 'abc'],
    ['page', ''],
    ['page', '1.5'],
    ['page', '99999999999999999999'],
    ['page_size', '-1'],
    ['page_size', 'abc'],
  ])('%s=%s is refused by name', async (field, value) => {
    const answer = await send(freshState(), `${mount}.deployments.list`, { query: { [field]: value } })
    expect(answer.status).toBe(400)
    expect(keysOf(answer.body)).toEqual([field])
  })
})

test('The pages of any size hold every deployment once, newest first', async () => {
  const state = await filled(23)
  const all = state.deployments.newest({}, Infinity).map(({ flowId }) => flowId)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (size) => {
      const shown: unknown[] = []
      for (let page = 1; page <= Math.ceil(23 / size); page += 1) {
        const query = { page: String(page), page_size: String(size) }
        const rows = rowsOf((await send(state, 'core.deployments.list', { query })).body, 'deployments')
        shown.push(...rows.map((row) => at(row, 'id')))
      }
      expect(shown).toEqual(all)
    }),
  )
})
