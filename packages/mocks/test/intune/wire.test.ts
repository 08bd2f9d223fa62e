// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { signed } from '../../src/graph/tokens.ts'
import { startMs, tenant } from '../graph/tenant.ts'
import { app, assignmentTo, graph, idOf, published, record } from './graph.ts'

const apps = '/deviceAppManagement/mobileApps'
const devices = '/v1.0/deviceManagement/managedDevices'

function token(changed: object = {}, key = tenant.signingKey): string {
  const nowS = startMs / 1000
  return signed(
    {
      aud: 'https://graph.microsoft.com',
      iss: 'x',
      tid: tenant.tenantId,
      appid: 'a',
      iat: nowS,
      nbf: nowS,
      exp: nowS + 60,
      uti: 'u',
      roles: ['DeviceManagementManagedDevices.Read.All'],
      ...changed,
    },
    key,
  )
}

describe('a call to Graph', () => {
  test.each([
    ['without a token', undefined, 'Access token is empty.'],
    ['with another scheme', 'Basic eA==', 'Access token is empty.'],
    ['with a text that is no token', 'Bearer x', 'IDX14100'],
    ['with a token of another signer', `Bearer ${token({}, 'other')}`, 'Signature verification failed.'],
    ['with a token of another tenant', `Bearer ${token({ tid: 'other' })}`, 'Signature verification failed.'],
    ['with a token for another audience', `Bearer ${token({ aud: 'other' })}`, 'Invalid audience.'],
    [
      'with a token without what it must say',
      `Bearer ${token({ exp: 'soon' })}`,
      'Signature verification failed.',
    ],
    [
      'with a token of the future',
      `Bearer ${token({ nbf: startMs })}`,
      'Access token has expired or is not yet valid.',
    ],
  ])('%s is 401', async (_, authorization, message) => {
    const { url } = await graph()
    const answer = await fetch(`${url}${devices}`, {
      headers: authorization === undefined ? {} : { Authorization: authorization },
    })
    expect([answer.status, await answer.json()]).toEqual([
      401,
      {
        error: expect.objectContaining({
          code: 'InvalidAuthenticationToken',
          message: expect.stringContaining(message),
        }),
      },
    ])
    expect(answer.headers.get('www-authenticate')).toContain('Bearer realm=""')
  })

  test.each([
    [
      '$filter=colour eq 1',
      "Could not find a property named 'colour' on type 'microsoft.graph.managedDevice'.",
    ],
    ['$filter=deviceName eq', 'Invalid filter clause: Syntax error'],
    ['$filter=deviceName is 1', 'Invalid filter clause: Syntax error'],
    ["$filter=deviceName eq 'x' y", 'Invalid filter clause: Syntax error'],
    ['$filter=(deviceName eq 1', 'Invalid filter clause: Syntax error'],
    ["$filter=deviceName eq 'x", 'There is an unterminated string literal'],
    ['$select=colour', "Could not find a property named 'colour'"],
    ['$top=x', "Invalid value 'x' for $top query option found."],
    ['$skiptoken=x', 'Skip token is not valid.'],
  ])('with %s is 400', async (query, message) => {
    const { url } = await graph()
    const answer = await fetch(`${url}${devices}?${query}`, {
      headers: { Authorization: `Bearer ${token()}` },
    })
    expect([answer.status, record(await answer.json())['error']]).toEqual([
      400,
      expect.objectContaining({ code: 'BadRequest', message: expect.stringContaining(message) }),
    ])
  })

  test.each([
    ["deviceName eq 'win-0003'", 1],
    ["startswith(deviceName,'WIN-000')", 8],
    ["endswith(deviceName,'8')", 5],
    ["operatingSystem eq 'macOS' and complianceState ne 'noncompliant'", 5],
    ["operatingSystem eq 'macOS' or deviceName eq 'WIN-0001'", 7],
    ["not (operatingSystem eq 'Windows')", 6],
    ['isEncrypted eq true and isSupervised eq false', 50],
    ['lastSyncDateTime le 2026-01-05T09:00:00Z', 50],
    ['lastSyncDateTime gt 2026-01-05T09:00:00Z', 0],
    ['lastSyncDateTime lt 2025-01-05T09:00:00Z', 0],
    ['enrolledDateTime ge 2020-01-01T00:00:00Z', 50],
    ['userId eq null', 0],
    ["deviceName eq 'it''s'", 0],
  ])('filters by %s', async (filter, count) => {
    const { url } = await graph()
    const query = new URLSearchParams({ $filter: filter, $count: 'true' })
    const answer = await fetch(`${url}${devices}?${query.toString()}`, {
      headers: { Authorization: `Bearer ${token()}` },
    })
    expect(record(await answer.json())['@odata.count']).toBe(count)
  })

  test('with a query option that is not modelled is 501 and says so', async () => {
    const { url } = await graph()
    const answer = await fetch(`${url}${devices}?$expand=users`, {
      headers: { Authorization: `Bearer ${token()}` },
    })
    expect([answer.status, record(await answer.json())['error']]).toEqual([
      501,
      'The mock of Microsoft Graph does not have the query option $expand.',
    ])
  })

  test('to the service itself is answered', async () => {
    const { client } = await graph()
    expect(await client.api('/deviceManagement').get()).toMatchObject({ id: tenant.tenantId })
  })
})

