// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { State } from '../../src/standin/state.ts'
import { ask, cabState, idsOf } from './cab-helper.ts'

function addPack(state: State, isDemo = false): string {
  const id = crypto.randomUUID()
  state.evidencePacks.add({
    id,
    appName: 'app',
    version: '1',
    artifactHash: 'a'.repeat(64),
    artifactPath: 'b/k',
    sbomData: {},
    scanResults: {},
    rollbackPlan: '',
    isValidated: false,
    isDemo,
    createdUs: state.clock.stampUs(),
  })
  return id
}

describe('the list of packs', () => {
  it('shows pages in the order of upload', async () => {
    const state = cabState()
    const ids = Array.from({ length: 120 }, () => addPack(state))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 130 }),
        async (page, size) => {
          const query = { page: String(page), page_size: String(size) }
          const answer = await ask(state, 'evidence.list', { query })
          const capped = Math.min(size, 100)
          expect(answer.body).toMatchObject({ total: 120, page, page_size: capped })
          expect(idsOf(answer, 'evidence_packages')).toEqual(ids.slice((page - 1) * capped, page * capped))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('shows 50 by default', async () => {
    const state = cabState()
    const ids = Array.from({ length: 51 }, () => addPack(state))
    const answer = await ask(state, 'evidence.list')
    expect(answer.body).toMatchObject({ total: 51, page: 1, page_size: 50 })
    expect(idsOf(answer, 'evidence_packages')).toEqual(ids.slice(0, 50))
  })

  it.each([{ page: '0' }, { page: '-1' }, { page: 'abc' }, { page_size: '-1' }, { page_size: '1.5' }])(
    'refuses %j',
    async (query) => {
      const { status, body } = await ask(cabState(), 'evidence.list', { query })
      expect([status, Object.keys(body)]).toEqual([400, Object.keys(query)])
    },
  )

  it('follows the demo filter, as a single pack does', async () => {
    const state = cabState()
    const real = addPack(state)
    const demo = addPack(state, true)
    const listed = async (query: Readonly<Record<string, string>>) =>
      idsOf(await ask(state, 'evidence.list', { query }), 'evidence_packages')
    expect(await listed({})).toEqual([real])
    expect(await listed({ include_demo: 'true' })).toEqual([demo])
    expect(await listed({ include_demo: 'all' })).toEqual([real, demo])
    const params = { correlation_id: demo }
    expect(await ask(state, 'evidence.get', { params })).toEqual({
      status: 404,
      body: { error: 'Evidence pack not found' },
    })
    expect((await ask(state, 'evidence.get', { params, query: { include_demo: 'true' } })).status).toBe(200)
  })
})

describe('a pack', () => {
  it('that nobody uploaded is 404', async () => {
    const params = { correlation_id: crypto.randomUUID() }
    expect((await ask(cabState(), 'evidence.get', { params })).status).toBe(404)
  })
})
