// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { editor, fileForm, minuteMs, policyXml, published, servedJamf } from './served-jamf.ts'

const everyone = '<all_computers>true</all_computers>'
const json = { headers: { Accept: 'application/json' } }

function history(id: number): string {
  return `/JSSResource/computerhistory/id/${id}/subset/PolicyLogs`
}

describe('a policy at check-in', () => {
  test('runs on each computer of its scope within 15 minutes and is done a few later', async () => {
    const { jamf } = await published({}, policyXml({ scope: everyone }))
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Pending: 40 })
    jamf.clock.advance(8 * minuteMs)
    const between = jamf.act('install-counts', { policy: '1' })
    expect(between).toEqual({ Pending: expect.any(Number), Completed: expect.any(Number) })
    jamf.clock.advance(11 * minuteMs)
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Completed: 40 })
  })

  test('does the same whether somebody looks all the time or only in the end', async () => {
    const [watched, alone] = [
      await published({}, policyXml({ scope: everyone })),
      await published({}, policyXml({ scope: everyone })),
    ]
    const looks = Array.from({ length: 40 }, (_, look) => look)
    for (const _ of looks) {
      watched.jamf.clock.advance(minuteMs / 2)
      await watched.to('GET', history(1), json)
      watched.jamf.act('install-counts', { policy: '1' })
    }
    alone.jamf.clock.advance(looks.length * (minuteMs / 2))
    const ids = Array.from({ length: 40 }, (_, index) => index + 1)
    const logs = async ({ to }: typeof watched) =>
      await Promise.all(ids.map(async (id) => (await to('GET', history(id), json)).body))
    expect(await logs(watched)).toEqual(await logs(alone))
    expect(alone.jamf.act('install-counts', { policy: '1' })).toEqual({ Completed: 40 })
  })

  test('waits for a computer that is not on the network', async () => {
    const { to, jamf } = await published()
    jamf.act('device-offline', { device: 'MAC-0001' })
    jamf.clock.advance(3 * 24 * 60 * minuteMs)
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Pending: 1, Completed: 1 })
    expect((await to('GET', history(1), json)).body).toMatchObject({ computer_history: { policy_logs: [] } })
    jamf.act('device-online', { device: '1' })
    jamf.clock.advance(20 * minuteMs)
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Completed: 2 })
  })

  test('fails where a computer cannot, once, until its log is flushed', async () => {
    const { to, jamf } = await published()
    jamf.act('installs-fail', { device: 'MAC-0002' })
    jamf.clock.advance(20 * minuteMs)
    const [failed, worked] = [await to('GET', history(2), json), await to('GET', history(1), json)]
    expect(failed.body).toMatchObject({
      computer_history: { policy_logs: [{ policy_id: 1, status: 'Failed' }] },
    })
    expect(worked.body).toMatchObject({ computer_history: { policy_logs: [{ status: 'Completed' }] } })
    jamf.act('installs-work', { device: 'MAC-0002' })
    jamf.clock.advance(60 * minuteMs)
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Completed: 1, Failed: 1 })
    const flushed = await to('DELETE', '/JSSResource/logflush/policy/id/1/interval/Zero+Days')
    expect([flushed.status, flushed.text]).toEqual([201, expect.stringContaining('<policy>1</policy>')])
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Pending: 2 })
    jamf.clock.advance(20 * minuteMs)
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Completed: 2 })
  })

  test('fails where the file of its package was never uploaded', async () => {
    const { as, jamf } = await servedJamf()
    const to = await as()
    await to('POST', '/api/v1/packages', { json: editor })
    await to('POST', '/JSSResource/policies/id/0', { xml: policyXml() })
    jamf.clock.advance(20 * minuteMs)
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Failed: 2 })
  })

  test('takes a package off again', async () => {
    const { to, jamf } = await published()
    jamf.clock.advance(20 * minuteMs)
    const xml = policyXml({
      name: 'Remove Editor',
      packages: '<package><name>Editor 2.0</name><action>Uninstall</action></package>',
    })
    await to('POST', '/JSSResource/policies/id/0', { xml })
    jamf.clock.advance(20 * minuteMs)
    expect((await to('GET', '/api/v1/computers-inventory-detail/1')).body).toMatchObject({
      packageReceipts: { installedByJamfPro: [] },
    })
    expect((await to('GET', history(1), json)).body).toMatchObject({
      computer_history: { policy_logs: [{ policy_id: 2 }, { policy_id: 1 }] },
    })
  })

  test.each([
    ['that is disabled', '<enabled>false</enabled><trigger_checkin>true</trigger_checkin>'],
    ['with a custom event only', '<trigger_other>c-1</trigger_other>'],
  ])('%s never runs', async (_, general) => {
    const { jamf } = await published({}, policyXml({ general }))
    jamf.clock.advance(24 * 60 * minuteMs)
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Pending: 2 })
  })
})