describe('faults speak as Graph does', () => {
  test.each([
    [401, 'InvalidAuthenticationToken'],
    [403, 'Forbidden'],
    [404, 'ResourceNotFound'],
    [409, 'Conflict'],
    [500, 'InternalServerError'],
    [502, 'BadGateway'],
    [503, 'ServiceUnavailable'],
    [504, 'GatewayTimeout'],
    [418, 'UnknownError'],
  ])('%i is %s', async (status, code) => {
    const { url, intune } = await graph()
    intune.inject({ kind: 'status', status })
    const answer = await fetch(`${url}${devices}`)
    expect([answer.status, record(record(await answer.json())['error'])['code']]).toEqual([status, code])
  })
})

describe('content and assignments', () => {
  test('of an app whose file was never uploaded is not committed', async () => {
    const { client, intune, url } = await graph()
    const { id } = idOf(await client.api(apps).post(app))
    const content = `${apps}/${id}/microsoft.graph.win32LobApp/contentVersions`
    const version = idOf(await client.api(content).post({}))
    const files = `${content}/${version.id}/files`
    await expect(client.api(files).post({ name: 'x' })).rejects.toMatchObject({ statusCode: 400 })
    await expect(client.api(`${content}/9/files`).post({})).rejects.toMatchObject({ statusCode: 404 })
    const file = idOf(await client.api(files).post({ name: 'x', size: 1, sizeEncrypted: 49 }))
    const state = async () => record(await client.api(`${files}/${file.id}`).get())['uploadState']
    expect(await state()).toBe('azureStorageUriRequestPending')
    intune.clock.advance(1000)
    expect(await state()).toBe('azureStorageUriRequestSuccess')
    await expect(client.api(`${files}/x`).get()).rejects.toMatchObject({ statusCode: 404 })
    await expect(client.api(`${files}/${file.id}/commit`).post({})).rejects.toMatchObject({ statusCode: 400 })
    await client.api(`${files}/${file.id}/commit`).post({ fileEncryptionInfo: {} })
    expect(await state()).toBe('commitFilePending')
    intune.clock.advance(2000)
    expect(await state()).toBe('commitFileFailed')
    const committing = client
      .api(`${apps}/${id}`)
      .patch({ '@odata.type': app['@odata.type'], committedContentVersion: version.id })
    await expect(committing).rejects.toMatchObject({ statusCode: 400 })
    expect((await fetch(`${url}/content-storage/x?sig=x`, { method: 'PUT', body: 'x' })).status).toBe(403)
  })

  test('of a web app needs none', async () => {
    const { client, intune } = await graph()
    const web = {
      '@odata.type': '#microsoft.graph.webApp',
      displayName: 'Intranet',
      appUrl: 'https://i.example',
    }
    const created = record(await client.api(apps).post(web))
    expect(created['publishingState']).toBe('published')
    await client
      .api(`${apps}/${idOf(created).id}/assign`)
      .post({ mobileAppAssignments: [assignmentTo(intune, 'LAB')] })
  })

  test.each([
    ['of an unknown intent', { intent: 'forced', target: { '@odata.type': '#x' } }, 'ModelValidationFailure'],
    ['to an unknown target', { intent: 'required', target: { '@odata.type': '#x' } }, 'BadRequest'],
  ])('an assignment %s is 400', async (_, assignment, code) => {
    const served = await graph()
    const id = await published(served)
    const { client } = served
    const refused = { statusCode: 400, code }
    await expect(
      client.api(`${apps}/${id}/assign`).post({ mobileAppAssignments: [assignment] }),
    ).rejects.toMatchObject(refused)
    await expect(client.api(`${apps}/${id}/assignments`).post(assignment)).rejects.toMatchObject(refused)
  })

  test('a body that is no object, and no list of assignments, is 400', async () => {
    const served = await graph()
    const id = await published(served)
    const { client } = served
    await expect(client.api(`${apps}/${id}/assign`).post({})).rejects.toMatchObject({ statusCode: 400 })
    for (const [method, path] of [
      ['post', apps],
      ['patch', `${apps}/${id}`],
      ['post', `${apps}/${id}/assign`],
      ['post', `${apps}/${id}/assignments`],
    ] as const) {
      await expect(client.api(path)[method]('[1')).rejects.toMatchObject({
        message: expect.stringContaining('Unable to read JSON request payload.'),
      })
    }
    await expect(
      client.api(apps).post({ '@odata.type': '#microsoft.graph.iosStoreApp' }),
    ).rejects.toMatchObject({ statusCode: 501 })
  })
})
