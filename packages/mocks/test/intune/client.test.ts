// SPDX-License-Identifier: Apache-2.0
import { PageIterator } from '@microsoft/microsoft-graph-client'
import { describe, expect, test } from 'vitest'
import { stranger } from '../graph/tenant.ts'
import { app, assigned, assignmentTo, graph, idOf, published, record } from './graph.ts'

const apps = '/deviceAppManagement/mobileApps'
const devices = '/deviceManagement/managedDevices'

describe('the official Graph client', () => {
  test('creates an app, reads and finds it, changes and deletes it', async () => {
    const { client } = await graph()
    const created = record(await client.api(apps).post(app))
    expect(created).toMatchObject({
      ...app,
      publishingState: 'notPublished',
      createdDateTime: '2026-01-05T09:00:00.000Z',
      committedContentVersion: null,
    })
    const { id } = idOf(created)
    expect(await client.api(`${apps}/${id}`).select('id,notes').get()).toEqual({
      '@odata.type': '#microsoft.graph.win32LobApp',
      id,
      notes: null,
    })
    await client
      .api(`${apps}/${id}`)
      .patch({ '@odata.type': app['@odata.type'], notes: 'CorrelationId: c-1' })
    const found = record(await client.api(apps).filter("contains(notes,'c-1')").get())
    expect(found['value']).toEqual([expect.objectContaining({ id, notes: 'CorrelationId: c-1' })])
    expect(record(await client.api(apps).filter("displayName eq 'Other'").get())['value']).toEqual([])
    await client.api(`${apps}/${id}`).delete()
    await expect(client.api(`${apps}/${id}`).get()).rejects.toMatchObject({
      statusCode: 404,
      code: 'ResourceNotFound',
    })
  })

  test('assigns an app that has content, and gets no body back', async () => {
    const served = await graph()
    const { client, intune } = served
    const id = await published(served)
    const sent = [assignmentTo(intune, 'LAB'), assignmentTo(intune, 'PILOT', 'available')]
    expect(await client.api(`${apps}/${id}/assign`).post({ mobileAppAssignments: sent })).toBeUndefined()
    const listed = record(await client.api(`${apps}/${id}/assignments`).get())
    expect(listed['value']).toMatchObject(sent)
    // The action puts a list in the place of the whole list.
    await client.api(`${apps}/${id}/assign`).post({ mobileAppAssignments: sent.slice(0, 1) })
    expect(record(await client.api(`${apps}/${id}/assignments`).get())['value']).toHaveLength(1)
    await client.api(`${apps}/${id}/assignments`).post(sent[1])
    expect(record(await client.api(`${apps}/${id}/assignments`).get())['value']).toHaveLength(2)
    expect(record(await client.api(apps).filter('isAssigned eq true').get())['value']).toHaveLength(1)
  })

  test('is told that an app without content cannot be assigned', async () => {
    const { client, intune } = await graph()
    const { id } = idOf(await client.api(apps).post(app))
    const assigning = client
      .api(`${apps}/${id}/assign`)
      .post({ mobileAppAssignments: [assignmentTo(intune, 'LAB')] })
    await expect(assigning).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadRequest',
      message: expect.stringContaining("Invalid operation: app's PublishingState is not 'Published'."),
    })
  })

  test('reads all pages of the devices', async () => {
    const { client, intune } = await graph()
    const names: string[] = []
    const first = record(await client.api(devices).top(20).select('deviceName').count(true).get())
    expect(first['@odata.count']).toBe(50)
    const iterator = new PageIterator(
      client,
      { value: [], ...first },
      (device: { deviceName: string }) => names.push(device.deviceName) > 0,
    )
    await iterator.iterate()
    expect(names).toEqual(intune.state.devices.map(({ deviceName }) => deviceName))
    expect(intune.calls.all().filter(({ route }) => route === `GET /v1.0${devices}`)).toHaveLength(3)
  })

  test('waits as long as a 429 says and tries again', async () => {
    const { client, intune } = await graph()
    intune.inject({ kind: 'status', status: 429, headers: { 'Retry-After': '0.02' }, times: 2 })
    await client.api(devices).top(1).get()
    expect(intune.calls.all().map(({ status, headers }) => [status, headers['retry-attempt']])).toEqual([
      [429, undefined],
      [429, '1'],
      [200, '2'],
    ])
  })

  test('meets the limit of 100 writes of an application in 20 seconds', async () => {
    const { client, intune, credential } = await graph()
    await client.api(apps).post(app)
    const accessToken = await credential.getToken('https://graph.microsoft.com/.default')
    const request = () =>
      new Request(`https://graph.microsoft.com/v1.0${apps}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${accessToken.token}`, 'Content-Type': 'application/json' },
      })
    const body = new TextEncoder().encode(JSON.stringify(app))
    for (let count = 1; count < 100; count += 1) await intune.respond(request(), body)
    expect(intune.state.apps.size).toBe(100)
    const refused = await intune.respond(request(), body)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '20'])
    expect(await refused.json()).toMatchObject({
      error: { code: 'TooManyRequests', innerError: { code: '429', status: '429' } },
    })
    intune.clock.advance(20_000)
    expect((await intune.respond(request(), body)).status).toBe(201)
  })

  test.each([
    [
      'without a detection rule',
      { ...app, rules: [] },
      'BadRequest',
      'The Win32LobApp must have at least one detection rule specified.',
    ],
    [
      'without its set-up file',
      { ...app, setupFilePath: undefined },
      'BadRequest',
      'The Win32LobApp must have a valid value for the SetupFilePath property.',
    ],
    [
      'with the detectionRules of beta',
      { ...app, detectionRules: [] },
      'BadRequest',
      "The property 'detectionRules' does not exist on type 'microsoft.graph.win32LobApp'.",
    ],
    [
      'with an unknown choice',
      { ...app, installExperience: { runAsAccount: 'root' } },
      'ModelValidationFailure',
      "Requested value 'root' was not found.",
    ],
    ['without a type', { displayName: 'x' }, 'ModelValidationFailure', 'Cannot create an abstract class.'],
    [
      'with a number for a text',
      { ...app, displayName: 7 },
      'BadRequest',
      "Cannot convert the literal '/displayName' to the expected type.",
    ],
  ])('is refused an app %s, and nothing is created', async (_, body, code, message) => {
    const { client, intune } = await graph()
    await expect(client.api(apps).post(body)).rejects.toMatchObject({
      statusCode: 400,
      code,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      message: expect.stringContaining(message),
    })
    expect(intune.state.apps.size).toBe(0)
  })

  test('is told that deviceStatuses is no longer there', async () => {
    const served = await graph()
    const id = await published(served)
    await expect(served.client.api(`${apps}/${id}/deviceStatuses`).get()).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadRequest',
      message: "Resource not found for the segment 'deviceStatuses'.",
    })
  })

  test('is refused when its token has expired, by time or by fault', async () => {
    const { client, intune } = await graph()
    await client.api(devices).top(1).get()
    const fault = intune.inject({ kind: 'expired-token' })
    const expired = {
      statusCode: 401,
      code: 'InvalidAuthenticationToken',
      message: 'Access token has expired or is not yet valid.',
    }
    await expect(client.api(devices).get()).rejects.toMatchObject(expired)
    fault.remove()
    intune.clock.advance(3_599_000)
    await expect(client.api(devices).get()).rejects.toMatchObject(expired)
  })

  test('is refused without permissions, in the words of each service', async () => {
    const { client } = await graph({}, stranger)
    await expect(client.api(devices).get()).rejects.toMatchObject({
      statusCode: 403,
      code: 'Forbidden',
      message: expect.stringContaining(
        'Application must have one of the following scopes: DeviceManagementManagedDevices.Read.All',
      ),
    })
    await expect(client.api('/users').get()).rejects.toMatchObject({
      statusCode: 403,
      code: 'Authorization_RequestDenied',
    })
  })

  test('finds one app only after an answer was lost and looked for by name', async () => {
    const { client, intune } = await graph()
    intune.inject({ kind: 'reset', method: 'POST', after: true, times: 1 })
    await expect(client.api(apps).post(app)).rejects.toThrow()
    const found = record(await client.api(apps).filter("displayName eq 'Editor 2.0'").get())
    expect(found['value']).toHaveLength(1)
  })

  test('gets the same ids and times from the same seed and calls', async () => {
    const outcome = async () => {
      const served = await graph({ seed: 's' })
      const id = await assigned(served)
      served.intune.clock.advance(30 * 60_000)
      return [id, served.intune.act('install-counts', { app: id }), served.intune.clock.nowMs()]
    }
    expect(await outcome()).toEqual(await outcome())
  })
})
