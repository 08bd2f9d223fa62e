// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import type { IntuneState } from '../../src/intune/state.ts'
import { app, assigned, assignmentTo, graphForDays, idOf, minuteMs, record } from './graph.ts'

const apps = '/deviceAppManagement/mobileApps'
const report = '/deviceManagement/reports/retrieveDeviceAppInstallationStatusReport'

type Served = Awaited<ReturnType<typeof graphForDays>>

/** The report's rows by device name: the state as it is named, and the exit code. */
async function states(served: Served, id: string, more: object = {}) {
  const answer = await post(served, { filter: `(ApplicationId eq '${id}')`, ...more })
  const { TotalRowCount, Schema, Values } = record(await answer.json())
  return { TotalRowCount, Schema, Values }
}

async function post({ url, accessToken }: Served, body: object): Promise<Response> {
  return fetch(`${url}/v1.0${report}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${accessToken}`,
      'Content-Type': 'application/json',
      'client-request-id': 'c-1',
    },
    body: JSON.stringify(body),
  })
}

function named(state: IntuneState, index: number): string {
  return state.devices[index]?.deviceName ?? ''
}

describe('installation on devices', () => {
  test('goes from unknown over pending to installed as the clock moves', async () => {
    const served = await graphForDays()
    const { intune } = served
    const id = await assigned(served)
    expect(intune.act('install-counts', { app: id })).toEqual({ unknown: 5 })
    const seen = new Set<string>()
    for (let minute = 0; minute < 25; minute += 1) {
      intune.clock.advance(minuteMs)
      for (const state of Object.keys(record(intune.act('install-counts', { app: id })))) seen.add(state)
    }
    expect(seen).toEqual(new Set(['unknown', 'pendingInstall', 'installed']))
    expect(intune.act('install-counts', { app: id })).toEqual({ installed: 5 })
  })

  test('waits on a device that is offline, and fails on one whose installer fails', async () => {
    const served = await graphForDays()
    const { intune } = served
    const [offline, failing] = [named(intune.state, 0), named(intune.state, 1)]
    intune.act('device-offline', { device: offline })
    intune.act('installs-fail', { device: failing, errorCode: 1603 })
    const id = await assigned(served)
    intune.clock.advance(24 * 60 * minuteMs)
    const { Values, TotalRowCount } = await states(served, id, {
      select: ['DeviceName', 'AppInstallState', 'HexErrorCode'],
    })
    expect(TotalRowCount).toBe(5)
    expect(Values).toEqual([
      [offline, '0x00000000', 99, 'Unknown'],
      [failing, '0x00000643', 2, 'Failed'],
      ...[2, 3, 4].map((index) => [named(intune.state, index), '0x00000000', 1, 'Installed']),
    ])
    intune.act('device-online', { device: offline })
    intune.clock.advance(30 * minuteMs)
    expect(intune.act('install-counts', { app: id })).toEqual({ installed: 4, failed: 1 })
  })

  test('is tried again where it failed or drifted when the app is assigned again', async () => {
    const served = await graphForDays()
    const { intune, client } = served
    const failing = named(intune.state, 1)
    intune.act('installs-fail', { device: failing })
    const id = await assigned(served)
    intune.clock.advance(30 * minuteMs)
    intune.act('installs-work', { device: failing })
    expect(intune.act('install-counts', { app: id })).toEqual({ installed: 4, failed: 1 })
    intune.act('drift', { device: named(intune.state, 2), app: id })
    expect(intune.act('install-counts', { app: id })).toEqual({ installed: 3, failed: 1, notInstalled: 1 })
    await client.api(`${apps}/${id}/assign`).post({ mobileAppAssignments: [assignmentTo(intune, 'CANARY')] })
    expect(intune.act('install-counts', { app: id })).toEqual({ installed: 3, unknown: 2 })
    intune.clock.advance(30 * minuteMs)
    expect(intune.act('install-counts', { app: id })).toEqual({ installed: 5 })
  })

  test('leaves out Macs, the excluded and the merely offered', async () => {
    const served = await graphForDays()
    const { intune, client } = served
    const id = await assigned(served, 'PILOT')
    const excluded = assignmentTo(intune, 'LAB')
    const exclusion = {
      ...excluded,
      target: { ...excluded.target, '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget' },
    }
    const assign = (...list: readonly object[]) =>
      client.api(`${apps}/${id}/assign`).post({ mobileAppAssignments: list })
    await assign(assignmentTo(intune, 'PILOT'), exclusion)
    intune.clock.advance(30 * minuteMs)
    expect(intune.act('install-counts', { app: id })).toEqual({ installed: 7, notApplicable: 1 })
    await assign(assignmentTo(intune, 'LAB', 'available'))
    expect(intune.act('install-counts', { app: id })).toEqual({ notInstalled: 2 })
    await assign(assignmentTo(intune, 'CANARY', 'uninstall'))
    intune.clock.advance(30 * minuteMs)
    expect(intune.act('install-counts', { app: id })).toEqual({ notInstalled: 5 })
    await assign({
      intent: 'required',
      target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
    })
    intune.clock.advance(30 * minuteMs)
    expect(intune.act('install-counts', { app: id })).toEqual({ installed: 44, notApplicable: 6 })
    await assign({
      intent: 'required',
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'nobody' },
    })
    expect(intune.act('install-counts', { app: id })).toEqual({})
  })
})

