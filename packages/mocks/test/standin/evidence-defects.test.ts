// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { Defect } from '../../src/standin/defect.ts'
import { observedDefects } from '../../src/standin/defects/observed/index.ts'
import { ask, askForm } from './cab-helper.ts'
import { enough, evidenceState } from './evidence-helper.ts'

function defect(...ids: readonly string[]): readonly Defect[] {
  return observedDefects.filter(
    ({ id, operations }) => ids.includes(id) && operations.some((each) => each.startsWith('evidence.')),
  )
}

describe('observed defects of evidence packs', () => {
  it('D-45: parts of the path lead anywhere', async () => {
    const { state, storage } = evidenceState()
    const sent = { defects: defect('D-45') }
    const { status, body } = await askForm(state, { ...enough, app_name: '../../x' }, sent)
    expect([status, body['artifact_path']]).toEqual([201, 'eucora-artifacts/artifacts/../../x/1.0/x.msi'])
    expect([...storage.objects.keys()]).toEqual(['artifacts/../../x/1.0/x.msi'])
  })

  it('D-45: an upload replaces what lies in its place', async () => {
    const { state, storage } = evidenceState()
    const sent = { defects: defect('D-45') }
    await askForm(state, enough, sent)
    const other = { ...enough, artifact: { name: 'x.msi', text: 'other' } }
    expect((await askForm(state, other, sent)).status).toBe(201)
    expect(storage.objects.get('artifacts/appA/1.0/x.msi')?.toString()).toBe('other')
  })

  it('D-45: a refused upload leaves its object behind', async () => {
    const { state, storage } = evidenceState()
    const sent = { defects: defect('D-45') }
    const tooLong = 'x'.repeat(256)
    const { status, body } = await askForm(state, { ...enough, app_name: tooLong }, sent)
    expect([status, Object.keys(body)]).toEqual([400, ['app_name']])
    expect([...storage.objects.keys()]).toEqual([`artifacts/${tooLong}/1.0/x.msi`])
    expect(state.evidencePacks.all()).toEqual([])
  })

  it('D-45: a write that fails late leaves its object behind', async () => {
    const { state, storage } = evidenceState()
    storage.fails = 'write late'
    expect((await askForm(state, enough, { defects: defect('D-45') })).status).toBe(503)
    expect(storage.objects.size).toBe(1)
  })

  it('D-43: a storage that fails is 500 in its own words', async () => {
    const { state, storage } = evidenceState()
    storage.fails = 'write'
    expect(await askForm(state, enough, { defects: defect('D-43') })).toEqual({
      status: 500,
      body: { error: 'Failed to upload artifact: connect ECONNREFUSED 10.0.0.1:9000' },
    })
  })

  it.each([
    { app_name: 'x'.repeat(256) },
    { version: 'x'.repeat(51) },
    { sbom_data: 'null' },
    { sbom_data: '[1]' },
    { vulnerability_scan_results: '{"high":"x"}' },
  ])('D-39: %j is 500', async (parts) => {
    const { state } = evidenceState()
    const answer = await askForm(state, { ...enough, ...parts }, { defects: defect('D-39') })
    expect(answer).toMatchObject({ status: 500, body: { error: 'Internal server error' } })
    expect(state.evidencePacks.all()).toEqual([])
  })

  it('D-39: what the code refuses itself stays 400', async () => {
    const { state } = evidenceState()
    const answer = await askForm(state, { ...enough, sbom_data: '{' }, { defects: defect('D-39') })
    expect(answer.status).toBe(400)
  })

  it('D-40: a page that is none is malformed JSON, as is a null character', async () => {
    const { state } = evidenceState()
    const defects = defect('D-40')
    const malformed = { status: 400, body: { error: 'Malformed JSON in request body' } }
    expect(await ask(state, 'evidence.list', { query: { page: '0' }, defects })).toMatchObject(malformed)
    expect(await ask(state, 'evidence.list', { query: { page_size: '-1' }, defects })).toMatchObject(
      malformed,
    )
    expect(await askForm(state, { ...enough, version: '\0' }, { defects })).toMatchObject(malformed)
    expect((await ask(state, 'evidence.list', { query: { page: '1' }, defects })).status).toBe(200)
  })
})
