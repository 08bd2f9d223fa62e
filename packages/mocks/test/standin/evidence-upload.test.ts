// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { ask, askForm, type FormParts } from './cab-helper.ts'
import { other, plain } from './call-helper.ts'
import { enough, evidenceState, plan, sha256OfHello } from './evidence-helper.ts'

const artifact = { name: 'x.msi', text: 'hello' }
const least: FormParts = { app_name: 'appA', version: '1.0', artifact }

describe('an upload', () => {
  it('stores artifact and pack as it says', async () => {
    const { state, storage } = evidenceState()
    const { status, body } = await askForm(state, enough)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      artifact_hash: sha256OfHello,
      artifact_path: 'eucora-artifacts/artifacts/appA/1.0/x.msi',
      is_validated: true,
    })
    expect(storage.objects).toEqual(new Map([['artifacts/appA/1.0/x.msi', Buffer.from('hello')]]))
    const params = { correlation_id: String(body['correlation_id']) }
    expect(await ask(state, 'evidence.get', { params })).toEqual({
      status: 200,
      body: {
        correlation_id: body['correlation_id'],
        app_name: 'appA',
        version: '1.0',
        artifact_hash: sha256OfHello,
        sbom_data: { packages: [{ n: 1 }] },
        vulnerability_scan_results: { critical: 0, high: 5 },
        is_validated: true,
      },
    })
    expect(state.events.newest({}, 1)).toEqual([])
  })

  it('takes an empty file', async () => {
    const { state } = evidenceState()
    const empty = { ...least, artifact: { name: 'e.msi', text: '' } }
    expect((await askForm(state, empty)).body['artifact_hash']).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
  })

  it.each([
    [{ version: '1', artifact }],
    [{ app_name: '', version: '1', artifact }],
    [{ app_name: 'a', artifact }],
    [{ app_name: 'a', version: '1' }],
  ])('needs its three parts: %j', async (parts) => {
    const { state, storage } = evidenceState()
    expect(await askForm(state, parts)).toEqual({
      status: 400,
      body: { error: 'app_name, version, and artifact file are required' },
    })
    expect(storage.objects.size).toBe(0)
  })

  it('that is no form lacks them all', async () => {
    const { state } = evidenceState()
    const answer = await ask(state, 'evidence.upload', { body: { app_name: 'a', version: '1' } })
    expect(answer.status).toBe(400)
  })

  it.each(['sbom_data', 'vulnerability_scan_results'])(
    'says what is wrong with the JSON of %s',
    async (name) => {
      const { state } = evidenceState()
      expect(await askForm(state, { ...least, [name]: '{' })).toEqual({
        status: 400,
        body: {
          error:
            'Invalid JSON in sbom_data or vulnerability_scan_results: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',
        },
      })
    },
  )

  it.each([
    ['app_name', 'x'.repeat(256), 'Ensure this field has no more than 255 characters.'],
    ['app_name', 'a\0b', 'Null characters are not allowed.'],
    ['app_name', '../../x', '"../../x" may not contain path characters.'],
    ['app_name', '..', '".." may not contain path characters.'],
    ['version', 'x'.repeat(51), 'Ensure this field has no more than 50 characters.'],
    ['version', '1\\0', '"1\\0" may not contain path characters.'],
    ['rollback_plan', 'a\0', 'Null characters are not allowed.'],
    ['sbom_data', 'null', 'Expected a JSON object.'],
    ['sbom_data', '[1]', 'Expected a JSON object.'],
    ['sbom_data', '5', 'Expected a JSON object.'],
    ['vulnerability_scan_results', 'null', 'Expected a JSON object.'],
    ['vulnerability_scan_results', '[1]', 'Expected a JSON object.'],
    ['vulnerability_scan_results', '{"critical":"0"}', 'critical must be a number.'],
    ['vulnerability_scan_results', '{"high":null}', 'high must be a number.'],
  ])('with %s %j is refused and leaves nothing behind', async (name, value, message) => {
    const { state, storage } = evidenceState()
    const { status, body } = await askForm(state, { ...enough, [name]: value })
    expect(status).toBe(400)
    expect(body[name]).toContain(message)
    expect(storage.objects.size).toBe(0)
    expect(state.evidencePacks.all()).toEqual([])
  })

  it.each([
    ['appA/evil', '1.0'],
    ['ok', '..'],
  ])('of %s %s leads nowhere', async (name, version) => {
    const { state, storage } = evidenceState()
    expect((await askForm(state, { ...enough, app_name: name, version })).status).toBe(400)
    expect(storage.objects.size).toBe(0)
  })
})