describe('the installation report', () => {
  test('has all columns where none are selected', async () => {
    const served = await graphForDays()
    const id = await assigned(served, 'LAB')
    const { Values } = await states(served, id, { top: 1 })
    const [device] = served.intune.state.devices
    expect(Values).toEqual([
      [
        device?.id,
        id,
        'WIN-0001',
        device?.userPrincipalName,
        device?.userDisplayName,
        'Windows',
        0,
        '0x00000000',
        99,
        'Unknown',
        '2026-01-05T09:00:03.000Z',
      ],
    ])
  })

  test('serves at most 50 rows and goes on with skip', async () => {
    const served = await graphForDays()
    const { client, intune } = served
    const id = await assigned(served)
    const everyone = intune.state.directory.groups.find(({ displayName }) => displayName === 'All users')?.id
    const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: everyone }
    await client.api(`${apps}/${id}/assign`).post({ mobileAppAssignments: [{ intent: 'required', target }] })
    const first = await states(served, id, { top: 60, select: ['DeviceName'] })
    expect([first.TotalRowCount, first.Schema]).toEqual([
      50,
      [{ Column: 'DeviceName', PropertyType: 'String' }],
    ])
    expect(first.Values).toHaveLength(50)
    const rest = await states(served, id, { skip: 48, top: 10, select: ['DeviceName'] })
    expect(rest.Values).toEqual([[named(intune.state, 48)], [named(intune.state, 49)]])
    expect((await states(served, 'no-such-app')).TotalRowCount).toBe(0)
  })

  test.each([
    ['without the filter on an application', {}],
    ['of an unknown column', { filter: "(ApplicationId eq 'a')", select: ['Colour'] }],
    ['with a skip that is no number', { filter: "(ApplicationId eq 'a')", skip: 'x' }],
  ])('%s is 400', async (_, body) => {
    const answer = await post(await graphForDays(), body)
    expect([answer.status, answer.headers.get('client-request-id')]).toEqual([400, 'c-1'])
  })
})

describe('actions', () => {
  test.each([
    ['device-offline', {}, 'The input is not right'],
    ['device-offline', { device: 'none' }, 'There is no device "none".'],
    ['install-counts', { app: 'none' }, 'There is no app "none".'],
  ])('%s of %j is refused', async (name, input, message) => {
    const { intune } = await graphForDays()
    expect(() => intune.act(name, input)).toThrow(message)
  })

  test('taking a device off the network shows in when it was seen last', async () => {
    const { client, intune } = await graphForDays()
    const [device] = intune.state.devices
    intune.act('device-offline', { device: device?.id })
    intune.clock.advance(48 * 60 * minuteMs)
    const path = `/deviceManagement/managedDevices/${device?.id}`
    expect(record(await client.api(path).get())['lastSyncDateTime']).toBe('2026-01-05T09:00:00.000Z')
    intune.act('device-online', { device: device?.id })
    expect(record(await client.api(path).get())['lastSyncDateTime']).toBe('2026-01-07T09:00:00.000Z')
    await expect(client.api(`${path}x`).get()).rejects.toMatchObject({ statusCode: 404 })
  })
})

describe('the profile eucora-compat', () => {
  test('takes detectionRules, assigns at once with a body, and still has deviceStatuses', async () => {
    const { client, intune } = await graphForDays({ profile: 'eucora-compat', limits: false })
    const { rules: _rules, ...rest } = app
    const { id } = idOf(await client.api(apps).post({ ...rest, detectionRules: [{ path: 'C:\\Editor' }] }))
    const answer = await client
      .api(`${apps}/${id}/assign`)
      .post({ mobileAppAssignments: [assignmentTo(intune, 'LAB')] })
    expect(record(answer)['value']).toMatchObject([{ intent: 'required' }])
    intune.clock.advance(30 * minuteMs)
    const statuses = record(await client.api(`${apps}/${id}/deviceStatuses`).top(1).get())
    expect(statuses['value']).toMatchObject([
      { deviceName: 'WIN-0001', installState: 'installed', errorCode: 0 },
    ])
    expect(statuses['@odata.nextLink']).toContain('$skiptoken=')
  })
})
