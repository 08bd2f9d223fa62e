// SPDX-License-Identifier: Apache-2.0
import { FormData } from 'undici'
import { describe, expect, test } from 'vitest'
import { editor, fileForm, policyXml, published, servedJamf } from './served-jamf.ts'

const { osInstall: _osInstall, ...withoutOsInstall } = editor

const allMissing = [
  'categoryId',
  'priority',
  'fillUserTemplate',
  'osInstall',
  'rebootRequired',
  'suppressEula',
  'suppressFromDock',
  'suppressRegistration',
  'suppressUpdates',
].map((field) => ['INVALID_FIELD', field])

describe('a package', () => {
  test('is created, read, changed and deleted', async () => {
    const { as } = await servedJamf()
    const to = await as()
    await to('POST', '/api/v1/packages', { json: editor })
    expect(await to('GET', '/api/v1/packages/1')).toMatchObject({
      status: 200,
      body: { ...editor, id: '1', info: null, cloudTransferStatus: 'PENDING', size: null },
    })
    const changed = { ...editor, notes: 'CorrelationId: c-2', id: '99' }
    expect(await to('PUT', '/api/v1/packages/1', { json: changed })).toMatchObject({
      status: 200,
      body: { id: '1', notes: 'CorrelationId: c-2' },
    })
    expect(await to('DELETE', '/api/v1/packages/1')).toMatchObject({ status: 204, text: '' })
    expect(await to('GET', '/api/v1/packages/1')).toMatchObject({
      status: 404,
      body: { httpStatus: 404, errors: [{ code: 'INVALID_ID' }] },
    })
  })

  test('that is deleted is gone from policies, and its id is not given again', async () => {
    const { to } = await published()
    await to('DELETE', '/api/v1/packages/1')
    expect((await to('GET', '/JSSResource/policies/id/1')).text).toContain(
      '<packages><size>0</size></packages>',
    )
    expect((await to('POST', '/api/v1/packages', { json: editor })).body).toMatchObject({ id: '2' })
  })

  test.each([
    ['osInstall is missing', withoutOsInstall, [['INVALID_FIELD', 'osInstall']]],
    ['several are missing', { packageName: 'x', fileName: 'x' }, allMissing],
    ['the name is null', { ...editor, packageName: null }, [['INVALID_FIELD', 'packageName']]],
    ['the priority is a text', { ...editor, priority: '10' }, [['INVALID_FIELD', 'priority']]],
    ['the priority is too large', { ...editor, priority: 21 }, [['INVALID_FIELD', 'priority']]],
    ['a note is a number', { ...editor, notes: 7 }, [['INVALID_FIELD', 'notes']]],
    ['the category is nobody', { ...editor, categoryId: '99' }, [['INVALID_FIELD', 'categoryId']]],
    ['it is a list', [editor], [['INVALID_FIELD', '']]],
  ])('is refused where %s, and nothing is created', async (_, json, problems) => {
    const { as, jamf } = await servedJamf()
    const to = await as()
    const { status, body } = await to('POST', '/api/v1/packages', { json })
    expect([status, body]).toMatchObject([
      400,
      { httpStatus: 400, errors: problems.map(([code, field]) => ({ code, field, id: '0' })) },
    ])
    expect(jamf.state.packages.size).toBe(0)
  })

  test('of no JSON is refused', async () => {
    const { as } = await servedJamf()
    const to = await as()
    expect((await to('POST', '/api/v1/packages', { xml: '<package/>' })).status).toBe(400)
    await to('POST', '/api/v1/packages', { json: editor })
    expect((await to('PUT', '/api/v1/packages/1', { json: {} })).status).toBe(400)
  })

  test('has a name and a file of its own; a second is refused, and only the first is there', async () => {
    const { as, jamf } = await servedJamf()
    const to = await as()
    await to('POST', '/api/v1/packages', { json: editor })
    expect(await to('POST', '/api/v1/packages', { json: editor })).toMatchObject({
      status: 400,
      body: {
        errors: [
          { code: 'DUPLICATE_FIELD', field: 'packageName' },
          { code: 'DUPLICATE_FIELD', field: 'fileName' },
        ],
      },
    })
    expect(jamf.state.packages.size).toBe(1)
  })

  test('may have a name that differs from another in case, and a filter finds both', async () => {
    const { as } = await servedJamf()
    const to = await as()
    const shouted = { ...editor, packageName: editor.packageName.toUpperCase(), fileName: 'OTHER.PKG' }
    await to('POST', '/api/v1/packages', { json: editor })
    expect(await to('POST', '/api/v1/packages', { json: shouted })).toMatchObject({ status: 201 })
    const filter = encodeURIComponent(`packageName=="${editor.packageName.toLowerCase()}"`)
    expect((await to('GET', `/api/v1/packages?filter=${filter}`)).body).toMatchObject({
      totalCount: 2,
      results: [{ id: '1' }, { id: '2' }],
    })
  })

  test('gives its names free when it is renamed', async () => {
    const { as } = await servedJamf()
    const to = await as()
    await to('POST', '/api/v1/packages', { json: editor })
    const renamed = { ...editor, packageName: 'Renamed', fileName: 'renamed.pkg' }
    await to('PUT', '/api/v1/packages/1', { json: renamed })
    expect(await to('POST', '/api/v1/packages', { json: editor })).toMatchObject({ status: 201 })
    expect(await to('POST', '/api/v1/packages', { json: renamed })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'packageName' }, { field: 'fileName' }] },
    })
    const found = await to('GET', '/api/v1/packages?filter=fileName==renamed.pkg')
    expect(found.body).toMatchObject({ totalCount: 1, results: [{ id: '1' }] })
  })

  test('is found by filter, order and page', async () => {
    const { as } = await servedJamf()
    const to = await as()
    for (const name of ['b', 'a', 'c']) {
      await to('POST', '/api/v1/packages', {
        json: { ...editor, packageName: name, fileName: `${name}.pkg` },
      })
    }
    const page = await to('GET', '/api/v1/packages?page=1&page-size=2&sort=packageName:desc')
    expect(page.body).toMatchObject({ totalCount: 3, results: [{ packageName: 'a' }] })
    const found = await to('GET', '/api/v1/packages?filter=packageName=="b"')
    expect(found.body).toMatchObject({ totalCount: 1, results: [{ id: '1' }] })
    const none = await to('GET', '/api/v1/packages?filter=packageName=="z"')
    expect(none.body).toEqual({ totalCount: 0, results: [] })
  })
})