describe('the scope of a policy', () => {
  test.each([
    ['that is empty reaches nobody', '', {}],
    ['that names a group and not all reaches the group', undefined, { Pending: 2 }],
    [
      'of all computers reaches every one, whatever else it names',
      `${everyone}<computer_groups/>`,
      { Pending: 40 },
    ],
    [
      'leaves out what it excludes',
      `${everyone}<exclusions><computers><computer><id>40</id></computer></computers><computer_groups><computer_group><id>2</id></computer_group></computer_groups></exclusions>`,
      { Pending: 37 },
    ],
  ])('%s', async (_, scope, counts) => {
    const { jamf } = await published({}, policyXml(scope === undefined ? {} : { scope }))
    expect(jamf.act('install-counts', { policy: '1' })).toEqual(counts)
  })
})

describe('what happens behind the API', () => {
  test('a package that a user removes is gone from the inventory, and the log says nothing of it', async () => {
    const { to, jamf } = await published()
    jamf.clock.advance(20 * minuteMs)
    jamf.act('drift', { device: 'MAC-0001', package: '1' })
    expect((await to('GET', '/api/v1/computers-inventory-detail/1')).body).toMatchObject({
      packageReceipts: { installedByJamfPro: [] },
    })
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Completed: 2 })
    await to('DELETE', '/JSSResource/logflush/policies/id/1/interval/Zero+Days')
    jamf.clock.advance(20 * minuteMs)
    expect((await to('GET', '/api/v1/computers-inventory-detail/1')).body).toMatchObject({
      packageReceipts: { installedByJamfPro: ['Editor 2.0'] },
    })
  })

  test('another administrator changes, disables and deletes a policy', async () => {
    const { to, jamf } = await published()
    jamf.act('change-policy', { policy: '1', allComputers: true })
    expect(jamf.act('install-counts', { policy: '1' })).toEqual({ Pending: 40 })
    jamf.act('change-policy', { policy: '1', enabled: false, allComputers: false, groups: [3] })
    expect((await to('GET', '/JSSResource/policies/id/1', json)).body).toMatchObject({
      policy: { general: { enabled: false }, scope: { all_computers: false, computer_groups: [{ id: 3 }] } },
    })
    jamf.act('delete-policy', { policy: '1' })
    expect((await to('GET', '/JSSResource/policies/id/1')).status).toBe(404)
  })

  test.each([
    ['device-offline', {}, 'The input is not right'],
    ['device-offline', { device: 'x' }, 'There is no device "x".'],
    ['drift', { device: 'MAC-0001', package: '1' }, 'The package 1 is not on MAC-0001.'],
    ['delete-policy', { policy: '9' }, 'There is no policy "9".'],
    ['delete-package', { package: '9' }, 'There is no package 9.'],
  ])('%s with %j is refused', async (name, input, message) => {
    const { jamf } = await servedJamf()
    expect(() => jamf.act(name, input)).toThrow(message)
  })
})

describe('logs', () => {
  test('are flushed whole only, of a policy that is there', async () => {
    const { to } = await published()
    expect((await to('DELETE', '/JSSResource/logflush/policy/id/1/interval/Three+Months')).status).toBe(501)
    expect((await to('DELETE', '/JSSResource/logflush/policy/id/9/interval/Zero+Days')).status).toBe(404)
  })

  test('are a part of the history of a computer, by id or name', async () => {
    const { to, jamf } = await published()
    jamf.clock.advance(20 * minuteMs)
    const whole = await to('GET', '/JSSResource/computerhistory/name/MAC-0001', json)
    expect(whole.body).toEqual((await to('GET', '/JSSResource/computerhistory/id/1', json)).body)
    expect((await to('GET', '/JSSResource/computerhistory/id/99')).status).toBe(404)
    expect((await to('GET', '/JSSResource/computerhistory/id/1/subset/Commands')).status).toBe(501)
  })
})

test('the same seed and the same calls give the same bytes, ids and times', async () => {
  const outcome = async () => {
    const { to, jamf } = await published({ seed: 's' }, policyXml({ scope: everyone }))
    await to('POST', '/api/v1/packages/1/upload', { multipart: fileForm(editor.fileName) })
    jamf.clock.advance(7 * minuteMs)
    const log = await to('GET', history(1))
    return [log.text, jamf.act('install-counts', { policy: '1' }), jamf.clock.nowMs()]
  }
  expect(await outcome()).toEqual(await outcome())
})