describe('evidence', () => {
  it.each<readonly [string, FormParts, boolean]>([
    ['all of it', {}, true],
    ['no packages', { sbom_data: '{"packages":[]}' }, false],
    ['an empty list as SBOM', { sbom_data: '[]' }, false],
    ['no scan', { vulnerability_scan_results: '{}' }, false],
    ['a plan of 49 characters', { rollback_plan: ` ${plan.slice(1)} ` }, false],
    ['one critical vulnerability', { vulnerability_scan_results: '{"critical":1}' }, false],
    ['a critical true', { vulnerability_scan_results: '{"critical":true,"high":"many"}' }, false],
    ['five high ones', { vulnerability_scan_results: '{"high":5}' }, true],
    ['six high ones', { vulnerability_scan_results: '{"high":6}' }, false],
    ['a list as scan that is not looked at', { sbom_data: '{}', vulnerability_scan_results: '[1]' }, false],
  ])('with %s is judged', async (_, parts, isValidated) => {
    const { state } = evidenceState()
    const { status, body } = await askForm(state, { ...enough, ...parts })
    expect([status, body['is_validated']]).toEqual([201, isValidated])
  })
})

describe('a second upload', () => {
  const id = 'a4a46bcd-6161-4f0f-9b5a-5a1ffca8a0c5'

  it('under the same id with the same parts gives the first answer, and stores nothing', async () => {
    const { state } = evidenceState()
    const first = await askForm(state, enough, { id })
    expect(await askForm(state, enough, { id })).toEqual(first)
    expect(state.evidencePacks.all()).toHaveLength(1)
  })

  it('under the same id with other parts is 409', async () => {
    const { state } = evidenceState()
    await askForm(state, enough, { id })
    const answer = await askForm(state, { ...enough, rollback_plan: 'other' }, { id })
    expect(answer).toEqual({
      status: 409,
      body: { error: 'This X-Correlation-ID was used for an upload with another body.', correlation_id: id },
    })
    expect(state.evidencePacks.all()).toHaveLength(1)
  })

  it('by another user under the same id is its own upload', async () => {
    const { state } = evidenceState()
    const first = await askForm(state, enough, { id, user: plain })
    const second = await askForm(state, enough, { id, user: other })
    expect(second.status).toBe(201)
    expect(second.body['correlation_id']).not.toBe(first.body['correlation_id'])
  })

  it('may be put right after a refusal under the same id', async () => {
    const { state } = evidenceState()
    await askForm(state, { ...enough, sbom_data: 'null' }, { id })
    expect((await askForm(state, enough, { id })).status).toBe(201)
  })

  it('of the same bytes to the same place is another pack', async () => {
    const { state, storage } = evidenceState()
    await askForm(state, enough)
    expect((await askForm(state, { ...enough, rollback_plan: '' })).status).toBe(201)
    expect(state.evidencePacks.all()).toHaveLength(2)
    expect(storage.objects.size).toBe(1)
  })

  it('of other bytes to the same place is 409 and changes nothing', async () => {
    const { state, storage } = evidenceState()
    await askForm(state, enough)
    const other = { ...enough, artifact: { name: 'x.msi', text: 'other' } }
    const { status, body } = await askForm(state, other)
    expect(status).toBe(409)
    expect(body['error']).toBe('Another artifact is stored under this name and version.')
    expect(storage.objects.get('artifacts/appA/1.0/x.msi')?.toString()).toBe('hello')
    expect(state.evidencePacks.all()).toHaveLength(1)
  })

  it('at the same time waits for the first', async () => {
    const { state, storage } = evidenceState()
    const [first, same, clash] = await Promise.all([
      askForm(state, enough, { id }),
      askForm(state, enough, { id }),
      askForm(state, { ...enough, artifact: { name: 'x.msi', text: 'other' } }),
    ])
    expect(same).toEqual(first)
    expect(clash.status).toBe(409)
    expect(storage.most).toBe(1)
  })
})

describe('a storage that fails', () => {
  it.each(['read', 'write', 'write late', 'remove'] as const)(
    'at %s leaves neither pack nor object',
    async (step) => {
      const { state, storage } = evidenceState()
      storage.fails = step === 'remove' ? 'write' : step
      expect(await askForm(state, enough)).toEqual({
        status: 503,
        body: { error: 'Failed to upload artifact' },
      })
      expect(storage.objects.size).toBe(0)
      expect(state.evidencePacks.all()).toEqual([])
      storage.fails = undefined
      expect((await askForm(state, enough)).status).toBe(201)
    },
  )

  it('does not hide its failure behind that of the clean-up', async () => {
    const { state, storage } = evidenceState()
    storage.write = async () => {
      storage.fails = 'remove'
      throw new Error('disk full')
    }
    expect((await askForm(state, enough)).status).toBe(503)
  })

  it('is one that is not set', async () => {
    const { state } = evidenceState()
    state.storage = undefined
    expect((await askForm(state, enough)).status).toBe(503)
  })
})