describe('the file of a package', () => {
  test('is there a minute after it was uploaded, with its checksum', async () => {
    const { as, jamf } = await servedJamf()
    const to = await as()
    await to('POST', '/api/v1/packages', { json: editor })
    await to('POST', '/api/v1/packages/1/upload', { multipart: fileForm(editor.fileName, 'abc') })
    const uploaded = { md5: '900150983cd24fb0d6963f7d28e17f72', size: '3' }
    const path = '/api/v1/packages/1'
    expect((await to('GET', path)).body).toMatchObject({ ...uploaded, cloudTransferStatus: 'PENDING' })
    jamf.clock.advance(60_000)
    expect((await to('GET', path)).body).toMatchObject({ ...uploaded, cloudTransferStatus: 'READY' })
    await to('PUT', path, { json: { ...editor, fileName: 'other.pkg' } })
    expect((await to('GET', path)).body).toMatchObject({ md5: null, cloudTransferStatus: 'PENDING' })
  })

  test.each([
    ['of another name', fileForm('other.pkg'), 'INVALID_FILE_NAME'],
    ['that is not there', new FormData(), 'INVALID_FIELD'],
  ])('%s is refused', async (_, multipart, code) => {
    const { as } = await servedJamf()
    const to = await as()
    await to('POST', '/api/v1/packages', { json: editor })
    const answer = await to('POST', '/api/v1/packages/1/upload', { multipart })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code, field: 'file' }] } })
  })

  test('needs a form, and a package', async () => {
    const { as } = await servedJamf()
    const to = await as()
    expect((await to('POST', '/api/v1/packages/1/upload', { multipart: fileForm('x') })).status).toBe(404)
    await to('POST', '/api/v1/packages', { json: editor })
    expect((await to('POST', '/api/v1/packages/1/upload', { json: {} })).status).toBe(400)
  })
})

describe('the profile eucora-compat', () => {
  test('takes a package without the flags that EUCORA does not send, and only those', async () => {
    const { as } = await servedJamf({ profile: 'eucora-compat' })
    const to = await as()
    expect((await to('POST', '/api/v1/packages', { json: withoutOsInstall })).status).toBe(201)
    expect((await to('GET', '/api/v1/packages/1')).body).toMatchObject({ osInstall: false })
    expect((await to('POST', '/api/v1/packages', { json: { packageName: 'x' } })).status).toBe(400)
  })

  test('has the log of a policy by computer, in pages', async () => {
    const { to, jamf } = await published({ profile: 'eucora-compat' }, policyXml())
    expect((await to('GET', '/api/v1/policy-logs/1')).body).toMatchObject({
      totalCount: 2,
      results: [{ status: 'Pending', completedDate: null }, { status: 'Pending' }],
    })
    jamf.clock.advance(30 * 60_000)
    expect((await to('GET', '/api/v1/policy-logs/1?page=1&page-size=1')).body).toMatchObject({
      totalCount: 2,
      results: [{ computerName: 'MAC-0002', status: 'Completed' }],
    })
    expect((await to('GET', '/api/v1/policy-logs/9')).status).toBe(404)
  })

  test('is off by default', async () => {
    const { to } = await published()
    expect((await to('GET', '/api/v1/policy-logs/1')).status).toBe(501)
  })
})
